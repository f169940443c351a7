#!/usr/bin/env bash
# Files as six tools export them (tests/data/coco/exports) go through every program that has work for them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
wrong() { echo "$name: $1" >&2; cat out.txt err.txt >&2; exit 1; }
run() { "$@" >out.txt 2>err.txt; }
says() { grep -qE -- "$1" out.txt err.txt || wrong "does not say: $1"; }

# exported NAME IMAGE CATEGORY IMAGE CATEGORY MASKS: two objects, of which so many have masks.
exported() {
  name=$1
  local truth=$EXPORTS/$1.json masks=$6
  run coco-noise "$truth" --setup low --seed 1 --output noisy.json --set deletion.probability=0 ||
    wrong "coco-noise refuses it"
  says "with another shape +$masks$"
  [[ $masks -eq 2 ]] || says 'without a mask, no spatial noise +1$'
  run coco-noise noisy.json --setup high --seed 1 --output again.json || wrong "noise on noise is refused"
  run coco-noise "$truth" --setup high --foreground --rle --output foreground.json || wrong "--foreground is refused"
  run coco-diff "$truth" noisy.json --json diff.json || wrong "coco-diff refuses it"
  says "  compared +$masks +$masks$"
  [[ $masks -eq 2 ]] || says '  without a mask, left out +1 +1$'
  printf '[{"image_id":%s,"category_id":%s,"score":0.9,"bbox":[20,20,60,60]},' "$2" "$3" > boxes.json
  printf '{"image_id":%s,"category_id":%s,"score":0.8,"bbox":[30,40,50,40]}]' "$4" "$5" >> boxes.json
  sed 's/"bbox":\[20,20,60,60\]/"segmentation":[[20,20,80,20,80,80,20,80]]/
       s/"bbox":\[30,40,50,40\]/"segmentation":[[30,40,80,40,80,80,30,80]]/' boxes.json > masks.json
  run coco-eval --truth "$truth" --results boxes.json || wrong "coco-eval refuses it"
  says '\(AP\) @\[ IoU=0.50:0.95 \| area=   all .* = 1.000$'
  run coco-eval --truth noisy.json --results boxes.json --kind bbox || wrong "coco-eval refuses its noisy version"
  [[ $masks -eq 2 ]] || return 0
  run coco-eval --truth "$truth" --results masks.json --kind segm || wrong "coco-eval refuses its masks"
  says '\(AP\) @\[ IoU=0.50:0.95 \| area=   all .* = 1.000$'
}
exported fiftyone 1 0 2 1 1
exported labelme 0 1 1 2 2
exported pylabel 0 1 1 2 1
exported cvat 1 1 2 2 1
exported label_studio 0 1 1 2 1
exported via 0 1 1 2 2

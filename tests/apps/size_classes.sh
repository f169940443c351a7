#!/usr/bin/env bash
# One file's instances are counted small, medium and large alike by coco-noise, coco-diff and
# coco-eval: by the area that is stated, whatever the mask has.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# Squares of SIDE pixels, with the area that each states. 4 are small, 3 medium, 2 large.
number=0
while read -r side area; do
  number=$((number + 1))
  end=$((10 + side))
  box="\"bbox\": [10, 10, $side, $side]"
  outline="\"segmentation\": [[10, 10, $end, 10, $end, $end, 10, $end]]"
  echo "{\"id\": $number, \"image_id\": $number, \"category_id\": 1, \"iscrowd\": 0, \"area\": $area, $box, $outline}" >> annotations
  echo "{\"id\": $number, \"width\": 200, \"height\": 200}" >> images
  # One of each class is found.
  case $number in 1 | 5 | 8) echo "{\"image_id\": $number, \"category_id\": 1, \"score\": 0.9, $box, $outline}" >> results ;; esac
done <<'SQUARES'
30 900
40 1000
10 1023.5
31 961
31 1024.5
33 1089
100 9000
95 9216.5
97 9409
SQUARES
listed() { paste -sd, "$1"; }
echo "{\"images\": [$(listed images)], \"categories\": [{\"id\": 1, \"name\": \"cat\"}], \"annotations\": [$(listed annotations)]}" > c.json
echo "[$(listed results)]" > dt.json
echo '{"name": "one", "unit": "px", "steps": [{"operation": "dilation", "mean": 1}]}' > one.json

coco-noise c.json --setup one.json --seed 1 --output noisy.json > noise.txt 2>&1
coco-diff c.json noisy.json > diff.txt 2>&1
coco-eval c.json dt.json --kind bbox --json eval.json > eval.txt 2>&1
for expected in small:4 medium:3 large:2; do
  class=${expected%:*} count=${expected#*:}
  [[ $(awk -v c="$class" '$1 == c && $3 == "of" {print $4}' noise.txt) -eq $count ]] ||
    { echo "coco-noise: not $count $class"; cat noise.txt; exit 1; }
  [[ $(grep "^$class" diff.txt | sed -E 's/^[a-z]+(, to [0-9^]+ px)? +([0-9]+) .*/\2/') -eq $count ]] ||
    { echo "coco-diff: not $count $class"; cat diff.txt; exit 1; }
  # Of as many, one was found at every IoU.
  recall=$(grep -oE "\"AR${class:0:1}\": [0-9.]+" eval.json | head -1 | cut -d' ' -f2)
  awk -v r="$recall" -v n="$count" 'BEGIN {exit !(r * n > 0.999 && r * n < 1.001)}' ||
    { echo "coco-eval: ARs, ARm or ARl of $recall, expected 1 of $count $class"; cat eval.txt; exit 1; }
done

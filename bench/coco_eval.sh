#!/usr/bin/env bash
# coco_eval.sh TRUTH.json [FOLDER]: what coco-eval costs on a whole data set with 100 detections an
# image, and whether threads agree. Medians of five runs; make-detections makes the detections.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
truth=$1
folder=${2:-$(mktemp -d)}
mkdir -p "$folder"
results=$folder/detections.json
[[ -e $results ]] || build/release/bench/make-detections "$truth" --seed 1 --per-image 100 --output "$results"
export PATH=$PWD/build/release/apps:$PATH
cat "$truth" "$results" > /dev/null  # into the page cache
. bench/measured.sh
for kind in segm bbox boundary; do
  measured "$kind, 1 thread" coco-eval --truth "$truth" --results "$results" --kind $kind --threads 1
  measured "$kind, 2 threads" coco-eval --truth "$truth" --results "$results" --kind $kind --threads 2
  coco-eval --truth "$truth" --results "$results" --kind $kind --threads 1 --json "$folder/one.json" > /dev/null
  coco-eval --truth "$truth" --results "$results" --kind $kind --threads 2 --json "$folder/two.json" > /dev/null
  cmp "$folder/one.json" "$folder/two.json" && echo "1 and 2 threads: the same bytes"
done
measured "all three, with errors" coco-eval --truth "$truth" --results "$results" \
  --kind segm --kind bbox --kind boundary --errors
measured "--compare, 1,000 resamples" coco-eval --truth "$truth" --compare "$results" "$results"

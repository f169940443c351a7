#!/usr/bin/env bash
# coco_eval.sh TRUTH.json [FOLDER]: what coco-eval costs on a whole data set with 100 detections an
# image, and whether threads agree. Medians of five runs; make-detections makes the detections.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
truth=$1
folder=${2:-$(mktemp -d)}
mkdir -p "$folder"
results=$folder/detections.json
[[ -e $results ]] || build/bench/bench/make-detections "$truth" --seed 1 --per-image 100 --output "$results"
export PATH=$PWD/build/release/apps:$PATH
cat "$truth" "$results" > /dev/null  # into the page cache

# measured WHAT COMMAND...: medians of wall and CPU seconds, the greatest peak memory.
measured() {
  local what=$1
  shift
  for _ in 1 2 3 4 5; do
    /usr/bin/time -f '%e %U %S %M' "$@" 2>&1 >/dev/null | tail -n 1
  done | awk -v what="$what" '
    { wall[NR] = $1; cpu[NR] = $2 + $3; if ($4 > peak) peak = $4 }
    function median(values,   i, j, t) {
      for (i = 1; i <= NR; ++i) for (j = i + 1; j <= NR; ++j)
        if (values[j] < values[i]) { t = values[i]; values[i] = values[j]; values[j] = t }
      return values[(NR + 1) / 2]
    }
    END { printf "%-28s %6.2f s wall %6.2f s CPU %5d MB\n", what, median(wall), median(cpu), peak / 1024 }'
}
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

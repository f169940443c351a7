#!/usr/bin/env bash
# A small study on the phantom, twice: complete, and the same networks and numbers both times.
set -euo pipefail
mkdir -p "$WORK"
rm -rf "$WORK/low" "$WORK/again"
study() {
  camus-noise --setup low --patients 6 --epochs 2 --seed 3 --cache "$WORK/cache" --out "$1"
}
study "$WORK/low" > "$WORK/table.txt"
cmake -DSTUDY="$WORK/low" -P "$CHECK_STUDY"
grep -q '^clean .* ± ' "$WORK/table.txt" && grep -q '^noisy .* ± ' "$WORK/table.txt"

study "$WORK/again" 2>/dev/null >/dev/null
for file in patients.csv noise.csv training.csv networks/clean.safetensors networks/noisy.safetensors; do
  cmp "$WORK/low/$file" "$WORK/again/$file"
done
# The noise touches training labels alone: 4 training patients of 4 frames and a heading.
[[ $(wc -l < "$WORK/low/noise.csv") -eq 17 ]]
if cmp -s "$WORK"/low/networks/{clean,noisy}.safetensors; then exit 1; fi

# A network of a study measures the same when it is loaded again.
rm -rf "$WORK/model"
camus-noise --setup low --data "$(echo "$WORK"/cache/phantom-*-n6-seed3)" \
  --model "$WORK/low/networks/clean.safetensors" --out "$WORK/model" 2>/dev/null >/dev/null
cmake -DSTUDY="$WORK/model" -DCONDITIONS=model -P "$CHECK_STUDY"
grep -q '"phantom": true' "$WORK/model/summary.json"  # --data, but no patients
if grep -q 'CAMUS data set' "$WORK/model/report.html"; then exit 1; fi
diff <(grep ,clean, "$WORK/low/patients.csv") <(sed 's/,model,/,clean,/' "$WORK/model/patients.csv" | tail -n +2)

#!/usr/bin/env bash
# The real sample end to end: it loads, is corrupted, measured and drawn. Skips where it is absent.
set -euo pipefail
sample=$SHARED_DATA/camus-sample
[[ -d "$sample" ]] || { echo "no real frames at $sample: skipped"; exit 77; }
network=$WORK/network.safetensors

rm -rf "$WORK/real" "$WORK/real-all" "$WORK/real-plain"
camus-noise --data "$sample" --model "$network" --out "$WORK/real"
cmake -DSTUDY="$WORK/real" -DCONDITIONS=model -P "$CHECK_STUDY"
# patient0001 alone is of the training part; six others are tested on. Nothing learns from his labels,
# so no noise is put on them.
[[ $(wc -l < "$(echo "$WORK"/real/cells/*/noise.csv)") -eq 1 ]]
[[ $(grep -c ',model,' "$WORK"/real/cells/*/patients.csv) -eq 12 ]]
grep -q 'CC BY-NC-SA' "$WORK/real/report.html"

# Without the frames the licence has nothing to say of, for whoever shares the report.
camus-noise --data "$sample" --model "$network" --no-images --out "$WORK/real-plain"
cmake -DSTUDY="$WORK/real-plain" -DCONDITIONS=model -P "$CHECK_STUDY"
grep -q 'without any of its images' "$WORK/real-plain/report.html"
if grep -q 'CC BY-NC-SA' "$WORK/real-plain/report.html"; then exit 1; fi
for figure in worst median best; do
  if cmp -s "$WORK"/{real,real-plain}/figures/$figure.png; then exit 1; fi
done
cmp "$WORK"/{real,real-plain}/results.csv

camus-noise --data "$sample" --model "$network" --test-on all --out "$WORK/real-all"
[[ $(grep -c ',model,' "$WORK"/real-all/cells/*/patients.csv) -eq 14 ]]
# The reference EF of patient0001 from its masks, by the ase method.
awk -F, 'NR == 1 {for (i = 1; i <= NF; ++i) if ($i == "reference_ef_percent") at = i}
  $1 == "patient0001" && $3 == "ED" {ef = $at} END {exit !(ef > 67.6 && ef < 70.6)}' \
  "$WORK"/real-all/cells/*/patients.csv

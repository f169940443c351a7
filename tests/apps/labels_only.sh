#!/usr/bin/env bash
# camus-noise --labels-only as its users type it: on the phantom, on one view, on real patients.
set -euo pipefail
mkdir -p "$WORK"
cd "$(mktemp -d -p "$WORK")"
fail() { echo "$*"; exit 1; }

camus-noise --setup low --labels-only --draws 60 --patients 6 --seed 3 --cache "$WORK/cache" > table.txt 2> err.txt
[[ $(ls results) == low-labels ]] || fail "no results under the default name: $(ls results)"
[[ $(ls results/low-labels | sort | xargs) == "edv-example.png ef-intervals.png methods.csv panels panels.csv parts.csv patients.csv readings.csv report.html severity-ladder.png shapes.csv summary.json ventricle-3d.png" ]] ||
  fail "other files: $(ls results/low-labels)"
[[ $(head -c 4 results/low-labels/ef-intervals.png | tail -c 3) == PNG ]] || fail "the figure is no PNG"
[[ $(wc -l < results/low-labels/patients.csv) -eq 7 ]] || fail "a patient is missing"
grep -q '^all  *6  *-' table.txt || fail "no negative EF bias of 6 patients: $(cat table.txt)"
grep -q '^dilation (ES) ' table.txt || fail "the parts of the noise are not shown"
grep -q '^published, one observer twice, ED  *0.945 ' table.txt || fail "no observers beside the outlines"
[[ $(wc -l < results/low-labels/shapes.csv) -eq 25 ]] || fail "not four labels of 6 patients: $(cat results/low-labels/shapes.csv)"
grep -q '^majority  *7 ' table.txt && grep -q '^STAPLE  *7 ' table.txt || fail "no panels of readers"
grep -q '39.2 to 50.2 %' table.txt || fail "not the paper's sentence"
grep -q 'between two readings may be tracing alone' table.txt || fail "no detectable change"
grep -q '40.4 % is mildly reduced' table.txt || fail "not told how 40.4 is treated"
grep -q '"quadratic_weighted_kappa": ' results/low-labels/summary.json || fail "no kappa"
grep -q 'finished in' err.txt || fail "not told that it finished"

# The same numbers whatever the threads, and for a copy that knows fewer patients.
phantom=$(printf "%s\n" "$WORK"/cache/phantom-*-n6-seed3 | sort -V | tail -n 1)  # of the newest version
for threads in 1 2 8; do
  camus-noise --setup low --data "$phantom" --labels-only --draws 60 --seed 3 --threads $threads \
    --out "threads-$threads" >/dev/null 2>&1
  cmp "threads-$threads/patients.csv" results/low-labels/patients.csv
  for table in parts shapes methods readings panels; do
    cmp "threads-$threads/$table.csv" "results/low-labels/$table.csv"
  done
done
cp -r "$phantom" fewer && chmod -R u+w fewer
rm -r fewer/database_nifti/patient0001 fewer/database_nifti/patient0002/*_2CH_*
camus-noise --setup low --data fewer --labels-only --draws 60 --seed 3 --out of-fewer > fewer.txt 2> err.txt
[[ $(wc -l < of-fewer/patients.csv) -eq 6 ]] || fail "not 5 patients: $(cat of-fewer/patients.csv)"
[[ -s of-fewer/severity-ladder.png ]] || fail "no severity ladder of fewer patients"
grep -q '^patient0002,4ch,' of-fewer/patients.csv || fail "one view is not marked as single-plane"
grep -q 'volumes: 4ch  *1 ' fewer.txt || fail "the single-plane patient is no stratum of his own"
diff <(grep patient0003 of-fewer/patients.csv) <(grep patient0003 results/low-labels/patients.csv) ||
  fail "the company changes a patient's numbers"

# What is odd about a patient reaches every reader.
cp -r fewer odd
for file in odd/database_nifti/patient0003/*_ED*; do
  mv "$file" other && mv "${file/_ED/_ES}" "$file" && mv other "${file/_ED/_ES}"
done
# Somebody's own: no phantom, and not CAMUS's ids alone.
rm odd/truth.csv
mv odd/database_nifti/patient0006 odd/database_nifti/patient0906
for file in odd/database_nifti/patient0906/patient0006*; do mv "$file" "${file/patient0006_/patient0906_}"; done
printf 'By leave of the <ward>.\n' > licence.txt
camus-noise --setup low --data odd --labels-only --draws 20 --seed 3 --licence licence.txt \
  --out of-odd > odd.txt 2> err.txt
! grep -q 'CC BY-NC-SA' odd.txt of-odd/report.html || fail "somebody's own frames are said to be CAMUS"
grep -q 'By leave of the &lt;ward&gt;\.' of-odd/report.html || fail "no licence in the report"
camus-report of-odd > report.txt && grep -q 'By leave of the &lt;ward&gt;' of-odd/report.html ||
  fail "the licence is lost where the report is made again"
remark='ESV of .* mL exceeds EDV of .* mL'
grep -q "^warning: .*/patient0003: $remark" err.txt || fail "not warned of: $(cat err.txt)"
head -1 of-odd/patients.csv | grep -q ',remarks$' && grep -q "^patient0003,.*,\"*$remark" of-odd/patients.csv ||
  fail "no remark in patients.csv: $(grep patient0003 of-odd/patients.csv)"
grep -q "patient0003: $remark" of-odd/report.html || fail "no remark in the report"
if command -v camus-view >/dev/null; then
  camus-view --data odd --patient patient0003 --screenshot odd.png > odd.txt 2> err.txt
  grep -q "^warning: .*/patient0003: $remark" err.txt || fail "camus-view does not warn: $(cat err.txt)"
fi

# refused STATUS TEXT ARGUMENT...: one line, nothing written.
refused() {
  local status=0 expected=$1 text=$2
  shift 2
  camus-noise --setup low "$@" --out x >out.txt 2>err.txt || status=$?
  if [[ $status -ne $expected || $(grep -c -v -E '^(reading|warning:) ?' err.txt) -ne 1 ]] || ! grep -q -- "$text" err.txt; then
    fail "status $status (expected $expected), expected '$text': $* $(cat err.txt)"
  fi
  [[ -z $(find . -maxdepth 1 -name 'x*') ]] || fail "left something behind: $*"
}
refused 2 "--draws must be between 2 and" --labels-only --draws 1
refused 2 "--draws is for --labels-only" --draws 50
refused 2 "--epochs is for networks" --labels-only --epochs 3
refused 2 "--model is for networks" --labels-only --model network
refused 1 "absent" --labels-only --data absent
rm -r fewer/database_nifti/patient000[3456]
rm fewer/database_nifti/patient0002/*_4CH_ES*
refused 1 "no patient can be measured, .*patient0002: no view with a measurable" --labels-only --data fewer
echo '{"name": "x", "unit": "px", "steps": [{"operation": "duplicate", "probability": 0.1, "mean": 2, "sigma": 0}]}' > adds.json
status=0
camus-noise --setup adds.json --labels-only --data "$phantom" --out x > out.txt 2> err.txt || status=$?
[[ $status -eq 1 && ! -e x ]] || fail "status $status of a setup that adds instances: $(cat err.txt)"

# Ctrl-C: status 130, one line that says what is left, and nothing is.
set -m
camus-noise --setup low --labels-only --draws 100000 --data "$phantom" --out stopped > out.txt 2> stop.txt &
pid=$!
for _ in $(seq 300); do
  grep -q 'reading' stop.txt 2>/dev/null && break
  sleep 0.1
done
sleep 0.5
kill -INT "$pid"
status=0
wait "$pid" || status=$?
[[ $status -eq 130 ]] || fail "status $status after Ctrl-C: $(cat stop.txt)"
# A program that is in the middle of something on a busy machine is ended without the rest.
grep -q 'camus-noise: interrupted' stop.txt || fail "not told: $(cat stop.txt)"
[[ -z $(find . -maxdepth 1 -name 'stopped*') ]] || fail "left something behind after Ctrl-C"

sample=$SHARED_DATA/camus-sample
[[ -d "$sample" ]] || { echo "no real frames at $sample: the rest is skipped"; exit 0; }
camus-noise --setup low --labels-only --draws 40 --data "$sample" --out real > real.txt 2>/dev/null
grep -q 'Leclerc.*CC BY-NC-SA 4.0' real.txt && grep -q 'CC BY-NC-SA 4.0' real/report.html || fail "the licence of the real frames is not named"
[[ $(wc -l < real/patients.csv) -eq 8 ]] || fail "not 7 real patients"
# patient0001 has both views, Good ones; its EF by the ase method is known.
awk -F, '$1 == "patient0001" {exit !($2 == "ase" && $3 == "Good" && $20 > 67.6 && $20 < 70.6 && $21 < 0)}' \
  real/patients.csv || fail "patient0001: $(grep patient0001 real/patients.csv)"
[[ $(grep -c ',[24]ch,' real/patients.csv) -eq 6 ]] || fail "the six with one view are not marked"

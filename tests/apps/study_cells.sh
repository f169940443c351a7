#!/usr/bin/env bash
# Studies of many conditions: cells side by side, interrupted, killed, failed and resumed give the
# bytes of a run that nothing disturbed; one by one, too.
set -euo pipefail
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > small.json <<'JSON'
{"name": "small", "kind": "training", "noise": ["camus"], "severities": ["low"],
 "noisy-fractions": [0.5], "seeds": [1, 2],
 "training": {"network": "small", "input-size-px": 32, "epochs": 3, "batch": 4}}
JSON
study() { camus-noise --study small.json --patients 8 --cache cache "$@" 2>>log.txt; }
# Everything but what was printed while cells ran.
bytes() { (cd "$1" && find . -type f ! -name log.txt | sort | xargs sha256sum); }
same() { diff <(bytes "$1") <(bytes whole); }

# As the user types it: four cells, tables in the paper's form, a row for every number.
study --out whole > table.txt
cat table.txt
for line in 'clean' 'camus low 50%'; do grep -q "^$line  .* ± " table.txt; done
cmp table.txt whole/tables.txt
[[ $(ls whole/cells | wc -l) -eq 4 ]]
head -1 whole/results.csv | grep -qx 'cell,condition,seed,fold,patient,measure,value'
[[ $(grep -c ',dice_ed_percent,' whole/results.csv) -eq 8 ]]  # 2 testing patients in each cell
grep -q '"complete": true' whole/summary.json
# The phantom has 5 training patients: of 3 of them the labels are noisy.
noisy=(whole/cells/$(grep -m1 'camus low 50%' whole/results.csv | cut -d, -f1)/noise.csv)
[[ $(tail -n +2 "${noisy[0]}" | cut -d, -f1 | sort -u | wc -l) -eq 3 ]]

# A network learns on one thread, however many cores there are: the same cells, and the same bytes.
on_one_core() { taskset -c "$(taskset -pc $$ | sed -E 's/.*: ([0-9]+).*/\1/')" "$@"; }
export -f study
diff <(study --out whole --cells) <(on_one_core bash -c 'study --out whole --cells')
[[ $(grep -l '"threads": "1"' whole/cells/*/cell.json | wc -l) -eq 4 ]]
one=$(ls whole/cells | head -1)
on_one_core bash -c "study --out one-core --cell $one"
diff <(bytes "one-core/cells/$one") <(bytes "whole/cells/$one")
[[ $(study --out two-threads --threads 2 --cells | cut -d' ' -f1) != *"$one"* ]]

# Ctrl-C in the middle: status 130 and nothing half-done under a final name. Then killed, without
# warning. Then the rest.
set -m
begin() { camus-noise --study small.json --patients 8 --cache cache --out disturbed --jobs "$1" >/dev/null 2>stop.txt & }
# Where the cell was quicker than the signal, it is tried again.
for _ in $(seq 5); do
  rm -rf disturbed
  begin 1
  for _ in $(seq 6000); do
    grep -qs 'epoch 1 of' disturbed/cells/*.unfinished/log.txt && break
    sleep 0.01
  done
  # It is called what it is, by "top".
  [[ ! -e /proc/self/comm || $(cat "/proc/$(jobs -p %1)/comm") == camus-noise ]]
  kill -INT %1
  status=0
  wait %1 || status=$?
  cat stop.txt
  [[ $status -eq 130 ]]
  grep -q 'cells were completed, and the same command goes on from here' stop.txt
  [[ ! -e disturbed/summary.json ]]
  [[ -e $(echo disturbed/cells/*.unfinished) ]] && break
done
[[ -e $(echo disturbed/cells/*.unfinished) ]]
begin 2
for _ in $(seq 600); do
  [[ $(ls disturbed/cells | grep -vc unfinished) -gt 0 ]] && break
  sleep 0.1
done
kill -KILL %1
wait %1 2>/dev/null || true
study --out disturbed >/dev/null
same disturbed

# A cell that fails does not stop the others, and is named with its reason.
study --out failing --cells > cells.txt
[[ $(grep -c ' missing ' cells.txt) -eq 4 ]]
broken=$(grep 'camus low 50%, seed 2' cells.txt | cut -d' ' -f1)
mkdir -p "failing/cells/$broken.unfinished"
echo 'no checkpoint' > "failing/cells/$broken.unfinished/checkpoint.safetensors"
status=0
camus-noise --study small.json --patients 8 --cache cache --out failing > failing.txt 2>failed.txt || status=$?
cat failed.txt
[[ $status -eq 1 ]]
grep -q "camus low 50%, seed 2, fold 1: failed with status 1: .*checkpoint.safetensors" failed.txt
grep -q 'camus-noise: 1 of 4 cells failed; the same command tries them again' failed.txt
grep -q '^Incomplete: 1 of 4 cells are missing' failing.txt
grep -q '"complete": false' failing/summary.json

# One by one, as a cluster does it.
rm "failing/cells/$broken.unfinished/checkpoint.safetensors"
status=0
study --out failing --merge >/dev/null || status=$?
[[ $status -eq 1 ]]
study --out failing --cell "$broken"
study --out failing --cell "$broken"  # is there already
study --out failing --merge >/dev/null
same failing

# A study grows: a further seed takes the cells that are there.
sed 's/"seeds": \[1, 2\]/"seeds": [1, 2, 3]/' small.json > more.json
before=$(stat -c %Y.%i whole/cells/*/cell.json)
camus-noise --study more.json --patients 8 --cache cache --out whole 2>grow.txt >/dev/null
grep -q 'study small: 6 cells, 4 of them are there already' grow.txt
[[ $(echo "$before" | wc -l) -eq 4 && -z $(comm -23 <(echo "$before" | sort) <(stat -c %Y.%i whole/cells/*/cell.json | sort)) ]]

# The label side: conditions without training.
cat > labels.json <<'JSON'
{"name": "labels", "kind": "labels", "noise": ["camus", "opening"], "severities": ["high"],
 "draws": 20}
JSON
camus-noise --study labels.json --patients 8 --cache cache --out labels 2>>log.txt > labels.txt
cat labels.txt
grep -q '^camus high  .* ± ' labels.txt
[[ $(ls labels/cells | wc -l) -eq 2 && -e $(echo labels/cells/*/parts.csv | cut -d' ' -f1) ]]
[[ $(grep -c ',ef_bias_pp,' labels/results.csv) -eq 16 ]]
# One number, one interval, in whichever file it is read.
interval=$(tr -d '\n' < labels/summary.json | grep -oE '"ef_bias_pp": *\{[^}]*"ci95": *\[[^]]*' |
  sed -n '1 {s/.*\[//; s/,/ /; p}')
# shellcheck disable=SC2086
grep -qF "[$(printf '%.1f, %.1f' $interval)]" labels/tables.txt
# shellcheck disable=SC2086
[[ $(sed 's/−/-/g' labels/report.html | grep -cF -- "$(printf '%.1f to %.1f' $interval)") -gt 0 ]]

# What is wrong is named before anything is run.
refused() {
  local message=$1 status=0
  shift
  camus-noise "$@" >/dev/null 2>wrong.txt || status=$?
  cat wrong.txt
  [[ $status -ne 0 ]]
  grep -qF -- "$message" wrong.txt
}
refused '--study must be one of table7, ablation, sensitivity, or a file that ends in .json' --study table8
refused '--epochs is for the study file to say' --study small.json --epochs 3
refused '--jobs is for networks, of which --labels-only has none' --setup low --labels-only --jobs 2
refused 'the study small has no cell "0123"' \
  --study small.json --patients 8 --cache cache --out whole --cell 0123
sed 's/"seeds"/"training-patients": [50], "seeds"/' small.json > large.json
refused 'training patients must be between 1 and the' \
  --study large.json --patients 8 --cache cache --out large
[[ ! -e large/cells ]]

# Every network and loss that --help offers, a study file may name.
for key in network loss; do
  names=$(camus-noise --help | sed -n "s/^  --$key <\(.*\)>$/\1/p")
  [[ $names == *'|'* ]]
  for name in ${names//|/ }; do
    sed "s/\"network\": \"small\"/\"$key\": \"$name\"/" small.json > named.json
    camus-noise --study named.json --patients 8 --cache cache --out named --cells >/dev/null 2>>log.txt
  done
done

# Two processes train a cell together, as torchrun would start them: its curve is that of one. At a
# small learning rate: Adam makes steps of full size of gradients that are nothing but rounding.
sed 's/"small", "input/"unet1", "learning-rate": 5e-5, "input/' small.json > together.json
trained() { camus-noise --study together.json --patients 8 --cache cache --out "$@"; }
together() { trained together "$@"; }
id=$(together --ranks 2 --cells 2>>log.txt | head -1 | cut -d' ' -f1)
alone=$(trained alone --cells 2>>log.txt | head -1 | cut -d' ' -f1)
[[ $id != "$alone" ]]  # rounding differs
port=$((20000 + RANDOM % 10000))
for rank in 0 1; do
  RANK=$rank WORLD_SIZE=2 MASTER_ADDR=127.0.0.1 MASTER_PORT=$port \
    together --ranks 2 --cell "$id" 2>"rank$rank.txt" &
done
wait
cat rank0.txt
grep -q 'clean, seed 1, fold 1 is complete' rank0.txt
[[ ! -s rank1.txt && -e together/cells/$id/network.safetensors ]]
refused 'together: holds another study' \
  --study together.json --patients 8 --cache cache --out together --cell "$alone"
trained alone --cell "$alone" 2>>log.txt
paste -d, {together/cells/"$id",alone/cells/"$alone"}/training.csv | tee curves.csv | awk -F, \
  'NR > 1 {d = $3 - $7; n++; if (d < 0) d = -d; if (d > 1e-4) exit 1} END {if (n != 3) exit 1}'
cat curves.csv
refused '--ranks 2 must be started by srun or torchrun as 2 processes, got one by itself' \
  --study together.json --patients 8 --cache cache --out together --ranks 2 --cell "$id"
refused '--ranks is for one cell at a time' --study small.json --ranks 2

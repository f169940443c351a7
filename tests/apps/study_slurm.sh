#!/usr/bin/env bash
# A study as a job array, on a Slurm of the test's own on this machine: one task is killed and queued
# again while it trains, and the tables are still those of one machine, byte by byte.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/own_slurm.sh"
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
cd "$folder"
cat > small.json <<'JSON'
{"name": "small", "kind": "training", "noise": ["camus"], "severities": ["low"], "seeds": [1, 2],
 "training": {"network": "small", "input-size-px": 32, "epochs": 40, "batch": 4}}
JSON
data=(--patients 8 --cache "$folder/cache")
camus-noise --study small.json --out whole "${data[@]}" >/dev/null 2>log.txt

start_slurm
export SBATCH_MEM_PER_NODE=1000M
"$SCRIPTS/slurm/study.sbatch" small.json array "${data[@]}" 2>>log.txt | tee jobs.txt
grep -qx 'array job [0-9]*: 4 cells' jobs.txt
array=$(sed -n 's/array job \([0-9]*\).*/\1/p' jobs.txt)
merge=$(sed -n 's/^job \([0-9]*\): the tables.*/\1/p' jobs.txt)

task=""
for _ in $(seq 1200); do
  training=$(grep -l 'epoch 2 of' array/slurm-"${array}"_*.log 2>/dev/null | head -1) || true
  [[ -n $training ]] && { task=${training##*_} && task=${task%.log} && break; }
  sleep 0.1
done
[[ -n $task ]]
scontrol requeue "${array}_$task"
squeue
for _ in $(seq 2400); do
  state=$(scontrol show job "$merge" | grep -o 'JobState=[A-Z]*')
  [[ $state == JobState=COMPLETED || $state == JobState=FAILED ]] && break
  sleep 0.1
done
tail -n 3 array/slurm-*.log
[[ $state == JobState=COMPLETED ]]
# It was queued again, and went on where it was.
[[ $(scontrol show job "${array}_$task" | grep -o 'Restarts=[0-9]*') == Restarts=1 ]]
[[ $(grep -c '^reading' "array/slurm-${array}_$task.log") -eq 2 ]]
for file in results.csv summary.json tables.txt; do cmp "array/$file" "whole/$file"; done
diff <(cd array/cells && find . -type f ! -name log.txt | sort | xargs sha256sum) \
  <(cd whole/cells && find . -type f ! -name log.txt | sort | xargs sha256sum)
# Once more: nothing is left to do but the tables.
"$SCRIPTS/slurm/study.sbatch" small.json array "${data[@]}" 2>>log.txt > again.txt
[[ $(wc -l < again.txt) -eq 1 ]]
rm -rf "$folder"

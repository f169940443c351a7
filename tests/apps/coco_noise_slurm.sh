#!/usr/bin/env bash
# The job array of docs/examples, on a Slurm of the test's own on this machine: the whole is what one
# machine makes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/own_slurm.sh"
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
cd "$folder"
start_slurm

{
  echo '{"images": ['
  for i in $(seq 50); do
    [[ $i -eq 1 ]] || echo ,
    printf '{"id": %d, "width": 100, "height": 80}' "$i"
  done
  echo '], "annotations": ['
  for i in $(seq 200); do
    [[ $i -eq 1 ]] || echo ,
    printf '{"id": %d, "image_id": %d, "category_id": %d, "iscrowd": 0, "area": 1600, "segmentation": [[20, 20, 60, 20, 60, 60, 20, 60]]}' "$i" $((1 + i * 7 % 50)) $((1 + i % 2))
  done
  echo '], "categories": [{"id": 1, "supercategory": "a"}, {"id": 2, "supercategory": "a"}]}'
} > instances.json

tasks=3
job=$(sbatch --parsable --array=0-$((tasks - 1)) --mem=500M --cpus-per-task=1 \
  "$EXAMPLES/coco-noise.sbatch" instances.json low 1 noisy)
if ! timeout 120 sbatch --wait --mem=500M --dependency="afterok:$job" --kill-on-invalid-dep=yes \
    --wrap 'coco-merge noisy/shard-*.json --output noisy.json'; then
  cat slurm-*.out "$slurm/slurmctld.log"
  exit 1
fi
coco-noise instances.json --setup low --seed 1 --output whole.json --record whole.jsonl 2>/dev/null
cmp noisy.json whole.json
diff <(cat noisy/shard-*.jsonl | sort) <(sort whole.jsonl)
[[ $(ls noisy/shard-*.json | wc -l) -eq $tasks ]]

#!/usr/bin/env bash
# The job array of docs/examples, on a Slurm of the test's own on this machine: the whole is what one
# machine makes.
set -euo pipefail
for program in munged slurmctld slurmd sbatch; do
  command -v "$program" >/dev/null || { echo "no $program: slurm-wlm and munge are not installed"; exit 77; }
done
[[ $EUID -eq 0 ]] || { echo "a Slurm of the test's own needs root"; exit 77; }
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
slurm=$(mktemp -d)  # sockets need short names
cd "$folder"
host=$(hostname -s)

dd if=/dev/urandom of="$slurm/key" bs=1024 count=1 status=none
chmod 400 "$slurm/key"
cat > "$slurm/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm/munge.sock
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SlurmctldPort=$((20000 + RANDOM % 10000))
SlurmdPort=$((30000 + RANDOM % 10000))
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.pid
SlurmctldLogFile=$slurm/slurmctld.log
SlurmdLogFile=$slurm/slurmd.log
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=2000 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$slurm/slurm.conf
mkdir "$slurm/state" "$slurm/spool"
stop() {
  local name pid
  for name in slurmd slurmctld munged; do
    pid=$(cat "$slurm/$name.pid" 2>/dev/null) || continue
    kill "$pid" 2>/dev/null && timeout 10 tail --pid="$pid" -f /dev/null || true
  done
  rm -rf "$slurm"
}
trap stop EXIT
munged --force --socket="$slurm/munge.sock" --key-file="$slurm/key" --pid-file="$slurm/munged.pid" \
  --log-file="$slurm/munged.log" --seed-file="$slurm/munge.seed"
slurmctld -f "$slurm/slurm.conf"
slurmd -f "$slurm/slurm.conf" -N "$host"

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

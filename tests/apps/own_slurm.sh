# A Slurm of a test's own on this machine, to be sourced: controller and node on loopback, ended when
# the test ends. Skips the test where it cannot be. A job that is queued again waits for as long as a
# credential lives, which is therefore short.
for program in munged slurmctld slurmd sbatch; do
  command -v "$program" >/dev/null || { echo "no $program: slurm-wlm and munge are not installed"; exit 77; }
done
[[ $EUID -eq 0 ]] || { echo "a Slurm of the test's own needs root"; exit 77; }

start_slurm() {
  slurm=$(mktemp -d)  # sockets need short names
  host=$(hostname -s)

  dd if=/dev/urandom of="$slurm/key" bs=1024 count=1 status=none
  chmod 400 "$slurm/key"
  cat > "$slurm/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm/munge.sock,cred_expire=5
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
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=4000 State=UNKNOWN
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
  for _ in $(seq 100); do
    [[ $(sinfo --noheader --format %T 2>/dev/null) != idle ]] || return 0
    sleep 0.2
  done
  cat "$slurm/slurmctld.log" "$slurm/slurmd.log"
  echo "a Slurm of the test's own does not start here"
  exit 77
}

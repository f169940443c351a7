#!/usr/bin/env bash
# The built-in studies on a phantom of 8 patients: interrupted, killed and resumed, and as job arrays
# on a Slurm of the test's own, to the bytes of a run that nothing disturbed. Some twenty minutes on 2
# cores, and so only where LONG_TESTS is set.
set -euo pipefail
[[ -n ${LONG_TESTS:-} ]] || { echo "takes long: LONG_TESTS is not set"; exit 77; }
source "$(dirname "${BASH_SOURCE[0]}")/own_slurm.sh"
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
cd "$folder"
data=(--patients 8 --cache "$folder/cache")
bytes() { (cd "$1" && find . -type f ! -name log.txt ! -name 'slurm-*' ! -name missing-cells.txt | sort | xargs sha256sum); }
complete() { find "$1/cells" -maxdepth 1 -mindepth 1 ! -name '*.unfinished' 2>/dev/null | wc -l; }

# ended SIGNAL CELLS STUDY: a run that a signal ends when so many cells are complete.
set -m
ended() {
  local signal=$1 cells=$2 study=$3
  camus-noise --study "$study" --out "disturbed-$study" "${data[@]}" >/dev/null 2>>log.txt &
  while kill -0 %% 2>/dev/null && [[ $(complete "disturbed-$study") -lt $cells ]]; do sleep 0.1; done
  sleep 1  # into the next cells
  kill "-$signal" %% 2>/dev/null || true
  wait %% 2>/dev/null || true
}

start_slurm
export SBATCH_MEM_PER_NODE=1500M
for study in table7 ablation sensitivity; do
  camus-noise --study "$study" --out "whole-$study" "${data[@]}" >/dev/null 2>>log.txt
  cells=$(complete "whole-$study")

  ended INT 1 "$study"
  ended KILL $((cells / 3)) "$study"
  ended INT $((2 * cells / 3)) "$study"
  [[ $(complete "disturbed-$study") -lt $cells ]]
  camus-noise --study "$study" --out "disturbed-$study" "${data[@]}" >/dev/null 2>>log.txt
  diff <(bytes "disturbed-$study") <(bytes "whole-$study")
  echo "$study: $cells cells, ended three times and resumed to the same bytes"

  "$SCRIPTS/slurm/study.sbatch" "$study" "array-$study" "${data[@]}" 2>>log.txt > jobs.txt
  merge=$(sed -n 's/^job \([0-9]*\): the tables.*/\1/p' jobs.txt)
  state=""
  while [[ $state != JobState=COMPLETED && $state != JobState=FAILED ]]; do
    sleep 1
    state=$(scontrol show job "$merge" | grep -o 'JobState=[A-Z]*')
  done
  [[ $state == JobState=COMPLETED ]]
  diff <(bytes "array-$study") <(bytes "whole-$study")
  echo "$study: the same under Slurm"
done
rm -rf "$folder"

#!/usr/bin/env bash
# camus-noise --export as its users type it: noisy labels as files, in both layouts, and what is refused.
set -euo pipefail
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
trap 'rm -rf "$folder"' EXIT
cd "$folder"
fail() { echo "$*"; exit 1; }
has() { grep -qF -- "$2" "$1" || { cat "$1"; fail "$1 lacks '$2'"; }; }
refused() {  # STATUS MESSAGE ARGUMENT...
  local status=$1 message=$2 got=0
  shift 2
  camus-noise "$@" >out.txt 2>err.txt || got=$?
  [[ $got -eq $status && ! -s out.txt ]] || fail "camus-noise $*: status $got, $(<out.txt) $(<err.txt)"
  has err.txt "$message"
}

camus-phantom --patients 5 --seed 4 --out phantom >/dev/null 2>&1
camus-noise --export camus --setup low --seed 2 --data phantom >said.txt 2>log.txt
[[ "$(<said.txt)" == $'camus/clean\ncamus/low' ]] || fail "said: $(<said.txt)"
[[ $(ls camus) == $'clean\nexport.json\nlow' && $(ls camus/low) == $'database_nifti\ndatabase_split\nnoise.csv' ]] ||
  fail "$(ls camus camus/low)"
diff -r phantom/database_split camus/low/database_split
# Clean labels and all images go through unchanged; so do labels of those who are not trained on.
for patient in patient0001 patient0005; do
  diff -r -x '*.cfg' "phantom/database_nifti/$patient" "camus/clean/database_nifti/$patient"
done
testing=$(cat phantom/database_split/subgroup_testing.txt)
training=$(head -1 phantom/database_split/subgroup_training.txt)
diff -r camus/clean/database_nifti/"$testing" camus/low/database_nifti/"$testing"
own=database_nifti/$training/${training}_2CH_ES
cmp "camus/clean/$own.nii.gz" "camus/low/$own.nii.gz"
! cmp -s "camus/clean/${own}_gt.nii.gz" "camus/low/${own}_gt.nii.gz" || fail "$own is clean"
grep -q "^Sex: " "camus/low/database_nifti/$training/Info_2CH.cfg" || fail "cfg"
! grep -q "^NbFrame" "camus/low/database_nifti/$training/Info_2CH.cfg" || fail "a number of frames that nobody told"
has camus/export.json '"seed": 2'
has camus/export.json '"fingerprint_sha256"'

# noise.csv is that of a study of the same seed, which learns from these very labels.
cat >one.json <<'JSON'
{"name": "one", "kind": "training", "noise": ["camus"], "severities": ["low"], "seeds": [2],
 "training": {"network": "small", "input-size-px": 32, "epochs": 1, "batch": 4}}
JSON
camus-noise --study one.json --data phantom --out study >/dev/null 2>log.txt
cmp camus/low/noise.csv "$(grep -l '^patient0' study/cells/*/noise.csv)"
# What was written is a data set that studies read, with no warning but of what the noise did.
camus-noise --labels-only --setup low --draws 2 --data camus/low --out again >/dev/null 2>log.txt
! grep -vE 'foreshortened|components; volumes' log.txt | grep warning || fail "$(<log.txt)"

# The layout of nnU-Net: the same labels under other names, a number for each condition.
camus-noise --export nnunet --layout nnunet --setup low --seed 2 --data phantom >said.txt 2>log.txt
[[ "$(<said.txt)" == $'nnunet/Dataset501_clean\nnnunet/Dataset502_low' ]] || fail "said: $(<said.txt)"
low=nnunet/Dataset502_low
[[ $(ls $low) == $'dataset.json\nimagesTr\nimagesTs\nlabelsTr\nlabelsTs\nnoise.csv' ]] || fail "$(ls $low)"
[[ $(ls $low/labelsTr | wc -l) -eq 16 && $(ls $low/imagesTs | wc -l) -eq 4 ]] || fail "$(ls $low/*)"
has $low/dataset.json '"numTraining": 16'
cmp "camus/low/${own}_gt.nii.gz" "$low/labelsTr/${training}_2CH_ES.nii.gz"
cmp "camus/low/$own.nii.gz" "$low/imagesTr/${training}_2CH_ES_0000.nii.gz"
cmp camus/low/noise.csv $low/noise.csv

# A study's conditions: part of the patients, part of the labels, several seeds.
cat >parts.json <<'JSON'
{"name": "parts", "kind": "training", "noise": ["camus"], "severities": ["low"], "seeds": [2, 3],
 "noisy-fractions": [0.5], "training-patients": [2]}
JSON
camus-noise --export parts --study parts.json --data phantom >said.txt 2>log.txt
[[ $(ls parts | tr '\n' ' ') == "camus-low-50%-n=2-seed2 camus-low-50%-n=2-seed3 clean-n=2-seed2 clean-n=2-seed3 export.json " ]] ||
  fail "$(ls parts)"
[[ $(wc -l <"parts/clean-n=2-seed2/database_split/subgroup_training.txt") -eq 2 ]]
[[ $(tail -n +2 "parts/camus-low-50%-n=2-seed2/noise.csv" | cut -d, -f1,2 | sort -u | wc -l) -le 2 ]]
camus-noise --export once-more --study parts.json --data phantom >/dev/null 2>&1
diff -r -x export.json parts once-more

# The log alone makes the same labels again, in either layout; its order does not matter.
{ head -1 camus/low/noise.csv; tail -n +2 camus/low/noise.csv | tac; } >log.csv
camus-noise --export replayed --replay log.csv --data phantom >said.txt 2>log.txt
[[ "$(<said.txt)" == replayed/replayed ]] || fail "said: $(<said.txt)"
diff -r camus/low/database_nifti replayed/replayed/database_nifti
[[ "$(sort camus/low/noise.csv)" == "$(sort replayed/replayed/noise.csv)" ]] || fail "another log"
camus-noise --export replayed-nnunet --layout nnunet --replay camus/low/noise.csv --data phantom >/dev/null 2>&1
diff -r $low replayed-nnunet/Dataset501_replayed
refused 1 'patient0001/2CH/ED: its clean left ventricle has' --export new --replay camus/low/noise.csv --data camus/low
sed 's/^patient0001,/patient0099,/' camus/low/noise.csv >other.csv
refused 1 'other.csv: patient patient0099 is not in the data set' --export new --replay other.csv --data phantom
{ cat camus/low/noise.csv; sed -n 2p camus/low/noise.csv; } >twice.csv
refused 1 'twice.csv: patient0001/2CH/ED has two rows' --export new --replay twice.csv --data phantom
refused 2 'says which noise, as --replay does' --export new --replay log.csv --setup low
refused 2 'is for --export, which is not given' --replay log.csv --setup low

refused 1 'camus' --export camus --setup low --data phantom
refused 2 'layout' --setup low --layout nnunet
refused 2 'layout' --export new --layout fsl --setup low
refused 2 'means nothing to --export' --export new --setup low --epochs 3
refused 2 'means nothing to --export' --export new --setup low --out else
refused 1 'absent' --export new --setup low --data absent
[[ ! -e new ]] || fail "left: $(ls new)"

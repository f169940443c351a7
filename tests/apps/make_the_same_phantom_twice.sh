#!/usr/bin/env bash
# The same options give the same bytes, and more patients leave the first ones as they are.
set -euo pipefail
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
trap 'rm -rf "$folder"' EXIT
cd "$folder"
camus-phantom --patients 3 --seed 9 --out a >/dev/null
camus-phantom --patients 3 --seed 9 --out b >/dev/null
camus-phantom --patients 4 --seed 9 --out more >/dev/null
camus-phantom --patients 3 --seed 10 --out other >/dev/null
diff -r a b
diff -r a/database_nifti/patient0002 more/database_nifti/patient0002
if diff -rq a other >/dev/null; then exit 1; fi
for part in training validation testing; do [[ -s a/database_split/subgroup_$part.txt ]]; done
[[ $(wc -l < a/truth.csv) -eq 4 ]]

# Labels that a hand has traced: the same frames and truth, other labels.
camus-phantom --patients 3 --seed 9 --traced-labels --out traced > /dev/null
diff a/truth.csv traced/truth.csv
frame=database_nifti/patient0001/patient0001_2CH_ES
cmp "a/$frame.nii.gz" "traced/$frame.nii.gz"
if cmp -s "a/${frame}_gt.nii.gz" "traced/${frame}_gt.nii.gz"; then exit 1; fi

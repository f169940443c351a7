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

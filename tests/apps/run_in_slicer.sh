#!/usr/bin/env bash
# run_in_slicer.sh: camus-noise as Slicer runs it: every number and enumeration sent, progress on stdout
# in Slicer's elements, nothing on stderr, a result.
set -euo pipefail
fail() { echo "$*"; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

camus-noise --slicer --setup low --out here --seed 1 --network default --loss default --device auto \
  --volumes ase --test_on testing --labels_only --draws 4 --ranks 1 --patients 4 --cache cache \
  >stdout 2>stderr || fail "camus-noise failed: $(<stderr)"
[[ ! -s stderr ]] || fail "said on stderr: $(<stderr)"
[[ -s here/patients.csv ]] || fail "there is no result"
name='<filter-name>reading patient</filter-name>'
grep -qxF "<filter-start>$name<filter-comment>reading patient</filter-comment></filter-start>" stdout ||
  fail "no phase starts"
for part in 0.25 0.5 0.75 1; do
  grep -qxF "<filter-progress>$part</filter-progress>" stdout || fail "no progress of $part"
done
grep -qE "^<filter-end>$name<filter-time>[0-9.e-]+</filter-time></filter-end>$" stdout ||
  fail "no phase ends"
[[ $(grep -c '^<filter-start>' stdout) == $(grep -c '^<filter-end>' stdout) ]] ||
  fail "phases start that do not end"

#!/usr/bin/env bash
# camus-report A B as its users type it: two studies of the same patients, and what is refused.
set -euo pipefail
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
trap 'rm -rf "$folder"' EXIT
cd "$folder"
fail() { echo "$*"; exit 1; }
has() { grep -qF -- "$2" "$1" || { cat "$1"; fail "$1 lacks '$2'"; }; }
draw() { camus-noise --labels-only --draws 20 --cache cache "$@" >/dev/null 2>log.txt; }
refused() {  # MESSAGE STATUS ARGUMENT...
  local message=$1 status=$2
  shift 2
  set +e
  camus-report "$@" >out.txt 2>err.txt
  local got=$?
  set -e
  [[ $got -eq $status && ! -s out.txt ]] || fail "camus-report $*: status $got, $(<out.txt)"
  [[ $(wc -l <err.txt) -eq 1 ]] || fail "camus-report $*: $(<err.txt)"
  has err.txt "$message"
}

draw --setup low --patients 6 --seed 3 --out low
draw --setup high --patients 6 --seed 3 --out high
camus-report low high/ >said.txt 2>err.txt
[[ ! -s err.txt ]] || fail "$(<err.txt)"
has said.txt 'Of 6 patients, whom both studies have.'
has said.txt 'set differently'
has said.txt 'high minus low: mean ± SD over patients.'
grep -qE '^EF SD p.p. +low, high +[0-9.]+ ± [0-9.]+ +- +- +6 +1$' said.txt || fail "$(<said.txt)"
[[ ! -e low/report.html.part ]]
# The difference of EF's SD is that of the means of both.
awk '/^low: low/ && !low {low = $9} /^high: high/ && !high {high = $9} /^EF SD/ {found = $6}
     END {exit !(high - low - found <= 0.11 && high - low - found >= -0.11)}' said.txt ||
  fail "SDs of EF do not fit: $(<said.txt)"
camus-report low high >again.txt
cmp said.txt again.txt

# Folders of one name are called as they were typed.
mkdir other
cp -r high other/low
camus-report low other/low >said.txt
has said.txt 'other/low minus low:'

draw --setup low --patients 6 --seed 9 --out others
refused 'EF by clean labels is' 1 low others
refused 'is the folder of the first study, expected another study' 2 low ./low
refused 'others: is a third folder, expected one study or two' 2 low high others
refused '--per-patient is of one study, got two' 2 low high --per-patient
refused '--pdf is of one study, got two' 2 low high --pdf
refused 'missing: is no folder' 1 low missing

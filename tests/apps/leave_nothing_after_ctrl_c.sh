#!/usr/bin/env bash
# Ctrl-C while a phantom is made, and while noise is drawn: status 130, one line that says what is
# left, and nothing is. (Training goes on where it was stopped: study_cells.sh.)
set -euo pipefail
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# interrupted SIGN STATE PROGRAM ARGUMENT...: stopped when SIGN is true.
# set -m: a background job of a plain script would ignore SIGINT.
set -m
interrupted() {
  local sign=$1 state=$2 status=0 pid
  shift 2
  "$@" 2>log.txt &
  pid=$!
  for _ in $(seq 600); do
    eval "$sign" && break
    sleep 0.2
  done
  kill -INT "$pid"
  wait "$pid" || status=$?
  cat log.txt
  [[ $status -eq 130 ]]
  grep -q "$state" log.txt
  [[ $(ls) == log.txt ]]
}

interrupted '[[ -e phantom.unfinished-1 ]]' 'camus-phantom: interrupted; nothing was written to phantom' \
  camus-phantom --patients 9999 --seed 3 --out phantom
interrupted 'compgen -G "cache/*.unfinished-1" >/dev/null' \
  'camus-noise: interrupted; nothing was written' \
  camus-noise --setup low --patients 9999 --seed 3 --cache cache --out study
interrupted 'compgen -G "study.unfinished-1" >/dev/null' \
  'camus-noise: interrupted; nothing was written to study' \
  camus-noise --setup low --labels-only --draws 100000 --patients 6 --seed 3 --cache "$WORK/cache" --out study

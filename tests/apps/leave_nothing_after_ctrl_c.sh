#!/usr/bin/env bash
# Ctrl-C in the middle of training: status 130, one line that says what is left, and nothing is.
set -euo pipefail
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# set -m: a background job of a plain script would ignore SIGINT.
set -m
camus-noise --setup low --patients 6 --epochs 1000 --seed 3 --cache "$WORK/cache" --out study 2>log.txt &
pid=$!
for _ in $(seq 600); do
  grep -q 'epoch 1 of' log.txt && break
  sleep 0.2
done
kill -INT "$pid"
status=0
wait "$pid" || status=$?
cat log.txt
[[ $status -eq 130 ]]
grep -q 'interrupted; nothing was written to study' log.txt
[[ $(ls) == log.txt ]]

#!/usr/bin/env bash
# --help and --version answer on stdout, say nothing on stderr, and succeed.
set -euo pipefail
for program in "$CAMUS_NOISE" "$CAMUS_PHANTOM"; do
  for question in --help --version; do
    answer=$("$program" "$question" 2>&1 >/dev/null)
    [[ -z "$answer" ]] || { echo "$program $question said on stderr: $answer"; exit 1; }
    [[ -n $("$program" "$question") ]] || { echo "$program $question said nothing"; exit 1; }
  done
done
for option in setup data out seed epochs network device model trust-model volumes; do
  "$CAMUS_NOISE" --help | grep -q -- "--$option" || { echo "--$option is not explained"; exit 1; }
done

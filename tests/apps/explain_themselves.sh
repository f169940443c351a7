#!/usr/bin/env bash
# explain_themselves.sh PROGRAM...: --help and --version answer on stdout, say nothing on stderr, and
# succeed; every option that a program declares is explained.
set -euo pipefail
for program in "$@"; do
  for question in --help --version; do
    answer=$("$program" "$question" 2>&1 >/dev/null)
    [[ -z "$answer" ]] || { echo "$program $question said on stderr: $answer"; exit 1; }
    [[ -n $("$program" "$question") ]] || { echo "$program $question said nothing"; exit 1; }
  done
  # An answer that could not be written is no success.
  if [[ -e /dev/full ]] && "$program" --help >/dev/full 2>/dev/null; then
    echo "$program --help succeeded on a full disk"
    exit 1
  fi
done
[[ " $* " == *" camus-noise "* ]] || exit 0
for option in setup data out seed epochs network device model trust-model volumes no-images; do
  camus-noise --help | grep -q -- "--$option" || { echo "--$option is not explained"; exit 1; }
done

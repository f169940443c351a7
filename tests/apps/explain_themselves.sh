#!/usr/bin/env bash
# explain_themselves.sh PROGRAM...: every question about a program is answered on stdout, with nothing
# on stderr, and succeeds; help, manual page, completion and Slicer's XML speak of the same options.
set -euo pipefail
fail() { echo "$*"; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# offered PROGRAM WORD...: what bash offers for the last word of this command line, sorted, in one line.
offered() {
  PROGRAM=$1 bash --norc -c '
    source "$0"
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    "$(complete -p "$PROGRAM" | sed "s/.*-F \([^ ]*\) .*/\1/")" "$PROGRAM"
    printf "%s\n" "${COMPREPLY[@]}"' "$folder/completion" "$@" | LC_ALL=C sort | paste -sd " "
}

for program in "$@"; do
  for question in --help --version --man --completion --xml; do
    name=$folder/${question#--}
    "$program" "$question" >"$name" 2>"$folder/stderr" || fail "$program $question failed"
    [[ ! -s $folder/stderr ]] || fail "$program $question said on stderr: $(<"$folder/stderr")"
    [[ -s $name ]] || fail "$program $question said nothing"
    # An answer that could not be written is no success.
    if [[ -e /dev/full ]] && "$program" "$question" >/dev/full 2>/dev/null; then
      fail "$program $question succeeded on a full disk"
    fi
  done

  mapfile -t options < <(sed -n 's/^  \(--[a-z0-9-]*\).*/\1/p' "$folder/help")
  ((${#options[@]} > 2)) || fail "$program --help lists no option"
  for option in "${options[@]}"; do
    grep -qF -- "\\fB${option//-/\\-}\\fR" "$folder/man" || fail "$program --man lacks $option"
    [[ " $(offered "$program" "$option") " == *" $option "* ]] ||
      fail "$program --completion lacks $option"
    [[ $option != --help && $option != --version ]] || continue
    flag=${option#--}
    grep -qF "<longflag>${flag//-/_}</longflag>" "$folder/xml" || fail "$program --xml lacks $option"
  done

  flags=$(grep -c "<longflag>" "$folder/xml")
  ((flags == ${#options[@]} - 2 + 1)) || fail "$program --xml has $flags flags"  # --slicer is its own

  # Whoever stops reading, as head does, hears nothing of it.
  set +o pipefail
  for question in --help --man --completion; do
    { sleep 0.1; status=0; "$program" "$question" 2>"$folder/stderr" || status=$?; echo $status >"$folder/status"; } | true
    [[ ! -s $folder/stderr && $(<"$folder/status") == 141 ]] ||
      fail "$program $question | true: status $(<"$folder/status") $(<"$folder/stderr")"
  done
  set -o pipefail

  # Slicer's rules; tests/cli/slicer_xml_test.cpp checks the others.
  [[ $program != *.* ]] || fail "Slicer takes no program with a dot in its name: $program"
  timeout 5 "$program" --xml >/dev/null || fail "$program --xml took longer than Slicer waits"
  [[ $(head -c 5 "$folder/xml") == "<?xml" ]] || fail "$program --xml does not start with <?xml"
  if command -v xmllint >/dev/null; then
    xmllint --noout "$folder/xml" || fail "$program --xml is not well formed"
  fi
  if command -v groff >/dev/null; then
    complaints=$(groff -man -Tutf8 -ww -z "$folder/man" 2>&1)
    [[ -z $complaints ]] || fail "$program --man: $complaints"
  fi
done

# is_offered EXPECTED WORD...
is_offered() {
  local expected=$1 got
  shift
  got=$(cd "$folder/files" && offered "$@")
  [[ $got == "$expected" ]] || fail "$*: offered '$got', expected '$expected'"
}
mkdir -p "$folder/files/study"
touch "$folder/files/it's a setup.json" "$folder/files/study.json"
for program in "$@"; do
  "$program" --completion >"$folder/completion"
  case $program in
  camus-noise)
    is_offered "auto" camus-noise --device a
    is_offered "2ch 4ch area-length ase camus" camus-noise --volumes ""
    is_offered "medium medium-jitter-first" camus-noise --setup m
    is_offered "it's a setup.json" camus-noise --setup it
    is_offered "study" camus-noise --seed 1 --data st
    is_offered "cuda" camus-noise --device = cu
    is_offered "" camus-noise --seed ""
    is_offered "--trust-model" camus-noise --data study --tru
    ;;
  coco-convert)
    is_offered "viper" coco-convert vi
    is_offered "study" coco-convert viper st
    ;;
  coco-merge) is_offered "study study.json" coco-merge st ;;
  esac
done

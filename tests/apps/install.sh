#!/usr/bin/env bash
# install.sh: every program that is installed comes with its manual page and its completion.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cmake --install "$BUILD" --prefix "$folder" >/dev/null
programs=("$folder"/bin/*)
[[ -x ${programs[0]} ]] || { echo "no program was installed"; exit 1; }
for program in "${programs[@]}"; do
  name=${program##*/}
  diff "$folder/share/man/man1/$name.1" <("$program" --man)
  diff "$folder/share/bash-completion/completions/$name" <("$program" --completion)
done

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
  grep -q '^\.SH EXIT STATUS' "$folder/share/man/man1/$name.1"
  # Every document that a manual page cites is there.
  cited=$("$program" --man | sed 's/\\-/-/g' | grep -oE 'docs/[a-z0-9/-]+\.md' || true)
  for document in $cited; do
    compgen -G "$folder/share/doc/*/$document" >/dev/null || { echo "$name cites $document, which is not installed"; exit 1; }
  done
done
for file in doc/*/LICENSE doc/*/docs/setups.md */setups/camus */studies/table7.json */slurm/study.sbatch; do
  compgen -G "$folder/share/$file" >/dev/null || { echo "$file was not installed"; exit 1; }
done

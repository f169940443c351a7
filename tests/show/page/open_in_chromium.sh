#!/usr/bin/env bash
# Pages with every chart, opened in Chromium. $WRITE_PAGES: the program that writes them.
set -euo pipefail
command -v node >/dev/null || { echo "skipped: there is no node; scripts/install-deps --checks installs it"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$WRITE_PAGES" "$folder"
node "$(dirname "${BASH_SOURCE[0]}")/open_in_chromium.mjs" "$folder"/*.html

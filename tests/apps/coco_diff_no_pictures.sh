#!/usr/bin/env bash
# coco-diff in a build without VTK: all but pictures, which it refuses.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/coco_diff_files.sh"

refused 2 "^coco-diff: --figure: this build draws no pictures, as VTK was not there; .*scripts/build release coco-diff" \
  absent.json absent.json --figure x.png
refused 2 "--pictures: this build draws no pictures" absent.json absent.json --pictures x

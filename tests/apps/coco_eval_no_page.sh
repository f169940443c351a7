#!/usr/bin/env bash
# coco-eval in a build without Vega: all but charts, which it refuses.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/coco_eval_files.sh"

refused 2 "^coco-eval: --plots: this build draws no charts, as Vega was not there; .*scripts/build release coco-eval" \
  absent.json absent.json --plots x.html

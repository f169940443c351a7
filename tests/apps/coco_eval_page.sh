#!/usr/bin/env bash
# coco-eval --plots, in a build with Vega.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/coco_eval_files.sh"

coco-eval --truth "$truth" --results half.json --kind segm --kind bbox --errors --plots "my data/plots.html" > /dev/null
grep -q '<title>Detections of half.json</title>' "my data/plots.html" || fail "no page of plots"
grep -q '"label":"0.505"' "my data/plots.html" || fail "no AP on the page of plots"
for chart in precision-recall size-precision error-costs; do
  grep -q "id=\"chart-$chart\"" "my data/plots.html" || fail "no chart $chart"
done
coco-eval "$truth" half.json --plots few.html > /dev/null
if grep -q 'id="chart-error-costs"' few.html; then fail "costs of errors that were not split"; fi

refused 2 "--plots must name a .html file, got 'x.plots'" "$truth" half.json --plots x.plots
refused 1 "x/x.html" --truth "$truth" --results half.json --plots x/x.html

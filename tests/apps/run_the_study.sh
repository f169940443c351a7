#!/usr/bin/env bash
# A small study on the phantom, twice: complete, and the same networks and numbers both times.
set -euo pipefail
mkdir -p "$WORK"
rm -rf "$WORK/low" "$WORK/again"
study() {
  camus-noise --setup low --patients 6 --epochs 2 --seed 3 --seeds 1 --folds 1 --cache "$WORK/cache" --out "$1"
}
study "$WORK/low" > "$WORK/table.txt"
cat "$WORK/table.txt"
cmake -DSTUDY="$WORK/low" -P "$CHECK_STUDY"
grep -q '^clean .* ± ' "$WORK/table.txt" && grep -q '^low .* ± ' "$WORK/table.txt"

# Everything but what was printed while networks learned.
bytes() { (cd "$1" && find . -type f ! -name log.txt | sort | xargs sha256sum); }
study "$WORK/again" 2>/dev/null >/dev/null
diff <(bytes "$WORK/low") <(bytes "$WORK/again")
# The same command finds everything done.
study "$WORK/again" 2>"$WORK/log.txt" >/dev/null
grep -q '2 cells, 2 of them are there already' "$WORK/log.txt"
# What it took is said when all is written, pictures and report included.
tail -n 1 "$WORK/log.txt" | grep -q '^finished in .*; open .*/again/report.html$'
diff <(bytes "$WORK/low") <(bytes "$WORK/again")

# The phantom that is given by --data is learned from as the built-in one is: the same cells.
phantom=$(printf "%s\n" "$WORK"/cache/phantom-*-n6-seed3 | sort -V | tail -n 1)  # of the newest version
diff <(cut -d' ' -f1 "$WORK/low/cells.txt") <(camus-noise --setup low --data "$phantom" --epochs 2 \
  --seed 3 --seeds 1 --out "$WORK/by-data" --cells 2>/dev/null | cut -d' ' -f1)

cell() { echo "$WORK/low/cells/$(grep "$1" "$WORK/low/cells.txt" | cut -d' ' -f1)"; }
clean=$(cell 'clean, seed 3')
low=$(cell 'low, seed 3')
# The noise touches training labels alone: 4 training patients of 4 frames and a heading.
[[ $(wc -l < "$low/noise.csv") -eq 17 && $(wc -l < "$clean/noise.csv") -eq 1 ]]
if cmp -s "$clean/network.safetensors" "$low/network.safetensors"; then exit 1; fi

# A network of a study measures the same when it is loaded again.
rm -rf "$WORK/model"
cp "$clean/network.safetensors" "$WORK/network.safetensors"
camus-noise --setup low --data "$phantom" --seed 3 \
  --model "$WORK/network.safetensors" --out "$WORK/model" >"$WORK/model.txt" 2>&1
grep -q '^warning: --setup is left aside' "$WORK/model.txt"
grep -q '^finished in .* s; open ' "$WORK/model.txt"
# The noise that no label has is named by nothing but the command line.
sed '/"command": /d' "$WORK/model/summary.json" > "$WORK/model.json"
sed 's/--setup low//g' "$WORK/model/report.html" > "$WORK/model.html"
for noise in dilation localization 'noise of' '“low”' 'training labels: '; do
  if grep -n "$noise" "$WORK/model.txt" "$WORK/model/tables.txt" "$WORK/model.json"; then exit 1; fi
  if grep -o ".\{60\}$noise.\{20\}" "$WORK/model.html"; then exit 1; fi
done
cmake -DSTUDY="$WORK/model" -DCONDITIONS=model -P "$CHECK_STUDY"
grep -q '"origin": "phantom"' "$WORK/model/summary.json"  # --data, but no patients
if grep -q 'CAMUS data set' "$WORK/model/report.html"; then exit 1; fi
diff <(tail -n +2 "$clean/patients.csv") <(sed 's/,model,/,clean,/' "$WORK"/model/cells/*/patients.csv | tail -n +2)

# Without --out, results/ and the name of the setup or "model"; of another seed, the next name.
cd "$(mktemp -d -p "$WORK")"
quick() {
  camus-noise --patients 6 --cache "$WORK/cache" --model "$WORK/network.safetensors" \
    --seed "$1" >/dev/null 2>&1
}
quick 3
quick 4
quick 3
[[ "$(ls results)" == $'model\nmodel-2' ]]

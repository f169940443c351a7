#!/usr/bin/env bash
# allocations.sh [STRIDE]: every STRIDE-th allocation (default: some 60 of all) of a coco-noise fails
# once. Status 0 with the bytes of an undisturbed run, or 1 with one line; nothing half, and nothing
# left behind. Where libraries allocate in functions that may not throw, the program ends; those are
# counted: simdjson when it is first asked; nlohmann-json where it destroys an object or array, or has
# just made one of null.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > c.json <<'JSON'
{"images": [{"id": 1, "width": 100, "height": 100, "file_name": "a.jpg"}],
 "categories": [{"id": 1, "name": "cat", "supercategory": "animal"},
                {"id": 2, "name": "dog", "supercategory": "animal"}],
 "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 0, "area": 1600,
                  "bbox": [10, 10, 40, 40], "segmentation": [[10, 10, 50, 10, 50, 50, 10, 50]]},
                 {"id": 2, "image_id": 1, "category_id": 2, "iscrowd": 1, "area": 50,
                  "bbox": [10, 0, 1, 50], "segmentation": {"size": [100, 100], "counts": [1000, 50, 8950]}}]}
JSON
noise() { coco-noise c.json --setup low --seed 1 --record "$2" --output "$1" --threads 2 >out.txt 2>err.txt; }
noise whole.json whole.jsonl
FAIL_REPORT=report.txt LD_PRELOAD=$FAIL_AN_ALLOCATION noise n.json n.jsonl
total=$(grep -oE '^[0-9]+' report.txt)
stride=${1:-$((total / 60 + 1))}

wrong() { echo "allocation $at of $total: $*" >&2; cat err.txt report.txt >&2; exit 1; }
# Who asked for memory: the innermost library, or the function of the program.
who_asked() {
  local line
  line=$(grep -vE 'libfail_an_allocation|libstdc\+\+' report.txt | head -n 1)
  if [[ $line == coco-noise* ]]; then
    [[ -s symbols.txt ]] || nm --numeric-sort --demangle "$(command -v coco-noise)" > symbols.txt
    sed -E 's/.*\(\+0x([0-9a-f]+)\).*/\1/' <<<"$line" |
      awk '{at = sprintf("%16s", $1); gsub(" ", "0", at)
            while ((getline symbol < "symbols.txt") > 0 && substr(symbol, 1, 16) <= at) last = symbol
            print last}'
  else
    echo "${line%%(*}"
  fi
}
whole_or_absent() { [[ ! -e $1 ]] || cmp -s "$1" "$2" || wrong "$1 is not whole"; }
failed=0 in_simdjson=0 in_nlohmann=0 tried=0
for ((at = 1; at <= total; at += stride)); do
  rm -f n.json* report.txt
  status=0
  { FAIL_AT=$at FAIL_REPORT=report.txt LD_PRELOAD=$FAIL_AN_ALLOCATION noise n.json n.jsonl; } 2>/dev/null ||
    status=$?
  tried=$((tried + 1))
  whole_or_absent n.json whole.json
  whole_or_absent n.jsonl whole.jsonl
  case $status in
    0) [[ -e n.json && -e n.jsonl ]] || wrong "nothing is written" ;;
    1)
      failed=$((failed + 1))
      [[ $(wc -l < err.txt) -eq 1 ]] && grep -q '^coco-noise: ' err.txt || wrong "not one line" ;;
    *)
      case $(who_asked) in
        */libsimdjson.so*) in_simdjson=$((in_simdjson + 1)) ;;
        *nlohmann::*) in_nlohmann=$((in_nlohmann + 1)) ;;
        *) wrong "status $status in $(who_asked)" ;;
      esac ;;
  esac
  [[ -z $(find . -name '*.part-*') ]] || wrong "something is left behind"
done
[[ $failed -gt 0 ]]
echo "$tried of $total allocations failed once each: $failed were told in one line," \
  "$((in_simdjson + in_nlohmann)) ended the program inside simdjson ($in_simdjson) and" \
  "nlohmann-json ($in_nlohmann), the others did no harm"

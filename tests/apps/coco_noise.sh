#!/usr/bin/env bash
# coco-noise and coco-merge as their users type them: what they write, print and refuse.
set -euo pipefail
mkdir -p "$WORK"
cd "$(mktemp -d -p "$WORK")"
fail() { echo "$*"; exit 1; }

# A small data set; 12 images with a square and a triangle each, a crowd and an uncompressed mask.
mkdir "my data"
{
  echo '{"info": {"year": 2026}, "images": ['
  for i in $(seq 12); do
    [[ $i -eq 1 ]] || echo ,
    printf '{"id": %d, "width": 100, "height": 80, "file_name": "%d.jpg"}' "$i" "$i"
  done
  echo '], "annotations": ['
  for i in $(seq 12); do
    printf '{"id": %d, "image_id": %d, "category_id": 1, "iscrowd": 0, "area": 1600, "bbox": [20, 20, 40, 40], "segmentation": [[20, 20, 60, 20, 60, 60, 20, 60]]},\n' "$i" "$i"
    printf '{"id": %d, "image_id": %d, "category_id": 2, "iscrowd": 0, "area": 450, "bbox": [50, 30, 30, 30], "segmentation": [[50.5, 30, 80.5, 30, 80.5, 60]]},\n' $((i + 100)) "$i"
  done
  echo '{"id": 900, "image_id": 1, "category_id": 1, "iscrowd": 1, "area": 500, "bbox": [0, 0, 7, 80], "segmentation": {"size": [80, 100], "counts": [0, 500, 7500]}}'
  echo '], "categories": [{"id": 1, "name": "cat", "supercategory": "animal"}, {"id": 2, "name": "dog", "supercategory": "animal"}]}'
} > "my data/clean file.json"
clean="my data/clean file.json"

coco-noise "$clean" --setup low --seed 3 --output noisy.json --record noisy.jsonl > table.txt 2> err.txt
grep -q '^  read  *25$' table.txt || fail "no table: $(cat table.txt)"
grep -q 'wrote noisy.json' err.txt || fail "not told what was written"
[[ $(wc -l < noisy.jsonl) -eq 25 ]] || fail "a record is missing"
grep -q '"crowds, left' table.txt && fail "quotes in the table"
grep -q '"noise":\[{"program":"coco-noise".*"seed":3.*"sha256":"[0-9a-f]\{64\}"' noisy.json ||
  fail "no provenance"
coco-noise "$clean" --setup low --seed 3 --output again.json --threads 1 --json 2>/dev/null |
  grep -q '^{"read":25,"written":' || fail "no JSON summary"
cmp noisy.json again.json

# A name that is no UTF-8 makes no file that nobody reads: coco-diff refuses what is not.
cp "$clean" $'caf\xe9.json'
coco-noise $'caf\xe9.json' --setup low --seed 3 --output $'no\xefsy.json' >/dev/null 2>&1
grep -q $'"file_name":"caf\xef\xbf\xbd.json"' $'no\xefsy.json' || fail "the name is not marked"
if command -v coco-diff >/dev/null; then
  coco-diff $'no\xefsy.json' $'caf\xe9.json' --json $'d\xeeff.json' >/dev/null
  iconv -f UTF-8 -t UTF-8 $'d\xeeff.json' >/dev/null || fail "no UTF-8"
fi
iconv -f UTF-8 -t UTF-8 $'no\xefsy.json' >/dev/null || fail "no UTF-8"

# Packed by gzip it is the same file, whatever its name.
gzip -c "$clean" > "$clean.gz"
coco-noise "$clean.gz" --setup low --seed 3 --output of_packed.json >/dev/null 2>&1
cmp noisy.json of_packed.json
gzip noisy.json -c > packed
if command -v coco-diff >/dev/null; then
  coco-diff packed "$clean.gz" > packed.txt
  coco-diff noisy.json "$clean" > plain.txt
  diff <(tail -n +3 packed.txt) <(tail -n +3 plain.txt)
fi
head -c 300 "$clean.gz" > cut.json
coco-noise cut.json --setup low --output x.json 2> err.txt && fail "a file that is cut off is read"
grep -q '^coco-noise: cut.json: its compressed data end early$' err.txt || fail "$(cat err.txt)"

for i in 0 1 2; do
  coco-noise "$clean" --setup low --seed 3 --output "shard-$i.json" --shard "$i/3" >/dev/null 2>&1
done
coco-merge shard-*.json --output merged.json > /dev/null
cmp noisy.json merged.json

# Every setup and option does its work.
for setup in low medium high easy mid hard; do
  coco-noise "$clean" --setup "$setup" --output "$setup.json" >/dev/null 2>&1
done
cmp -s low.json high.json && fail "low and high are the same"
only() { coco-noise "$clean" --setup low --output only.json "$@" 2>/dev/null; }
only --only class --class-confusion 1 | grep -q 'with another category  *24$' || fail "--only class"
only --only deletion --set deletion.probability=1 | grep -q '^deleted\|^  deleted  *24$' || fail "--only deletion"
coco-noise "$clean" --setup low --only deletion --set deletion.probability=1 --noise-crowd --output none.json 2>&1 >/dev/null |
  grep -q '^warning: none.json holds no annotation$' || fail "not warned of an empty file"
coco-noise --help | tr -s '\n ' ' ' | grep -q 'alone in its supercategory, such as .*, is not confused' ||
  fail "--help does not say who is never confused"
only --only spatial | grep -q 'another category' && fail "--only spatial confuses classes"
only --classes symmetric --class-confusion 0.5 >/dev/null
only --foreground >/dev/null
[[ $(grep -o '"category_id": 1' only.json | wc -l) -gt 20 ]] || fail "--foreground"
only --rle >/dev/null
grep -q '"segmentation": \[\[' only.json && fail "--rle left a polygon"
only --fill-holes --annotate >/dev/null
grep -q '"noise":{"fate":"' only.json || fail "--annotate"
only --noise-crowd | grep -q 'crowds, left' && fail "--noise-crowd left a crowd"

# refused STATUS TEXT ARGUMENT...: one line, nothing written.
refused() {
  local status=0 expected=$1 text=$2
  shift 2
  "$@" >out.txt 2>err.txt || status=$?
  if [[ $status -ne $expected || $(wc -l < err.txt) -ne 1 ]] || ! grep -q -- "$text" err.txt; then
    fail "status $status (expected $expected), expected '$text': $* $(cat err.txt)"
  fi
  [[ ! -e x.json && -z $(find . -name 'x.json*') ]] || fail "left something behind: $*"
}
noise() { refused "$1" "$2" coco-noise "${@:3}" --output x.json; }
noise 2 "FILE" --setup low
noise 2 "setup" "$clean"
noise 2 "--shard must be i/n" "$clean" --setup low --shard 3/3
noise 2 "--only must be one of" "$clean" --setup low --only colour
noise 2 "--fill-holes" "$clean" --setup low --rle --fill-holes
noise 2 "--record must be another file than --output" "$clean" --setup low --record x.json
noise 1 "absent.json" absent.json --setup low
noise 2 "setup must be one of low, .*, got 'meduim'; did you mean medium?" "$clean" --setup meduim
noise 1 "has no operation" "$clean" --setup low --set shift.mean=4
noise 1 "must be in \[0, 10000\], got -4" "$clean" --setup low --set localization.sigma=-4
head -c 1500 "$clean" > cut.json
noise 1 "cut.json, byte [0-9]*: " cut.json --setup low
: > empty.json
noise 1 "empty.json, byte 0: the file is empty" empty.json --setup low
noise 1 "is a folder\|cannot be\|directory" "my data" --setup low
sed 's/"image_id": 7,/"image_id": 77,/' "$clean" > lost.json
noise 1 "lost.json, byte [0-9]*: annotation 7: image_id must be" lost.json --setup low
coco-noise lost.json --setup low --output skipped.json --skip-invalid 2>/dev/null > table.txt
grep -q 'invalid, skipped  *2$' table.txt || fail "--skip-invalid: $(cat table.txt)"
grep -q 'annotation 107: image_id' table.txt || fail "the skipped ones are not named"
sed 's/, "supercategory": "animal"//' "$clean" > flat.json
coco-noise flat.json --setup low --output flat-low.json >table.txt 2>/dev/null
grep -qE '^  no other category to confuse with +[1-9]' table.txt
coco-noise flat.json --setup low --classes symmetric --output flat-noisy.json >/dev/null 2>&1
(
  trap '' XFSZ
  ulimit -f 1
  refused 1 "x.json: cannot be written: File too large" coco-noise "$clean" --setup low --output x.json
)
refused 1 "x/x.json" coco-noise "$clean" --setup low --output x/x.json
refused 1 "shard 1 of 3 is missing\|shard 1 is missing" coco-merge shard-0.json shard-2.json --output x.json
refused 1 "is no shard" coco-merge noisy.json --output x.json

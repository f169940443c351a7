#!/usr/bin/env bash
# coco-diff as its users type it: what it prints, writes and refuses.
set -euo pipefail
mkdir -p "$WORK"
cd "$(mktemp -d -p "$WORK")"
fail() { echo "$*"; exit 1; }

# file ANNOTATION...: two images of 100 x 80 pixels, three categories.
file() {
  local IFS=,
  echo '{"images": [{"id": 1, "width": 100, "height": 80}, {"id": 2, "width": 100, "height": 80}],'
  echo "\"annotations\": [$*],"
  echo '"categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}, {"id": 3, "name": "car"}]}'
}
# square ID IMAGE CATEGORY X: 20 x 20 pixels.
square() {
  echo "{\"id\": $1, \"image_id\": $2, \"category_id\": $3, \"iscrowd\": 0, \"segmentation\":" \
    "[[$4, 20, $(($4 + 20)), 20, $(($4 + 20)), 40, $4, 40]]}"
}
crowd='{"id": 9, "image_id": 2, "category_id": 1, "iscrowd": 1, "segmentation": {"size": [80, 100], "counts": [0, 8000]}}'
mkdir "my data"
clean="my data/clean file.json"
file "$(square 1 1 1 10)" "$(square 2 1 2 60)" "$(square 3 2 3 30)" "$crowd" > "$clean"
# 1 is 4 pixels further right, 2 is of another class, 3 is missing and 4 was added.
file "$(square 2 1 1 60)" "$(square 1 1 1 14)" "$(square 4 2 3 70)" > changed.json

# shown TEXT FILE: the words of TEXT in a line, whatever the blanks between them.
shown() { tr -s ' ' < "$2" | grep -q -- "$1" || fail "no '$1' in: $(cat "$2")"; }

coco-diff "$clean" changed.json --json numbers.json --figure figure.png > table.txt 2> err.txt
[[ ! -s err.txt ]] || fail "remarks: $(cat err.txt)"
shown '^A: my data/clean file.json$' table.txt
shown '^annotations 4 3$' table.txt
shown '^ crowds, left out 1 0$' table.txt
shown '^matched by id 2 0.6667 of A$' table.txt
shown '^missing, in A only 1 0.3333 of A$' table.txt
shown '^added, in B only 1 0.3333 of B$' table.txt
shown '^class changed 1 0.5000 of matched$' table.txt
# One pair of IoU 2/3, boundary IoU 4/13 and Dice 0.8 (see comparison_test.cpp), and one identical.
shown '^all 2 0.5000 0.8333 0.8333 0.6538 0.6538 0.9000 0.9000$' table.txt
shown '^0.6 to 0.7 1 0 0$' table.txt
shown '^dog -> cat 1$' table.txt
grep -q '"program": "coco-diff [0-9]' numbers.json || fail "the JSON does not say what wrote it"
grep -q '"missing_fraction_of_a": 0.333333' numbers.json || fail "no fraction in the JSON"
[[ $(head -c 4 figure.png | tail -c 3) == PNG ]] || fail "the figure is no PNG"

coco-diff "$clean" "$clean" > same.txt
shown '^identical masks 3 1.0000 of the others$' same.txt
shown '^all 3 1.0000 1.0000 1.0000 1.0000 1.0000 1.0000 1.0000$' same.txt
shown '^no class changed$' same.txt

# Files that number the same images differently are compared by file name, and say so.
named() { file "$2" "$3" | sed "s/{\"id\": 1, \"width\"/{\"id\": 1, \"file_name\": \"${1%,*}\", \"width\"/;
  s/{\"id\": 2, \"width\"/{\"id\": 2, \"file_name\": \"${1#*,}\", \"width\"/"; }
named a.jpg,b.jpg "$(square 1 1 1 10)" "$(square 2 2 2 60)" > ab.json
named b.jpg,a.jpg "$(square 1 1 2 60)" "$(square 2 2 1 10)" > ba.json
coco-diff ab.json ba.json --json named.json > named.txt
shown '^images matched by file name$' named.txt
shown '^matched by IoU, at least 0.5 2 1.0000 of A$' named.txt
shown '^all 2 1.0000 1.0000' named.txt
grep -q '"images_matched_by": "file_name"' named.json || fail "the JSON does not say how images were matched"
coco-diff ab.json ba.json --match-images id --match id > by-id.txt
shown '^all 2 0.0000 0.0000' by-id.txt
coco-diff ab.json ab.json --pictures drawn --images nowhere > /dev/null 2> err.txt
grep -q '^warning: 2 of 2 images were not found in nowhere' err.txt || fail "no warning: $(cat err.txt)"

# By overlap, where ids tell nothing; whatever the threads.
file "$(square 12 1 1 60)" "$(square 11 1 1 14)" "$(square 14 2 3 70)" > renumbered.json
for threads in 1 3; do
  coco-diff "$clean" renumbered.json --match iou --threads $threads --json "iou-$threads.json" > iou.txt
  shown '^matched by IoU, at least 0.5 2 0.6667 of A$' iou.txt
  shown '^class changed 1 0.5000 of matched$' iou.txt
done
cmp iou-1.json iou-3.json
coco-diff "$clean" renumbered.json --match iou --min-iou 0.7 | tr -s ' ' |
  grep -q '^matched by IoU, at least 0.7 1 ' || fail "--min-iou has no effect"
file > empty.json
coco-diff "$clean" empty.json --figure nothing.png > empty.txt
shown '^missing, in A only 3 1.0000 of A$' empty.txt
shown '^all 0 - - - - - - -$' empty.txt
[[ -s nothing.png ]] || fail "no figure of nothing"

# Pictures, of images that are there or not.
coco-diff "$clean" changed.json --pictures plain > /dev/null
[[ $(ls plain | xargs) == "1.png 2.png" ]] || fail "other pictures: $(ls plain)"
[[ $(head -c 4 plain/1.png | tail -c 3) == PNG ]] || fail "a picture is no PNG"
sed 's/"id": \([12]\), "width"/"file_name": "photos\/\1.png", &/g' "$clean" > named.json
mkdir -p root/photos
echo "damaged" > root/photos/1.png
coco-diff named.json changed.json --pictures noted --images root --limit 1 > /dev/null 2> err.txt
grep -q "^warning: 1 of 1 images were not found in root" err.txt && [[ $(ls noted) == 1.png ]] ||
  fail "a damaged image or --limit: $(cat err.txt) $(ls noted)"
! cmp -s noted/1.png plain/1.png || fail "a damaged image is not noted"
! coco-diff named.json changed.json --pictures noted > /dev/null 2> err.txt || fail "a folder was overwritten"
grep -q 'noted' err.txt || fail "not told which folder is in the way: $(cat err.txt)"

# What one should know of before one believes the numbers.
file "$(square 1 1 1 10)" "$(square 2 2 2 60)" > moved.json
coco-diff "$clean" moved.json 2>&1 >/dev/null | grep -q 'warning: 1 annotation ids are on other images' ||
  fail "not told of ids on other images"
sed 's/"dog"/"wolf"/' changed.json > renamed.json
coco-diff "$clean" renamed.json 2>&1 >/dev/null | grep -q 'warning: .* other names .* id 2;' ||
  fail "not told of another name"

# refused STATUS TEXT ARGUMENT...: one line, nothing written.
refused() {
  local status=0 expected=$1 text=$2
  shift 2
  coco-diff "$@" >out.txt 2>err.txt || status=$?
  if [[ $status -ne $expected || $(wc -l < err.txt) -ne 1 ]] || ! grep -q -- "$text" err.txt; then
    fail "status $status (expected $expected), expected '$text': $* $(cat err.txt)"
  fi
  [[ -z $(find . -name 'x.*') ]] || fail "left something behind: $*"
}
refused 2 "B.json" "$clean"
refused 2 "--match must be one of auto, id, iou, got 'name'" "$clean" changed.json --match name
refused 2 "--min-iou is for --match iou" "$clean" changed.json --min-iou 0.3
refused 2 "--min-iou must be between" "$clean" changed.json --match iou --min-iou 0
refused 2 "--threads" "$clean" changed.json --threads -1
refused 2 "--images is for --pictures" "$clean" changed.json --images root
refused 2 "--limit is for --pictures" "$clean" changed.json --limit 3
refused 2 "--limit must be between 1" "$clean" changed.json --pictures x --limit 0
refused 1 "absent.json" absent.json changed.json
refused 1 "share no annotation id on any image; --match iou" "$clean" renumbered.json
head -c 300 changed.json > cut.json
refused 1 "cut.json, byte [0-9]*: " "$clean" cut.json
sed 's/, 40\]\]/]]/' changed.json > odd.json
refused 1 "odd.json, byte [0-9]*: annotation 2: segmentation: .* even number" "$clean" odd.json
sed 's/"image_id": 2/"image_id": 77/' changed.json > lost.json
refused 1 "lost.json, byte [0-9]*: annotation 4: image_id must be" "$clean" lost.json
sed 's/"id": 2, "width": 100/"id": 2, "width": 101/' changed.json > wide.json
refused 1 "image 2 is 100 x 80 in .*clean file.json, but 101 x 80 in wide.json" "$clean" wide.json
sed 's/"id": \([12]\), "width"/"id": 7\1, "width"/g; s/"image_id": \([12]\)/"image_id": 7\1/g' changed.json > others.json
refused 1 "have no image id in common" "$clean" others.json
refused 1 "x/x.json" "$clean" changed.json --json x/x.json
refused 1 "x/x.png" "$clean" changed.json --figure x/x.png

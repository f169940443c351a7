#!/usr/bin/env bash
# coco-diff as its users type it: what it prints, writes and refuses.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/coco_diff_files.sh"

coco-diff "$clean" changed.json --json numbers.json > table.txt 2> err.txt
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
coco-diff "$clean" empty.json > empty.txt
shown '^missing, in A only 3 1.0000 of A$' empty.txt
shown '^all 0 - - - - - - -$' empty.txt

# What one should know of before one believes the numbers.
file "$(square 1 1 1 10)" "$(square 2 2 2 60)" > moved.json
coco-diff "$clean" moved.json 2>&1 >/dev/null | grep -q 'warning: 1 annotation ids are on other images' ||
  fail "not told of ids on other images"
sed 's/"dog"/"wolf"/' changed.json > renamed.json
coco-diff "$clean" renamed.json 2>&1 >/dev/null | grep -q 'warning: .* other names .* id 2;' ||
  fail "not told of another name"

refused 2 "B.json" "$clean"
refused 2 "--match must be one of auto, id, iou, got 'name'" "$clean" changed.json --match name
refused 2 "--min-iou is for --match iou" "$clean" changed.json --min-iou 0.3
refused 2 "--min-iou must be between" "$clean" changed.json --match iou --min-iou 0
refused 2 "--threads" "$clean" changed.json --threads -1
refused 2 "--images is for --pictures" "$clean" changed.json --images root
refused 2 "--limit is for --pictures" "$clean" changed.json --limit 3
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

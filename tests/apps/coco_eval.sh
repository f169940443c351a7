#!/usr/bin/env bash
# coco-eval as its users type it: what it prints, writes and refuses.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/coco_eval_files.sh"

# shown TEXT FILE: the words of TEXT in a line, whatever the blanks between them.
shown() { tr -s ' ' < "$2" | grep -q -- "$1" || fail "no '$1' in: $(cat "$2")"; }

coco-eval --truth "$truth" --results half.json --kind segm --kind bbox --kind boundary --errors \
  --per-category --json numbers.json --csv numbers.csv > table.txt 2> err.txt
[[ ! -s err.txt ]] || fail "remarks: $(cat err.txt)"
shown '^2 images, 2 annotations, 3 detections$' table.txt
# Found up to a recall of 1/2: 51 of the 101 thresholds.
[[ $(grep -c 'IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.505$' table.txt) -eq 3 ]] || fail "AP: $(cat table.txt)"
[[ $(grep -c '^ Average' table.txt) -eq 36 ]] || fail "not 12 numbers for each kind"
shown '| area=medium | maxDets=100 \] = -$' table.txt
shown '^cat -> dog 1$' table.txt
shown '^bbox truths AP' table.txt
grep -q '^  "segm": {$' numbers.json || fail "no numbers of masks: $(head numbers.json)"
grep -q '"AR10": 0.5,' numbers.json || fail "no recall: $(head -20 numbers.json)"
grep -q '"AP50_gain"' numbers.json || fail "no errors in the JSON"
grep -q '^boundary,2,dog,0,1,,' numbers.csv || fail "no row for the dog: $(cat numbers.csv)"
grep -q $'\x1b' table.txt && fail "colours in a file"

# The files may be named by their order alone.
coco-eval --help | grep -q '^Usage: coco-eval \[FILE...\] \[options\]$' || fail "no usage"
coco-eval --truth "$truth" --results half.json --json named.json > named.txt
coco-eval "$truth" half.json --json ordered.json > ordered.txt
cmp named.txt ordered.txt
cmp named.json ordered.json
coco-eval half.json --truth "$truth" | cmp named.txt -
coco-eval "$truth" --results half.json | cmp named.txt -

# The numbers do not depend on threads.
coco-eval --truth "$truth" --results half.json --threads 1 --json one.json > one.txt
coco-eval --truth "$truth" --results half.json --threads 3 --json three.json > three.txt
cmp one.txt three.txt
cmp one.json three.json
coco-eval --truth "$truth" --results half.json --foreground > foreground.txt
shown 'area= all | maxDets=100 \] = 0.8[0-9]*$' foreground.txt
coco-eval --truth "$truth" --results half.json --max-dets 1,2 > few.txt
shown 'maxDets= 2 \] = 0.505$' few.txt

# Against one another.
coco-eval --truth "$truth" --compare half.json all.json --resamples 200 --json gain.json > gain.txt
shown '^AP 0.5050 1.0000 +0.4950 +0.[0-9]* to +1.0000$' gain.txt
grep -q '"difference": 0.49' gain.json || fail "no difference in the JSON"
coco-eval --truth "$truth" --compare half.json all.json --resamples 200 --threads 3 > gain3.txt
cmp gain.txt gain3.txt
coco-eval "$truth" --compare half.json all.json --resamples 200 | cmp gain.txt -

# Prompted masks against their own annotations.
results "$(square 1 1 1 20 1)" "$(square 2 1 1 10 2)" > prompted.json
coco-eval --truth "$truth" --results prompted.json --paired --json paired.json > paired.txt
shown '^mean IoU 0.6667$' paired.txt
shown '^mean F1 (Dice) 0.7500$' paired.txt
grep -q '"mIoU": 0.666' paired.json || fail "no mIoU"

# LVIS's rules, found by what the file holds.
sed 's/"height": 80}/"height": 80, "neg_category_ids": [2], "not_exhaustive_category_ids": []}/g;
     s/"name": "\(...\)"/"name": "\1", "frequency": "c"/g' "$truth" > lvis.json
coco-eval --truth lvis.json --results half.json > lvis.txt
[[ $(grep -c '^ Average' lvis.txt) -eq 13 ]] || fail "not LVIS's 13 numbers: $(cat lvis.txt)"
shown 'maxDets=300 | categories= c \] = 0.505$' lvis.txt

# What is not valid is named, and left out only where that is asked for.
results "$(square 1 1 0.9 10)" "$(square 7 1 0.8 60)" "$(square 2 9 0.7 10)" "$(square 2 1 NaN 10)" > bad.json
coco-eval --truth "$truth" --results bad.json --skip-invalid > skipped.txt 2> err.txt
shown '^2 images, 2 annotations, 1 detections$' skipped.txt
shown '^left out 3 results, not valid:$' err.txt
shown 'result 3: score must be a number, got NaN' err.txt

refused 2 "the truth must be given, as the first FILE or by --truth" --results half.json
refused 2 "results must be given, as a FILE after the truth, by --results, or by" --truth "$truth"
refused 2 "results must be given" "$truth"
refused 2 "must be one file of results, or --compare and two, got 'half.json' and 'all.json'" \
  --truth "$truth" --results half.json all.json
refused 2 "must be one file of results" "$truth" half.json all.json
refused 2 "--json must be another file than FILE" "$truth" half.json --json ./half.json
refused 2 "--compare must be followed by two files" --truth "$truth" --compare half.json
refused 2 "--results cannot be with --compare" --truth "$truth" --results half.json --compare half.json all.json
refused 2 "--kind must be one of segm, bbox, boundary, got 'mask'" --truth "$truth" --results half.json --kind mask
refused 2 "--max-dets must be numbers above 0, ascending, got '10,1'" --truth "$truth" --results half.json --max-dets 10,1
refused 2 "--max-dets must be numbers above 0, ascending, got '1,'" --truth "$truth" --results half.json --max-dets 1,
refused 2 "--max-dets must be one number" --truth lvis.json --results half.json --max-dets 1,10
refused 2 "--min-score is for --errors" --truth "$truth" --results half.json --min-score 0.3
refused 2 "--dilation-ratio must be between" --truth "$truth" --results half.json --dilation-ratio 2
refused 2 "--style must be one of" --truth "$truth" --results half.json --style pascal
refused 2 "--seed is for --compare" --truth "$truth" --results half.json --seed 4
refused 1 "absent.json" --truth absent.json --results half.json
refused 1 "bad.json, byte [0-9]*: result 1: image_id must be the id of an image of the truth, got 7" --truth "$truth" --results bad.json
head -c 150 half.json > cut.json
refused 1 "cut.json, byte [0-9]*: result 1: a string does not end" --truth "$truth" --results cut.json
refused 1 "cut.json" --truth "$truth" --results cut.json --skip-invalid
: > empty.json
refused 1 "empty.json, byte 0: the file is empty" --truth "$truth" --results empty.json
refused 1 "result 0: annotation_id is missing" --truth "$truth" --results half.json --paired
refused 1 "category 1: frequency is missing" --truth "$truth" --results half.json --style lvis
refused 1 "x/x.json" --truth "$truth" --results half.json --json x/x.json
refused 1 "x/x.csv" --truth "$truth" --results half.json --csv x/x.csv

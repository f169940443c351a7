#!/usr/bin/env bash
# coco-diff --figure and --pictures, in a build with VTK.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/coco_diff_files.sh"

coco-diff "$clean" changed.json --figure figure.png > /dev/null 2> err.txt
[[ ! -s err.txt ]] || fail "remarks: $(cat err.txt)"
[[ $(head -c 4 figure.png | tail -c 3) == PNG ]] || fail "the figure is no PNG"
file > empty.json
coco-diff "$clean" empty.json --figure nothing.png > /dev/null
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
sed 's/photos/nowhere/' named.json > elsewhere.json
coco-diff elsewhere.json changed.json --pictures drawn --images nowhere > /dev/null 2> err.txt
grep -q '^warning: 2 of 2 images were not found in nowhere' err.txt || fail "no warning: $(cat err.txt)"
sed 's/photos/no\\u0000where/' named.json > zero.json
coco-diff zero.json changed.json --pictures zero --images root > /dev/null 2> err.txt || fail "a zero byte in a name: $(cat err.txt)"

refused 2 "--limit must be between 1" "$clean" changed.json --pictures x --limit 0
refused 1 "x/x.png" "$clean" changed.json --figure x/x.png

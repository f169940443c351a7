#!/usr/bin/env bash
# camus-noise --fit-observers as its users type it: folders of readers, COCO JSON of raters, and the
# setup that comes out; what is wrong with them, each in one line.
set -euo pipefail
mkdir -p "$WORK"
cd "$(mktemp -d -p "$WORK")"
fail() { echo "$*"; exit 1; }

"$MAKE_READERS" . 8
rm readers/cleo/database_nifti/*/*_{ED,ES}.nii.gz  # images are for whoever wants them
camus-noise --fit-observers readers > table.txt 2> err.txt
[[ $(ls results) == fitted-observers && $(ls results/fitted-observers | xargs) == "fitted-observers.json observers.json" ]] ||
  fail "other files: $(find results)"
head -1 table.txt | grep -qx '3 readers, 8 patients, 32 frames, 96 outlines; measured from their mean outline, whose own scatter is counted in' ||
  fail "not told what was read: $(cat table.txt)"
grep -Eq '^spread  +ED +[0-9.]+ mm +[0-9.]+ to [0-9.]+ +16$' table.txt || fail "no spread: $(cat table.txt)"
grep -Eq "^bias  +ES +16  not known: the readers' mean is the reference$" table.txt || fail "no bias that is not known: $(cat table.txt)"
grep -Eq '^cleo ' table.txt || fail "no reader: $(cat table.txt)"
grep -Fx '  camus-noise --setup results/fitted-observers/fitted-observers.json --labels-only' table.txt >/dev/null ||
  fail "not told how to use it: $(cat table.txt)"

# Raters in COCO's format are the same readers.
camus-noise --fit-observers raters.json --out raters > raters.txt 2> err.txt
diff <(sed '/--setup/d' table.txt) <(sed '/--setup/d' raters.txt) || fail "raters are other readers"
cmp raters/fitted-observers.json results/fitted-observers/fitted-observers.json

# One of them is the truth.
camus-noise --fit-observers readers --reference anna --out from-anna > anna.txt 2> err.txt
head -1 anna.txt | grep -qx '2 readers, 8 patients, 32 frames, 64 outlines; measured from reader anna' || fail "$(head -1 anna.txt)"
grep -Eq '^bias  +ED +-?[0-9.]+ mm ' anna.txt || fail "no bias from a reader: $(cat anna.txt)"
! grep -q '^anna ' anna.txt || fail "the truth is a reader"

# What comes out is a setup.
camus-noise --setup from-anna/fitted-observers.json --data readers/anna --labels-only --draws 20 --out drawn > drawn.txt 2> err.txt
grep -q '^all  *8 ' drawn.txt || fail "not 8 patients: $(cat drawn.txt)"

# refuses STATUS LINE COMMAND...: the one line, and nothing left behind; 2 for the command line.
refuses() {
  local expected=$1 line=$2 status=0
  shift 2
  camus-noise "$@" --out refused > out.txt 2> err.txt || status=$?
  [[ $status == "$expected" && ! -s out.txt ]] || fail "status $status of $*: $(cat out.txt)"
  [[ $(sed '/^reading /d; s/ (camus-noise --help explains every option)$//' err.txt) == "camus-noise: $line" ]] || fail "of $* another line: $(cat err.txt)"
  [[ ! -e refused && -z $(ls -d .refused* 2>/dev/null) ]] || fail "$* left something behind"
}
mkdir one && cp -r readers/anna one
refuses 1 "one: has 1 folder, expected two or more, one of label maps for each reader" --fit-observers one
refuses 1 "there is no reader dora, expected one of anna, bert, cleo" --fit-observers readers --reference dora
refuses 2 "--setup is for a study, which --fit-observers does not run" --fit-observers readers --setup low
refuses 2 "--reference is for --fit-observers, which is not given" --setup low --reference anna
refuses 1 "--mm-per-pixel is for COCO JSON; label maps state their spacing" --fit-observers readers --mm-per-pixel 0.3
refuses 2 "--mm-per-pixel must be between 0.01 and 10, got 0" --fit-observers raters.json --mm-per-pixel 0
cp -r readers fewer && rm fewer/bert/database_nifti/patient0003/patient0003_4CH_ES_gt.nii.gz
refuses 1 "fewer/anna/database_nifti/patient0003/patient0003_4CH_ES_gt.nii.gz: reader bert has no label map of this frame, expected the same frames of all readers" \
  --fit-observers fewer
rm -r fewer && mkdir -p two/a two/b
cp -r readers/anna/database_nifti/patient0001 two/a && cp -r readers/bert/database_nifti/patient0001 two/b
refuses 1 "there must be at least 2 patients to fit observers to, got 1" --fit-observers two
sed '0,/"rater_id":"bert"/s//"rater_id":"dora"/' raters.json > unknown.json
refuses 1 "unknown.json, byte $(grep -abo '{"id":2,"image_id":1,' unknown.json | cut -d: -f1): annotation 2: rater_id dora is not in the rater_list of image 1" \
  --fit-observers unknown.json
sed 's/"spacing_[xy]_mm":[0-9.]*,//g' raters.json > unscaled.json
refuses 1 "unscaled.json, byte $(grep -abo '{"id":1,"file_name"' unscaled.json | cut -d: -f1): image 1: its spacing is unknown, expected keys spacing_x_mm and spacing_y_mm, or --mm-per-pixel" \
  --fit-observers unscaled.json
camus-noise --fit-observers unscaled.json --mm-per-pixel 0.5 --out scaled > scaled.txt 2> err.txt || fail "$(cat err.txt)"

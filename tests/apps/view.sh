#!/usr/bin/env bash
# camus-view as its users type it: pictures without a display, and what it refuses.
set -euo pipefail
mkdir -p "$WORK"
cd "$(mktemp -d -p "$WORK")"
fail() { echo "$*"; exit 1; }
unset DISPLAY

camus-phantom --patients 3 --seed 5 --out phantom > /dev/null 2>&1
view() { camus-view --data phantom "$@"; }

# Without a window or a display: a picture, and the numbers in it.
view --screenshot first.png > first.txt
[[ $(head -c 4 first.png | tail -c 3) == PNG ]] || fail "no PNG"
grep -q '^patient0001, low, seed 1: EDV [0-9.]* -> [0-9.]* mL, ESV .*, EF [0-9.]* -> [0-9.]* % (.* -> .*), mean Dice 0\.[0-9]*, largest HD [0-9.]* mm$' first.txt ||
  fail "other numbers: $(cat first.txt)"
view --screenshot again.png > again.txt
cmp first.png again.png
cmp first.txt again.txt

# The patient, the setup and the seed make a difference; noise of 0 is clean.
view --patient patient0002 --screenshot second.png > second.txt
view --seed 2 --screenshot seed.png > seed.txt
view --setup high --screenshot high.png > high.txt
for other in second seed high; do
  ! cmp -s first.png $other.png || fail "the same picture as $other.png"
  ! cmp -s first.txt $other.txt || fail "the same numbers as $other.txt"
done
echo '{"name": "none", "unit": "mm", "steps": []}' > none.json
view --setup none.json --screenshot none.png | grep -q 'mean Dice 1.000, largest HD 0.0 mm$' ||
  fail "no noise is not clean"
view --volumes camus --screenshot camus.png > camus.txt
[[ $(sed 's/.*EF \([0-9.]*\) .*/\1/' camus.txt) != $(sed 's/.*EF \([0-9.]*\) .*/\1/' first.txt) ]] ||
  fail "--volumes makes no difference"

# A study: the worst patient first, its data, seed and setup.
mkdir study
echo '{"data": {"root": "'"$PWD/phantom"'"}, "seed": 9, "draws": 10, "volume_method": "4ch",
  "setup": {"name": "mine", "unit": "mm", "steps": [{"operation": "shift", "mean": 2}]}}' > study/summary.json
printf 'patient,ef_bias_pp\npatient0001,-1.5\npatient0002,0.5\npatient0003,-8\n' > study/patients.csv
camus-view --study study --screenshot study.png > study.txt
grep -q '^patient0003, mine, seed 9: ' study.txt || fail "not the worst patient: $(cat study.txt)"
camus-view --study study --patient patient0002 --setup low --seed 4 --screenshot study.png > study.txt
grep -q '^patient0002, low, seed 4: ' study.txt || fail "not as told: $(cat study.txt)"

# Of a study of cells, what the worst one drew of the patient; here of another size than his frames.
mkdir -p cells/cells/aaaaaaaaaaaaaaaa
echo '{"data": {"root": "'"$PWD/phantom"'"}, "seeds": [2], "volume_method": "ase",
  "conditions": [{"name": "clean", "setup": null}]}' > cells/summary.json
printf '%s\n' cell,condition,seed,fold,patient,measure,value \
  aaaaaaaaaaaaaaaa,clean,2,1,patient0001,ef_error_pp,3 aaaaaaaaaaaaaaaa,clean,2,1,patient0002,ef_error_pp,4 > cells/results.csv
camus-view --study cells --screenshot cells.png > cells.txt
grep -q '^patient0002, low, seed 2: ' cells.txt || fail "not the worst patient: $(cat cells.txt)"
echo '{"patient0002": {"2CH/ED": {"size": [9, 8], "counts": "X2"}}}' > cells/cells/aaaaaaaaaaaaaaaa/outlines.json

# refused STATUS TEXT ARGUMENT...: one line, nothing written.
refused() {
  local status=0 expected=$1 text=$2
  shift 2
  "$@" >out.txt 2>err.txt || status=$?
  if [[ $status -ne $expected || $(wc -l < err.txt) -ne 1 ]] || ! grep -q -- "$text" err.txt; then
    fail "status $status (expected $expected), expected '$text': $* $(cat err.txt)"
  fi
  [[ ! -e x.png ]] || fail "left something behind: $*"
}
refused 2 "--zoom" view --zoom 3
refused 1 "there is no display (DISPLAY is not set)" view
refused 1 "the display 'localhost:4242' refuses" env DISPLAY=localhost:4242 camus-view --data phantom
refused 1 "absent/x.png: cannot be written" view --screenshot absent/x.png
refused 1 "there is no patient 'patient0009', expected one of 3" view --patient patient0009 --screenshot x.png
refused 1 "absent" camus-view --data absent --screenshot x.png
refused 2 "--setup must be one of low, .*, got 'lw'; did you mean low?" view --setup lw --screenshot x.png
echo '{"name": "adds", "unit": "px", "steps": [{"operation": "duplicate", "probability": 0.1, "mean": 2}]}' > adds.json
refused 1 "adds instances" view --setup adds.json --screenshot x.png
refused 1 "patient0002/2CH/ED: an outline for 8 x 9 pixels" camus-view --study cells --screenshot x.png
mkdir empty
refused 1 "empty/summary.json: cannot be opened" camus-view --study empty --screenshot x.png
refused 1 "absent: is no folder" camus-view --study absent --screenshot x.png
echo 'patient,ef_bias_pp' > study/patients.csv
refused 1 "study: is empty: no patient of the study has an EF error" camus-view --study study --screenshot x.png
printf 'patient,ef_bias_pp\npatient0007,1\n' > study/patients.csv
refused 1 "phantom: has no patient0007, whom the study has" camus-view --study study --screenshot x.png
sed -i "s|$PWD/phantom|moved away|" study/summary.json
refused 1 "moved away" camus-view --study study --screenshot x.png

# Real patients, of whom some have one view.
sample=$SHARED_DATA/camus-sample
[[ -d "$sample" ]] || { echo "no real frames at $sample: the rest is skipped"; exit 0; }
camus-view --data "$sample" --screenshot real.png | grep -q '^patient0001, .*EF 68\.8 -> ' ||
  fail "patient0001 has another EF"
camus-view --data "$sample" --patient patient0262 --screenshot real.png | grep -q '^patient0262, .*EF [0-9]' ||
  fail "patient0262 has no EF"

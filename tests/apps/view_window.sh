#!/usr/bin/env bash
# camus-view in a window on a screen in memory (Xvfb), driven by mouse and keys.
set -euo pipefail
for program in Xvfb xdotool; do
  command -v $program > /dev/null || { echo "$program is not installed: skipped"; exit 77; }
done
mkdir -p "$WORK"
cd "$(mktemp -d -p "$WORK")"
files=$PWD
fail() { echo "$*"; exit 1; }

started=()
trap '((${#started[@]} == 0)) || kill "${started[@]}" 2>/dev/null || true' EXIT
# screen NAME OPTION...: starts an X server on a free display, whose number goes to a file of that name.
screen() {
  local name=$1
  shift
  Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp -noreset "$@" 3> "$name" > "$name.log" 2>&1 &
  started+=($!)
  for _ in $(seq 300); do
    [[ ! -s $name ]] || return 0
    sleep 0.1
  done
  fail "Xvfb did not start: $(cat "$name.log")"
}
# soon COMMAND...: waits until it succeeds.
soon() {
  for _ in $(seq 300); do
    ! "$@" > /dev/null 2>&1 || return 0
    sleep 0.1
  done
  fail "in vain: $*: $(cat "$files/err.txt")"
}
lines_are() { [[ $(wc -l < "$files/out.txt") -eq $1 ]]; }
pid=
# opened: camus-view in the background, in the current folder, until the screen shows its picture.
opened() {
  camus-view --data "$files/phantom" > "$files/out.txt" 2> "$files/err.txt" &
  pid=$!
  started+=("$pid")
  soon "$COMPARE" "$files/headless.png" 1280 800
  window=$(xdotool search --name camus-view | tail -n 1)
}
# A window that q closes can be gone before the key is up again.
press() { xdotool key --window "$window" "$1" 2> xdotool.txt || [[ $1 == q ]]; }
# pictures N: presses s, after which so many have been taken.
pictures() { press s; soon lines_are "$1"; }
ef_of() { sed -n "$1s/.*EF [0-9.-]* -> \([0-9.-]*\) .*/\1/p" out.txt; }

camus-phantom --patients 3 --seed 4 --out phantom > /dev/null 2>&1
# half_sequence ID VIEW SUFFIX: the two frames of a view as a sequence, which the phantom has none of.
half_sequence() {
  local stem=phantom/database_nifti/$1/$1_$2
  for instant in ED ES; do gzip -dc "${stem}_$instant$3.nii.gz" > "$instant.nii"; done
  cmp -n 48 ED.nii ES.nii  # of one size
  { cat ED.nii; tail -c +353 ES.nii; } > both.nii
  printf '\3\0' | dd of=both.nii bs=1 seek=40 conv=notrunc status=none  # three axes
  printf '\2\0' | dd of=both.nii bs=1 seek=46 conv=notrunc status=none  # of which the third is 2 long
  gzip -c both.nii > "${stem}_half_sequence$3.nii.gz"
}
half_sequence patient0002 2CH ""
half_sequence patient0002 2CH _gt
camus-view --data phantom --screenshot headless.png > headless.txt
screen display +extension GLX
DISPLAY=:$(cat display)
export DISPLAY

# What is on the screen is the picture that is made without one.
opened
pictures 1
cmp headless.png patient0001.png
cmp headless.txt out.txt

# The slider of the dilation, dragged to the right: more volume at end-systole, a lower EF.
eval "$(xdotool getwindowgeometry --shell "$window")"
xdotool mousemove $((X + 898)) $((Y + 420)) mousedown 1
for x in 980 1080 1180; do xdotool mousemove $((X + x)) $((Y + 420)); done
xdotool mouseup 1
pictures 2
awk -v clean="$(ef_of 1)" -v dragged="$(ef_of 2)" 'BEGIN {exit !(dragged < clean - 3)}' ||
  fail "the slider did not lower EF: $(cat out.txt)"
grep -q '^patient0001, low edited, ' out.txt || fail "the setup is not marked as edited"
xdotool mousemove $((X + 870)) $((Y + 420))
pictures 3
[[ $(ef_of 3) == "$(ef_of 2)" ]] || fail "the slider moves without a button"

# Saved, the setup gives the same numbers elsewhere.
press w
soon test -s low-edited.json
camus-view --data phantom --setup low-edited.json --screenshot saved.png > saved.txt
diff saved.txt <(sed -n 2p out.txt)
if command -v camus-noise > /dev/null; then
  camus-noise --setup low-edited.json --data phantom --labels-only --draws 2 --out noise > /dev/null 2>&1
fi

press plus
pictures 4
sed -n 4p out.txt | grep -q 'seed 2: ' || fail "no next seed: $(cat out.txt)"
press r
pictures 5
diff <(sed -n 1p out.txt) <(sed -n 5p out.txt)
press n
pictures 6
sed -n 6p out.txt | grep -q '^patient0002, ' || fail "no next patient"
press space
is_other() { ! "$COMPARE" "$1" 1280 800; }
soon is_other patient0002.png
pictures 7
! cmp -s patient0002.png patient0002-2.png || fail "the half sequence does not play"
press space
pictures 8
cmp patient0002.png patient0002-3.png || fail "it does not stop"
press p
press p
pictures 9
sed -n 9p out.txt | grep -q '^patient0003, ' || fail "no patient before the first"
press space  # without a half sequence: it says so
xdotool windowsize "$window" 1000 700
pictures 10
[[ $(od -A n -t u1 -j 16 -N 8 patient0003-2.png | xargs) == "0 0 3 232 0 0 2 188" ]] ||
  fail "the picture did not take the size of the window"
press q
status=0
wait "$pid" || status=$?
[[ $status -eq 0 && ! -s err.txt ]] || fail "status $status: $(cat err.txt)"

# A folder that cannot be written to: told in the window, and when it closes.
mkdir gone
cd gone
rmdir ../gone
opened
cd "$files"
press s
press q
status=0
wait "$pid" || status=$?
[[ $status -eq 1 && $(wc -l < err.txt) -eq 1 ]] || fail "status $status: $(cat err.txt)"
grep -q 'patient0001.png: cannot be written' err.txt || fail "not told why: $(cat err.txt)"

# Ctrl-C closes it.
set -m
opened
kill -INT "$pid"
status=0
wait "$pid" || status=$?
[[ $status -eq 130 ]] || fail "status $status after Ctrl-C: $(cat err.txt)"

# A screen without OpenGL.
screen plain -extension GLX
status=0
DISPLAY=:$(cat plain) camus-view --data phantom > out.txt 2> err.txt || status=$?
[[ $status -eq 1 && $(wc -l < err.txt) -eq 1 ]] || fail "status $status: $(cat err.txt)"
grep -q 'has no OpenGL (GLX)' err.txt || fail "not told: $(cat err.txt)"

#!/usr/bin/env bash
# camus-report as its users type it: of a study of labels, of a study of networks, and of what is none.
set -euo pipefail
mkdir -p "$WORK"
folder=$(mktemp -d -p "$WORK")
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
fail() { echo "$*"; exit 1; }
has() { grep -qF -- "$2" "$1" || fail "$1 lacks '$2'"; }
lacks() { ! grep -qF -- "$2" "$1" || fail "$1 has '$2'"; }
pictures() { grep -oE 'src="data:image/(png|jpeg);' "$1" | wc -l; }

# Of labels: without the study, the data set and its cache.
camus-noise --setup low --labels-only --draws 40 --patients 6 --seed 3 --cache cache --out labels >labels.txt 2>log.txt
mkdir -p labels/panels
for id in $(tail -n +2 labels/patients.csv | cut -d, -f1); do
  [[ -e labels/panels/$id.jpg ]] || cp labels/edv-example.png "labels/panels/$id.png"
done
mv cache hidden
camus-report labels > said.txt
[[ $(<said.txt) == labels/report.html ]] || fail "said: $(<said.txt)"
has labels/report.html 'Label noise “low” and ejection fraction'
has labels/report.html 'The left-ventricle outlines of 6 patients of the built-in phantom, which imitates apical echocardiograms and knows their true volumes, were widened at end-systole, then jittered point by point at both instants (“low”), 40 times each by new chance'
has labels/report.html 'Which patients are affected most'
has labels/report.html 'camus-noise --setup low --labels-only'
# One number has one interval, on the terminal, in summary.json and in the report.
read -r lower upper <<< "$(grep -m 1 -A 2 '"ci95": \[' labels/summary.json | tail -n 2 | tr -d ' ,' | tr '\n' ' ')"
printed=$(LC_ALL=C printf '%.2f to %.2f' "$lower" "$upper")
grep -qE "^all +6 .* $printed " labels.txt || fail "the terminal has another interval than $printed"
LC_ALL=C printf -v printed '%.1f to %.1f' "$lower" "$upper"
[[ $(grep -oF "${printed//-/−}" labels/report.html | wc -l) -ge 3 ]] ||
  fail "the report has another interval than $printed"
lacks labels/report.html 'CC BY-NC-SA'  # a phantom's frames are nobody's
[[ $(pictures labels/report.html) -ge 8 ]] || fail "$(pictures labels/report.html) pictures"
[[ ! -e labels/patients ]] || fail "pages of patients, unasked"

# The same bytes twice.
cp labels/report.html first.html
camus-report labels --per-patient > said.txt
cmp first.html labels/report.html
[[ $(tail -1 said.txt) == "6 pages in labels/patients" && $(ls labels/patients | wc -l) -eq 6 ]] || fail "said: $(<said.txt)"
first=labels/patients/$(ls labels/patients | head -1)
[[ $(pictures "$first") -eq 1 ]] || fail "no frames of the patient in $first"
has "$first" 'What drives it'
cp -r labels/patients first-pages
camus-report labels --per-patient >/dev/null
diff -r first-pages labels/patients

# To PDF through a browser, each of a patient's pages on one sheet of A4; and to another folder.
if command -v chromium >/dev/null; then
  camus-report labels --per-patient --pdf --out elsewhere/made >said.txt
  [[ $(tail -1 said.txt) == "6 pages in elsewhere/made/patients" ]] || fail "said: $(<said.txt)"
  [[ $(sed -n 3p said.txt) == elsewhere/made/report.pdf ]] || fail "said: $(<said.txt)"
  cmp first.html elsewhere/made/report.html
  [[ $(find elsewhere -name '*.pdf' | wc -l) -eq 7 && ! -e labels/report.pdf ]] || fail "$(find . -name '*.pdf')"
  for pdf in elsewhere/made/patients/*.pdf; do
    [[ $(head -c 5 "$pdf") == %PDF- ]] || fail "$pdf is no PDF"
    [[ $(grep -aoE '/Count [0-9]+' "$pdf") == "/Count 1" ]] || fail "$pdf has more than a page"
    grep -aqE 'MediaBox ?\[0 0 59[45][.0-9]* 84[12]' "$pdf" || fail "$pdf is not A4"
  done
  camus-report labels --pdf >/dev/null
  [[ $(head -c 5 labels/report.pdf) == %PDF- ]] || fail "no labels/report.pdf"
fi
mkdir no-browser
status=0
PATH="$(dirname "$(command -v camus-report)"):$PWD/no-browser" camus-report labels --pdf --out never >out.txt 2>err.txt || status=$?
[[ $status -eq 1 && ! -s out.txt && ! -e never && $(wc -l <err.txt) -eq 1 ]] || fail "without a browser: $status"
has err.txt 'PATH has no chromium, chromium-browser, google-chrome or chrome; on Debian: apt-get install chromium'

# Without frames, but with what shows none; what was made before and has frames goes.
echo mine > labels/patients/notes.txt
camus-report labels --no-images >/dev/null
[[ $(ls labels/patients) == notes.txt && ! -e labels/report.pdf ]] || fail "left: $(ls labels labels/patients)"
rm labels/patients/notes.txt
camus-report labels --no-images >/dev/null
[[ ! -e labels/patients ]] || fail "an empty folder is left"
camus-report labels --per-patient --no-images >/dev/null
[[ $(pictures labels/report.html) -eq 1 ]] || fail "$(pictures labels/report.html) pictures without frames"
[[ $(pictures "$first") -eq 0 ]] || fail "frames in $first"

# Of networks: two conditions, two seeds; a cell is missing, then all are.
cat > small.json <<'JSON'
{"name": "small", "kind": "training", "noise": ["camus"], "severities": ["low"], "seeds": [1, 2],
 "training": {"network": "small", "input-size-px": 32, "epochs": 2, "batch": 4}}
JSON
camus-noise --study small.json --patients 8 --cache hidden --out networks >/dev/null 2>log.txt
camus-report networks --per-patient >/dev/null
for text in 'Table 7: segmentation' 'Paper, CAMUS: noisy (low)' 'Kappa is quadratic-weighted' 'Best epoch' \
  'Differences to clean labels' '5 training, 1 validation, 2 testing'; do
  has networks/report.html "$text"
done
for cell in networks/cells/*; do has networks/report.html "$(basename "$cell")"; done
has "networks/patients/$(ls networks/patients | head -1)" '2CH ED'
lacks networks/report.html 'is not complete'
rm -r "$(ls -d networks/cells/* | head -1)"
camus-noise --study small.json --patients 8 --cache hidden --out networks --merge >/dev/null 2>&1 || true
camus-report networks >/dev/null
has networks/report.html 'This study is not complete: 1 of 4 cells are missing.'
rm -r networks/cells
camus-noise --study small.json --patients 8 --cache hidden --out networks --merge >/dev/null 2>&1 || true

# What is wrong is told in one line.
refused() {
  local status=0 expected=$1 text=$2
  shift 2
  camus-report "$@" >out.txt 2>err.txt || status=$?
  if [[ $status -ne $expected || $(wc -l < err.txt) -ne 1 ]] || ! grep -qF -- "$text" err.txt; then
    fail "status $status (expected $expected), expected '$text': $* $(<err.txt)"
  fi
}
refused 1 'networks: the study small has no complete cell yet' networks
refused 1 'absent: is no folder' absent
mkdir empty
refused 1 'empty/summary.json: cannot be opened, expected the summary of a study' empty
refused 2 'DIR'
rm -r labels/patients labels/report.html

# Nothing is written, and no picture read, through a link out of the folder; pictures are bounded.
mkdir outside && echo kept > outside/kept
ln -s ../outside/kept labels/report.html
refused 1 'labels/report.html: leads out of labels, to ' labels
rm labels/report.html
ln -s ../outside labels/patients
refused 1 'labels/patients: leads out of labels, to ' labels --per-patient
rm labels/patients
[[ $(<outside/kept) == kept && $(ls outside) == kept ]] || fail "wrote outside: $(ls outside)"
ln -s "$PWD/labels/edv-example.png" inside.png && cp inside.png outside/a.png
ln -s ../../outside/a.png labels/panels/x.png
refused 1 'labels/panels/x.png: leads out of labels, to ' labels
rm labels/panels/x.png
cp outside/a.png labels/panels/x.png && truncate -s 17M labels/panels/x.png
refused 1 'labels/panels/x.png: is larger than 16777216 bytes, the most expected' labels
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0' > labels/panels/x.png
refused 1 'labels/panels/x.png: has 65536 x 65536 pixels, expected at most 67108864 together' labels
rm labels/panels/x.png
for i in $(seq 1000); do : > "labels/panels/y$i.png"; done
refused 1 'labels/panels: has 1006 pictures, expected at most 1000' labels
rm labels/panels/y*.png labels/report.html 2>/dev/null || true
mkdir labels/report.html
refused 1 'labels/report.html' labels
rmdir labels/report.html
echo 'a file' > labels/patients
refused 1 'labels/patients: cannot be made' labels --per-patient
if [[ $EUID -ne 0 ]]; then  # root writes everywhere
  chmod a-w labels
  refused 1 'labels/report.html' labels
  chmod u+w labels
fi
panel=$(ls labels/panels/* | head -1)
head -c 10 "$panel" > cut.png && cp cut.png "$panel"
refused 1 "$panel: is damaged, expected a PNG or JPEG picture" labels
rm -r labels/panels
head -c 2000 labels/patients.csv > cut.csv && mv cut.csv labels/patients.csv
refused 1 'labels/patients.csv, line ' labels

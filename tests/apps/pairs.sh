#!/usr/bin/env bash
# camus-noise --pairs as its users type it: any two label maps a row, the table, every number as CSV;
# what is wrong with a row, in one line.
set -euo pipefail
mkdir -p "$WORK"
cd "$(mktemp -d -p "$WORK")"
fail() { echo "$*"; exit 1; }

# map FILE SPACING TRANSFORM ROW...: a label map as MetaImage; a digit a pixel, 7 stands for label 200.
map() {
  local file=$1 spacing=$2 transform=$3
  shift 3
  mkdir -p "$(dirname "$file")"
  {
    printf 'ObjectType = Image\nNDims = 2\nBinaryData = True\nBinaryDataByteOrderMSB = False\n'
    printf 'CompressedData = False\nTransformMatrix = %s\nOffset = 0 0\nElementSpacing = %s\n' "$transform" "$spacing"
    printf 'DimSize = %d %d\nElementType = MET_UCHAR\nElementDataFile = LOCAL\n' ${#1} $#
    printf '%s' "$@" | tr '012347' '\000\001\002\003\004\310'
  } > "$file"
}
here="1 0 0 1"
map maps/a.mha "0.5 2" "$here" 000000 011100 011100 000077
map maps/b.mha "0.5 2" "$here" 000000 001110 001110 000077
map maps/c.mha "0.5 2" "$here" 000000 000000 000000 400077
printf 'reference,prediction,who\na.mha,b.mha,x\na.mha,a.mha,y\na.mha,c.mha,z\n' > maps/pairs.csv

camus-noise --pairs maps/pairs.csv --out measures.csv > table.txt 2> err.txt
# By hand: 4 of 6 and 6 pixels in common, so Dice 2/3 and IoU 1/2; each boundary (all of 3 x 2) has
# two pixels one column of 0.5 mm from the other and four on it: HD and HD95 0.5, ASSD 4/12 * 0.5.
for row in dice=0.6666666666666666 iou=0.5 precision=0.6666666666666666 recall=0.6666666666666666 hd_mm=0.5 \
  hd95_directed_mm=0.5 hd95_pooled_mm=0.5 nsd=1; do
  grep -qx "a.mha,b.mha,1,both,${row%=*},${row#*=}" measures.csv || fail "not $row: $(grep "a.mha,b.mha,1,.*,${row%=*}," measures.csv)"
done
grep -q '^a.mha,b.mha,1,both,assd_mm,0.1666666666666666' measures.csv || fail "$(grep assd measures.csv)"
grep -qx 'a.mha,b.mha,200,both,dice,1' measures.csv || fail "no label 200: $(cat measures.csv)"
grep -qx 'a.mha,b.mha,4,absent,dice,' measures.csv || fail "label 4 is not absent"
grep -qx 'a.mha,c.mha,1,missed,hd_mm,' measures.csv || fail "label 1 is not missed"
grep -qx 'a.mha,c.mha,4,spurious,hd_mm,' measures.csv || fail "label 4 is not spurious"
[[ $(wc -l < measures.csv) == $((1 + 3 * 3 * 12)) ]] || fail "other rows: $(wc -l < measures.csv)"
head -1 table.txt | grep -qx '3 pairs of label maps; NSD within 1 mm' || fail "$(head -1 table.txt)"
grep -Eqx '1 +dice +2 +0\.8333 +0\.2357' table.txt || fail "no mean of Dice: $(cat table.txt)"
grep -Eqx '4 +0 +0 +1 +2 +0\.0000' table.txt || fail "label 4 not counted: $(cat table.txt)"
# Label 1 in the three rows: 4 + 6 + 0 pixels in common, 8 + 6 + 6 in either.
grep -Eqx '1 +2 +1 +0 +0 +0\.5000' table.txt || fail "no pooled IoU: $(cat table.txt)"
grep -qx 'pixels of all pairs pooled: mean IoU of the labels but 0 0.5000, share of pixels with the right label 0.8472' table.txt ||
  fail "no mean IoU: $(tail -1 table.txt)"

# The tolerance counts; without --out there is the table alone; threads change nothing.
camus-noise --pairs maps/pairs.csv --tolerance-mm 0.4 --threads 1 > narrow.txt 2> err.txt
grep -Eq '^1 +nsd +2 +0\.8333' narrow.txt || fail "the tolerance does not count: $(cat narrow.txt)"
camus-noise --pairs maps/pairs.csv --threads 1 --out one.csv > one.txt 2> err.txt
cmp one.csv measures.csv && cmp one.txt table.txt

# refuses STATUS LINE COMMAND...: the one line, and nothing left behind; 2 for the command line.
refuses() {
  local expected=$1 line=$2 status=0
  shift 2
  camus-noise "$@" --out refused.csv > out.txt 2> err.txt || status=$?
  [[ $status == "$expected" && ! -s out.txt ]] || fail "status $status of $*: $(cat out.txt err.txt)"
  [[ $(sed 's/ (camus-noise --help explains every option)$//' err.txt) == "camus-noise: $line" ]] || fail "of $* another line: $(cat err.txt)"
  [[ -z $(ls -d refused* .refused* 2>/dev/null) ]] || fail "$* left something behind"
}
# pair FILE: a table of a sound row and one of a.mha with it.
pair() { printf 'reference,prediction\na.mha,b.mha\na.mha,%s\n' "$1" > maps/bad.csv; }
map maps/size.mha "0.5 2" "$here" 0000000 0111000
pair size.mha
refuses 1 "maps/bad.csv: a.mha and size.mha: they have 6 x 4 and 7 x 2 pixels, expected one size" --pairs maps/bad.csv
map maps/spacing.mha "0.5 1.9" "$here" 000000 011100 011100 000077
pair spacing.mha
refuses 1 "maps/bad.csv: a.mha and spacing.mha: their pixels are 0.5 x 2 mm and 0.5 x 1.9 mm, expected one spacing" --pairs maps/bad.csv
map maps/turned.mha "0.5 2" "-1 0 0 1" 000000 011100 011100 000077
pair turned.mha
refuses 1 "maps/bad.csv: a.mha and turned.mha: their rows, columns or slices run in other directions, expected one direction" --pairs maps/bad.csv
pair absent.mha
refuses 1 "maps/absent.mha: not found" --pairs maps/bad.csv
head -c -3 maps/a.mha > maps/short.mha
pair short.mha
camus-noise --pairs maps/bad.csv > out.txt 2> err.txt && fail "a map cut short was measured"
grep -q '^camus-noise: maps/short.mha: ' err.txt && [[ $(wc -l < err.txt) == 1 && ! -s out.txt ]] || fail "$(cat err.txt)"
printf 'reference,other\na.mha,b.mha\n' > maps/bad.csv
camus-noise --pairs maps/bad.csv > out.txt 2> err.txt && fail "no column prediction, and no refusal"
grep -q 'maps/bad.csv.*prediction' err.txt || fail "$(cat err.txt)"
refuses 2 "--setup is for a study, which --pairs does not run" --pairs maps/pairs.csv --setup low
refuses 2 "--data is for a study, which --pairs does not run" --pairs maps/pairs.csv --data maps
refuses 2 "--reference is for --fit-observers, which is not given" --pairs maps/pairs.csv --reference anna
refuses 2 "--tolerance-mm is for --pairs, which is not given" --setup low --tolerance-mm 2
refuses 2 "--tolerance-mm must be between 0 and 1000, got -1" --pairs maps/pairs.csv --tolerance-mm -1

# Volumes: a box of 2 x 2 x 3 voxels, one slice of 3 mm up, is 8 of 12 in common.
volume() {
  local file=$1
  shift
  {
    printf 'ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n'
    printf 'CompressedData = False\nTransformMatrix = %s\nOffset = 0 0 0\nElementSpacing = 0.5 2 %s\n' "$1" "$2"
    printf 'DimSize = 2 2 %d\nElementType = MET_UCHAR\nElementDataFile = LOCAL\n' $(($# - 2))
    printf '%s' "${@:3}" | tr '01' '\000\001'
  } > "$file"
}
along="1 0 0 0 1 0 0 0 1"
volume maps/low.mha "$along" 3 0000 1111 1111 1111 0000
volume maps/high.mha "$along" 3 0000 0000 1111 1111 1111
printf 'reference,prediction\nlow.mha,high.mha\n' > maps/volumes.csv
camus-noise --pairs maps/volumes.csv --out volumes.csv > volumes.txt 2> err.txt
for row in dice=0.6666666666666666 iou=0.5 boundary_iou=0.5 hd_mm=3 hd95_directed_mm=3 hd95_pooled_mm=3 assd_mm=1 nsd=0.6666666666666666; do
  grep -qx "low.mha,high.mha,1,both,${row%=*},${row#*=}" volumes.csv || fail "not $row: $(cat volumes.csv)"
done
[[ $(wc -l < volumes.csv) == 11 ]] || fail "other measures of volumes: $(cat volumes.csv)"
! grep -q weighted volumes.txt || fail "volumes have no outlines: $(cat volumes.txt)"
volume maps/thick.mha "$along" 4 0000 1111 1111 1111 0000
printf 'reference,prediction\nlow.mha,thick.mha\n' > maps/bad.csv
refuses 1 "maps/bad.csv: low.mha and thick.mha: their pixels are 0.5 x 2 x 3 mm and 0.5 x 2 x 4 mm, expected one spacing" --pairs maps/bad.csv
volume maps/down.mha "1 0 0 0 1 0 0 0 -1" 3 0000 1111 1111 1111 0000
printf 'reference,prediction\nlow.mha,down.mha\n' > maps/bad.csv
refuses 1 "maps/bad.csv: low.mha and down.mha: their rows, columns or slices run in other directions, expected one direction" --pairs maps/bad.csv
printf 'reference,prediction\na.mha,b.mha\nlow.mha,high.mha\n' > maps/bad.csv
refuses 1 "maps/bad.csv: low.mha is a volume and a.mha a frame, expected frames alone or volumes alone" --pairs maps/bad.csv

# Nothing that is read is written over.
cp -r maps kept
for input in maps/a.mha maps/b.mha maps/pairs.csv; do
  camus-noise --pairs maps/pairs.csv --out "$input" > out.txt 2> err.txt && fail "wrote over $input"
  grep -q -- '--out must be another file than' err.txt || fail "$(cat err.txt)"
done
diff <(cd kept && cat a.mha b.mha pairs.csv) <(cd maps && cat a.mha b.mha pairs.csv) || fail "an input was changed"

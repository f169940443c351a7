#!/usr/bin/env bash
# Small files of kinds that other tools write: each row of the table in shared/cases/README.md, whose
# right answers stand here in its words. A row that is not known here fails.
set -euo pipefail
cases=$SHARED_DATA/../cases
[[ -e $cases/README.md ]] || { echo "no cases at $cases"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$cases/coco"

wrong() { echo "case $1: $2" >&2; cat "$work/out.txt" "$work/err.txt" >&2; exit 1; }
run() { "$@" >"$work/out.txt" 2>"$work/err.txt"; }
# evaluates CASE KIND|'' [OPTION...]: average precision is 1, by the kind, or the first one found.
evaluates() {
  local name=$1 kind=$2
  shift 2
  run coco-eval --truth "${name}_gt.json" --results "${name}_dt.json" ${kind:+--kind "$kind"} "$@" ||
    wrong "$name" "is refused"
  grep -q '(AP) @\[ IoU=0.50:0.95 | area=   all .* = 1.000$' "$work/out.txt" ||
    wrong "$name" "average precision is not 1.000"
}
says() { grep -qF -- "$2" "$work/out.txt" "$work/err.txt" || wrong "$1" "does not say: $2"; }
noise() { run coco-noise "$1.json" --setup low --seed 1 --output "$work/noisy.json" || wrong "$1" "is refused"; }
# refuses CASE TEXT COMMAND...
refuses() {
  local name=$1 text=$2
  shift 2
  ! run "$@" || wrong "$name" "is not refused"
  says "$name" "$text"
}
# alike A B: every annotation is compared, at an IoU of 1.
alike() {
  run coco-diff "$1.json" "$2.json" --json "$work/diff.json" || wrong "$1" "is refused"
  grep -qE '"mean": 1(\.0+)?[,}]?$' "$work/diff.json" || wrong "$1" "the mean IoU is not 1"
}

check() {
  case $1 in
    N1)
      evaluates N1 bbox
      noise N1_gt
      alike N1_gt N1_gt ;;
    'E02, E03b') evaluates E02 bbox; evaluates E03b bbox ;;
    CV)
      evaluates CV bbox
      noise CV_gt
      grep -qE 'without a mask, no spatial noise +1$' "$work/out.txt" || wrong CV "is not counted"
      # As it was, from its id to its end, wherever noise has left it.
      grep -qF "$(grep -oE '"id": 2, "image_id".*"segmentation": \[\][^}]*' CV_gt.json)" \
        "$work/noisy.json" || wrong CV "the rectangle was changed" ;;
    'E05, E05b')
      for name in E05 E05b; do
        evaluates $name bbox
        sed 's/"bbox": *\[[^]]*\]/"segmentation": [[1,1,9,1,9,9]]/' ${name}_dt.json >"$work/masks.json"
        refuses $name 'image 1: width' \
          coco-eval --truth ${name}_gt.json --results "$work/masks.json" --kind segm
      done ;;
    E09) evaluates E09 bbox ;;
    E20bs)
      evaluates E20bs segm
      says E20bs 'left out 1 ring'
      noise E20bs_gt
      grep -qE 'rings of < 3 points, left out +1$' "$work/out.txt" || wrong E20bs "is not counted" ;;
    N4) noise N4_gt ;;
    N8)
      evaluates N8 bbox --skip-invalid
      says N8 'left out 1 true annotation'
      says N8 'annotation 2: image_id must be the id of an image of the file, got 9'
      refuses N8 'annotation 2: image_id must be the id of an image of the file, got 9' \
        coco-eval --truth N8_gt.json --results N8_dt.json --kind bbox ;;
    'X7b, X7c')
      for name in X7b X7c; do evaluates $name ''; says $name bbox; done ;;
    E14j | E14o) evaluates "$1" ''; says "$1" segm ;;
    E22)
      refuses E22 'annotation 1: segmentation must be a list of rings, each of 6 or more numbers, got [10' \
        coco-noise E22_gt.json --setup low --output "$work/noisy.json" ;;
    E28)
      refuses E28 'a whole number in [-2^63, 2^63 - 1], got 20191108123456789012' \
        coco-noise E28_gt.json --setup low --output "$work/noisy.json" ;;
    D1x) alike D1x_a D1x_b ;;
    D2) alike D2_a D2_b ;;
    L1f)
      run coco-eval --truth L1f_gt.json --results L1f_dt.json --foreground || wrong L1f "is refused"
      grep -q 'categories=all \] = 0.667$' "$work/out.txt" || wrong L1f "AP is not 0.667"
      [[ $(grep -cE 'categories=  [rcf] \] = -$' "$work/out.txt") -eq 3 ]] ||
        wrong L1f "APr, APc and APf are not undefined" ;;
    *) echo "case $1 of the table is not known here" >&2; exit 1 ;;
  esac
}

count=0
while IFS='|' read -r _ name _; do
  name=$(sed 's/^ *//; s/ *$//' <<<"$name")
  [[ $name != case && $name != ---* ]] || continue
  check "$name"
  count=$((count + 1))
done < <(grep '^|' ../README.md)
[[ $count -ge 16 ]] || { echo "the table has $count rows" >&2; exit 1; }
echo "$count rows"

# What the tests of coco-eval begin with: a folder of their own, a truth, results, and how refusals
# are looked at.
mkdir -p "$WORK"
cd "$(mktemp -d -p "$WORK")"
fail() { echo "$*"; exit 1; }

mkdir "my data"
truth="my data/true boxes.json"
cat > "$truth" <<'JSON'
{"images": [{"id": 1, "width": 100, "height": 80}, {"id": 2, "width": 100, "height": 80}],
 "annotations": [
  {"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 0, "area": 400, "bbox": [10, 20, 20, 20], "segmentation": [[10, 20, 30, 20, 30, 40, 10, 40]]},
  {"id": 2, "image_id": 2, "category_id": 1, "iscrowd": 0, "area": 400, "bbox": [10, 20, 20, 20], "segmentation": [[10, 20, 30, 20, 30, 40, 10, 40]]}],
 "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}]}
JSON
# square IMAGE CATEGORY SCORE X [ANNOTATION]: 20 x 20 pixels.
square() {
  echo "{\"image_id\": $1, \"category_id\": $2, \"score\": $3, \"segmentation\":" \
    "[[$4, 20, $(($4 + 20)), 20, $(($4 + 20)), 40, $4, 40]]${5:+, \"annotation_id\": $5}}"
}
results() { local IFS=,; echo "[$*]"; }
results "$(square 1 1 0.9 10)" "$(square 1 1 0.8 60)" "$(square 2 2 0.7 10)" > half.json
results "$(square 1 1 0.9 10)" "$(square 2 1 0.8 10)" > all.json

# refused STATUS TEXT ARGUMENT...: one line, nothing written.
refused() {
  local status=0 expected=$1 text=$2
  shift 2
  coco-eval "$@" >out.txt 2>err.txt || status=$?
  if [[ $status -ne $expected || $(wc -l < err.txt) -ne 1 ]] || ! grep -q -- "$text" err.txt; then
    fail "status $status (expected $expected), expected '$text': $* $(cat err.txt)"
  fi
  [[ -z $(find . -name 'x.*') ]] || fail "left something behind: $*"
}

# What the tests of coco-diff begin with: a folder of their own, two files to compare, and how what
# comes out is looked at.
mkdir -p "$WORK"
cd "$(mktemp -d -p "$WORK")"
fail() { echo "$*"; exit 1; }

# file ANNOTATION...: two images of 100 x 80 pixels, three categories.
file() {
  local IFS=,
  echo '{"images": [{"id": 1, "width": 100, "height": 80}, {"id": 2, "width": 100, "height": 80}],'
  echo "\"annotations\": [$*],"
  echo '"categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}, {"id": 3, "name": "car"}]}'
}
# square ID IMAGE CATEGORY X: 20 x 20 pixels.
square() {
  echo "{\"id\": $1, \"image_id\": $2, \"category_id\": $3, \"iscrowd\": 0, \"segmentation\":" \
    "[[$4, 20, $(($4 + 20)), 20, $(($4 + 20)), 40, $4, 40]]}"
}
crowd='{"id": 9, "image_id": 2, "category_id": 1, "iscrowd": 1, "segmentation": {"size": [80, 100], "counts": [0, 8000]}}'
mkdir "my data"
clean="my data/clean file.json"
file "$(square 1 1 1 10)" "$(square 2 1 2 60)" "$(square 3 2 3 30)" "$crowd" > "$clean"
# 1 is 4 pixels further right, 2 is of another class, 3 is missing and 4 was added.
file "$(square 2 1 1 60)" "$(square 1 1 1 14)" "$(square 4 2 3 70)" > changed.json

# shown TEXT FILE: the words of TEXT in a line, whatever the blanks between them.
shown() { tr -s ' ' < "$2" | grep -q -- "$1" || fail "no '$1' in: $(cat "$2")"; }

# refused STATUS TEXT ARGUMENT...: one line, nothing written.
refused() {
  local status=0 expected=$1 text=$2
  shift 2
  coco-diff "$@" >out.txt 2>err.txt || status=$?
  if [[ $status -ne $expected || $(wc -l < err.txt) -ne 1 ]] || ! grep -q -- "$text" err.txt; then
    fail "status $status (expected $expected), expected '$text': $* $(cat err.txt)"
  fi
  [[ -z $(find . -name 'x.*') ]] || fail "left something behind: $*"
}

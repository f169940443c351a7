#!/usr/bin/env bash
# No program overwrites what it reads; what is no regular file neither hangs nor harms a program; and
# signals end programs tidily.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > c.json <<'JSON'
{"images": [{"id": 1, "width": 100, "height": 100}], "categories": [{"id": 1, "name": "cat"}],
 "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 0, "area": 1600,
                  "bbox": [10, 10, 40, 40], "segmentation": [[10, 10, 50, 10, 50, 50, 10, 50]]}]}
JSON
echo '[{"image_id": 1, "category_id": 1, "score": 0.9, "bbox": [10, 10, 40, 40]}]' > dt.json
sha256sum c.json dt.json > clean.txt
ln -s c.json soft.json
ln c.json hard.json
mkfifo pipe

# refused STATUS TEXT COMMAND...: at once, in one line, and nothing is changed.
refused() {
  local expected=$1 text=$2 status=0
  shift 2
  timeout 60 "$@" >out.txt 2>err.txt || status=$?
  [[ $status -eq $expected && $(wc -l < err.txt) -eq 1 ]] && grep -qF -- "$text" err.txt ||
    { echo "status $status (expected $expected), expected '$text': $*"; cat err.txt; exit 1; }
  sha256sum --quiet -c clean.txt
}
for output in c.json ./c.json soft.json hard.json "$PWD/c.json"; do
  refused 2 '--output must be another file than FILE' coco-noise c.json --setup low --output "$output"
done
refused 2 '--record must be another file than --output' \
  coco-noise c.json --setup low --output ./new.json --record new.json
refused 2 '--json must be another file than --truth' \
  coco-eval --truth c.json --results dt.json --json hard.json
refused 2 '--csv must be another file than --results' \
  coco-eval --truth c.json --results dt.json --csv ./dt.json
refused 2 '--json must be another file than B.json' coco-diff dt.json c.json --json soft.json
refused 2 '--output must be another file than' coco-merge c.json --output c.json

# JSON that is nested 100,000 deep ends no program, at whatever door it comes.
deep=$(head -c 100000 /dev/zero | tr '\0' '[')
echo "$deep${deep//[/]}" > deep.json
sed "s/\"segmentation\": .*}]}/\"segmentation\": $(printf '%.0s[' {1..50000})1$(printf '%.0s]' {1..50000})}]}/" c.json > shape.json
sed 's/"id": 1, "width"/"extra": DEEP, "id": 1, "width"/' c.json | { IFS= read -rd '' text || true; printf '%s' "${text/DEEP/$(< deep.json)}"; } > unread.json
mkdir study && cp deep.json study/summary.json
refused 1 'deep.json, byte 0: expected an object' coco-noise deep.json --setup low --output new.json
refused 1 'deep.json, byte 0: expected an object' coco-diff c.json deep.json
refused 1 'shape.json, byte' coco-noise shape.json --setup low --output new.json
refused 1 'deep.json' coco-eval --truth c.json --results deep.json
refused 1 'deep.json: is nested more than 64 deep' coco-noise c.json --setup deep.json --output new.json
if command -v camus-noise >/dev/null; then
  refused 1 'deep.json: is nested more than 64 deep' camus-noise --study deep.json
  refused 1 'summary.json: is nested more than 64 deep' camus-report study
fi
timeout 60 coco-diff c.json unread.json > out.txt 2> err.txt

for input in pipe:'a named pipe' /dev/zero:'a device' .:'a folder'; do
  refused 1 "is ${input#*:}, expected a file" coco-noise "${input%%:*}" --setup low --output x.json
  refused 1 "is ${input#*:}, expected a file" coco-eval --truth c.json --results "${input%%:*}"
done
mkfifo setup.json
refused 1 'is a named pipe, expected a' coco-noise c.json --setup setup.json --output x.json
[[ ! -e x.json ]]

# What a frame claims costs nothing: 2^28 pixels, of which an object of 1,600 has its window.
cat > claimed.json <<'JSON'
{"images": [{"id": 1, "width": 16384, "height": 16384}], "categories": [{"id": 1, "name": "cat"}],
 "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 0, "area": 1600, "bbox": [16000, 16000, 40, 40],
                  "segmentation": [[16000, 16000, 16040, 16000, 16040, 16040, 16000, 16040]]}]}
JSON
grep -oE '"segmentation": .*\]\]' claimed.json |
  sed 's/.*/[{"image_id": 1, "category_id": 1, "score": 0.9, &}]/' > found.json
# in_little_memory COMMAND...: less than one byte for each pixel; sanitizers need more by themselves.
in_little_memory() {
  if grep -qa '__asan_init' "$(command -v "$1")"; then return 0; fi
  (ulimit -v 200000 && "$@" >out.txt 2>&1) || { cat out.txt; exit 1; }
}
in_little_memory coco-noise claimed.json --setup low --threads 1 --output /dev/null
in_little_memory coco-diff claimed.json claimed.json --threads 1
in_little_memory coco-eval claimed.json found.json --kind segm --threads 1
in_little_memory coco-eval claimed.json found.json --kind boundary --threads 1

# Devices, pipes and links are written to, not replaced.
coco-noise c.json --setup low --seed 1 --output plain.json >/dev/null 2>&1
[[ $(coco-noise c.json --setup low --seed 1 --output /dev/stdout 2>/dev/null) == "$(cat plain.json)" ]]
coco-noise c.json --setup low --seed 1 --output /dev/null >/dev/null 2>&1
[[ -c /dev/null ]]
cat pipe > piped.json &
coco-noise c.json --setup low --seed 1 --output pipe >/dev/null 2>&1
wait
cmp plain.json piped.json
[[ -p pipe ]]
echo old > real.json
ln -s real.json link.json
coco-noise c.json --setup low --seed 1 --output link.json >/dev/null 2>&1
[[ -L link.json ]]
cmp plain.json real.json

# Whoever stops reading, as head does, hears nothing of it: the status is that of SIGPIPE.
unread() {
  set +o pipefail
  { sleep 0.1; status=0; "$@" 2>err.txt || status=$?; echo $status > status.txt; } | true
  set -o pipefail
  [[ $(cat status.txt) -eq 141 ]] && ! grep -v '^wrote ' err.txt || { echo "unread: $*"; cat status.txt err.txt; exit 1; }
}
coco-noise c.json --setup low --shard 0/1 --output shard.json >/dev/null 2>&1
unread coco-noise c.json --setup low --output other.json
unread coco-noise c.json --setup low --output /dev/stdout
unread coco-merge shard.json --output other.json
unread coco-merge shard.json --output /dev/stdout
unread coco-eval c.json dt.json
unread coco-diff c.json other.json

# A signal in the middle: status 130 within a second, one line, nothing left. What a busy machine adds
# differs each time, what the program takes does not: one of three tries must be within the second.
# signalled SIGNAL READY COMMAND...: when READY is true; nothing may stand in out/ afterwards.
signalled() {
  local signal=$1 ready=$2 status began took_ms
  shift 2
  for _ in 1 2 3; do
    # A shell has what it runs in the background ignore INT and QUIT: env gives them back.
    env --default-signal=INT,QUIT "$@" >/dev/null 2>err.txt &
    for _ in $(seq 200); do
      eval "$ready" && break
      sleep 0.05
    done
    eval "$ready"
    began=$(date +%s%N)
    kill -"$signal" $!
    status=0
    wait $! || status=$?
    took_ms=$((($(date +%s%N) - began) / 1000000))
    echo "$signal: status $status in $took_ms ms: $1"
    [[ $status -eq 130 && -z $(ls out) ]]
    [[ $(grep -c 'interrupted' err.txt) -eq 1 && $(tail -n 1 err.txt) == "$1: interrupted"* ]] ||
      { cat err.txt; exit 1; }
    [[ $took_ms -ge 1000 ]] || return 0
  done
  exit 1
}
awk 'BEGIN {
  printf "{\"images\": [{\"id\": 1, \"width\": 4000, \"height\": 4000}], \"categories\": [{\"id\": 1, \"name\": \"cat\"}], \"annotations\": ["
  for (i = 1; i <= 60000; ++i) printf "%s{\"id\": %d, \"image_id\": 1, \"category_id\": 1, \"segmentation\": [[10, 10, 3000, 10, 3000, 3000, 10, 3000]]}", (i > 1 ? "," : ""), i
  print "]}"}' > large.json
mkdir out
for signal in INT TERM HUP QUIT; do
  signalled "$signal" '[[ -n $(ls out) ]]' coco-noise large.json --setup high --output out/large.json
done
# Every other program: while it waits for whoever reads its output, or works on what is long.
mkfifo unread
handles_term() {
  (((0x$(awk '/^SigCgt/ {print $2}' "/proc/$1/status") & 0x4000) != 0)) && sleep 0.3
}
signalled TERM 'handles_term $!' coco-eval c.json dt.json --json unread
signalled TERM 'handles_term $!' coco-diff c.json other.json --json unread
signalled TERM 'handles_term $!' coco-merge shard.json --output unread
if command -v camus-phantom >/dev/null; then
  signalled TERM '[[ -n $(ls out) ]]' camus-phantom --patients 9999 --out out/phantom
  signalled TERM '[[ -n $(ls out) ]]' camus-noise --setup low --patients 9999 --cache out/cache --out out/study
fi

# What a killed process has left is removed by the next one.
coco-noise large.json --setup high --output out/large.json >/dev/null 2>&1 &
for _ in $(seq 200); do
  [[ -z $(ls out) ]] || break
  sleep 0.05
done
kill -KILL $!
wait $! 2>/dev/null || true
[[ -n $(ls out) ]]
coco-noise c.json --setup low --output out/large.json >/dev/null 2>&1
[[ $(ls out) == large.json ]]

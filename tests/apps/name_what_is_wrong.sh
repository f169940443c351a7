#!/usr/bin/env bash
# Wrong input: one line on stderr that names the thing, the right status, and nothing left behind.
set -euo pipefail
mkdir -p "$WORK"
cd "$(mktemp -d -p "$WORK")"
failures=0

# refused STATUS TEXT PROGRAM ARGUMENT...
refused() {
  local expected_status=$1 text=$2 status=0 lines
  shift 2
  "$@" >out.txt 2>err.txt || status=$?
  lines=$(grep -c -v -E '^(reading|warning:) ?' err.txt || true)
  if [[ $status -ne $expected_status || $lines -ne 1 ]] || ! grep -q -- "$text" err.txt; then
    echo "status $status (expected $expected_status), $lines lines, expected '$text': $*"
    cat err.txt
    failures=$((failures + 1))
  fi
  rm out.txt err.txt
}

study() { refused "$1" "$2" camus-noise "${@:3}"; }

study 2 "setup" 
study 2 "--colour" --setup low --colour red
study 2 "--epochs must be between 1 and 100000, got 0" --setup low --epochs 0
study 2 "--network must be one of small, unet1, unet2, got 'unet3'" --setup low --network unet3
study 2 "--patients is for the phantom" --setup low --data x --patients 9
study 2 "--epochs is for training" --setup low --model x --epochs 3
study 2 "--trust-model is for --model" --setup low --trust-model
study 2 "--setup must be one of low, .*, got 'lw'; did you mean low?" --setup lw
study 2 "--study must be one of table7, .*, got 'table8'; did you mean table7?" --study table8
study 2 "--setup must be one of low, .* or a file that ends in .json, got 'none' (" --setup none
study 1 "absent.json" --setup absent.json
study 1 "absent" --setup low --data absent
mkdir empty
study 1 "empty" --setup low --data empty
study 1 "absent.safetensors" --setup low --model absent.safetensors
echo "not a network" > wrong.safetensors
study 1 "wrong.safetensors" --setup low --model wrong.safetensors
printf 'PK\003\004' > script.pt
study 1 "script.pt must be .*expressly (--trust-model)" --setup low --model script.pt
rm script.pt
study 1 "wrong.safetensors" --setup low --model wrong.safetensors --trust-model
mkdir full && touch full/precious full/summary.json
study 1 "full: already holds results" --setup low --out full
small=(--setup low --patients 6 --seed 3 --cache "$WORK/cache")
study 1 "cannot make the folder" "${small[@]}" --out full/precious/study
study 1 "low: holds another study" "${small[@]}" --epochs 3 --out "$WORK/low"
echo '{"name": "x", "unit": "px", "steps": [], "colour": 1}' > setup.json
study 1 "colour" --setup setup.json
if ! camus-noise --setup low --device cuda --patients 3 --epochs 1 --cache cache --out gpu 2>err.txt; then
  grep -q -i cuda err.txt || { echo "no word of CUDA:"; cat err.txt; failures=$((failures + 1)); }
fi
rm -rf gpu err.txt

study 2 "--seed must be >= 0, got -1" --setup low --seed -1
study 2 "--out needs a value" --setup low --out ""
study 2 "camus-noise: --seed may be given once" --setup low --seed 1 --seed 2

# A full device: nothing half-written is left.
camus-phantom --patients 3 --seed 5 --out phantom >/dev/null 2>&1
network=$WORK/network.safetensors
mkdir device
if mount -t tmpfs -o size=16k none device 2>/dev/null; then
  refused 1 "device/study.unfinished-1/.*: cannot be written: No space left on device" \
    camus-noise --setup low --data phantom --labels-only --draws 50 --out device/study
  refused 1 "device/cache/phantom-.*: cannot be written: No space left on device" \
    camus-noise --setup low --patients 3 --cache device/cache --out study
  refused 1 "device/made.unfinished-1/.*: cannot be written: No space left on device" \
    camus-phantom --patients 3 --out device/made
  left=$(find study device -mindepth 1 ! -path device/cache ! -name '*.lock' 2>/dev/null || true)
  [[ -z "$left" ]] || { echo "a full device left: $left"; failures=1; }
  umount device
else
  echo "a full device: not tried, mounting one needs more rights"
fi
rmdir device

# A damaged data set: the frame is left out with a warning that names the file; what is left has no
# patient with both frames of a view.
for file in phantom/database_nifti/*/*_ES_gt.nii.gz; do
  head -c 500 "$file" > cut && mv cut "$file"
done
study 1 "no patient has both frames of a view" --setup low --data phantom --model "$network" --out damaged
camus-noise --setup low --data phantom --model "$network" --out damaged 2>err.txt || true
grep -q "warning: .*patient0001_4CH_ES_gt.nii.gz" err.txt ||
  { echo "no warning names the damaged file:"; cat err.txt; failures=$((failures + 1)); }
rm err.txt

rm -rf cache phantom empty full
left=$(ls | grep -v -E '^(wrong.safetensors|setup.json)$' || true)
[[ -z "$left" ]] || { echo "left behind: $left"; failures=$((failures + 1)); }
exit $((failures > 0))

#!/usr/bin/env bash
# build_script.sh: scripts/build configures once for a preset, and again when the presets change;
# it says what it builds, and ends with the status of the build. cmake is a stand-in.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/bin" "$folder/scripts"
cp "$SCRIPTS/build" "$folder/scripts/"
touch "$folder/CMakePresets.json"
cat >"$folder/bin/cmake" <<'CMAKE'
#!/usr/bin/env bash
echo "$*" >>"$CALLS"
case "$1" in
  --preset) touch build/release/build.ninja ;;
  --build) echo "[1/1] Linking"; [[ ! -e "$CALLS.fail" ]] || { echo "an error"; exit 1; } ;;
esac
CMAKE
chmod +x "$folder/bin/cmake"
export CALLS="$folder/calls" PATH="$folder/bin:$PATH"
build="$folder/scripts/build"
configured() { grep -c "^--preset $1" "$CALLS" || true; }

said=$("$build" release coco-noise 2>&1)
[[ "$said" == "building coco-noise (release) for the first time"* ]] || { echo "said: $said"; exit 1; }
said=$("$build" release coco-noise 2>&1)
[[ -z "$said" ]] || { echo "a second build said: $said"; exit 1; }
[[ $(configured release) == 1 ]] || { echo "configured again without need"; exit 1; }

said=$("$build" bench 2>&1)
[[ -z "$said" ]] || { echo "bench said: $said"; exit 1; }
[[ $(configured bench) == 1 && ! -e "$folder/build/bench" ]] || { echo "bench has a folder of its own"; exit 1; }

"$build" release
touch -d '+1 minute' "$folder/CMakePresets.json"
"$build" release
[[ $(configured release) == 3 ]] || { echo "not configured for changed presets"; exit 1; }

touch "$CALLS.fail"
if said=$("$build" release 2>&1); then echo "a failed build succeeded"; exit 1; fi
[[ "$said" == *"an error"*"build: failed; the whole log is in build/release/build-release.log" ]] ||
  { echo "of a failed build: $said"; exit 1; }

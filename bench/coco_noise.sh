#!/usr/bin/env bash
# coco_noise.sh FILE.json [FOLDER]: what a noisy version of a whole data set costs, without noise and
# with it, and whether threads and shards agree. Medians of five runs; outputs go to the folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH=$PWD/build/release/apps:$PATH
file=$1
folder=${2:-$(mktemp -d)}
mkdir -p "$folder"
echo '{"name": "none", "unit": "px", "steps": []}' > "$folder/none.json"

. bench/measured.sh
noise() { measured "$1" coco-noise "$file" "${@:2}" --output "$folder/out.json"; }
cat "$file" > /dev/null  # into the page cache
noise "no noise, 2 threads" --setup "$folder/none.json" --threads 2
noise "low, 1 thread" --setup low --threads 1
mv "$folder/out.json" "$folder/one.json"
noise "low, 2 threads" --setup low --threads 2
cmp "$folder/out.json" "$folder/one.json" && echo "1 and 2 threads: the same bytes"
noise "low, 2 threads, records" --setup low --threads 2 --record "$folder/out.jsonl"
for i in 0 1 2 3; do
  coco-noise "$file" --setup low --shard "$i/4" --output "$folder/shard-$i.json" >/dev/null 2>&1
done
measured "merging 4 shards" coco-merge "$folder"/shard-?.json --output "$folder/out.json"
cmp "$folder/out.json" "$folder/one.json" && echo "4 shards merged: the same bytes"
ls -l "$file" "$folder/one.json" | awk '{ print $5, $9 }'

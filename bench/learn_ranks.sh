#!/usr/bin/env bash
# learn_ranks.sh [RANKS]: training steps of unet1 by processes of one thread each that train together.
# Compare with build/release/bench/learn_bench --benchmark_filter='unet1(_1thread)?/'.
set -euo pipefail

ranks=${1:-2}
bench=$(dirname "$0")/../build/release/bench/learn_bench
export WORLD_SIZE=$ranks MASTER_ADDR=127.0.0.1 MASTER_PORT=${MASTER_PORT:-29541}
for ((rank = ranks - 1; rank > 0; --rank)); do
  RANK=$rank "$bench" --benchmark_filter=unet1_1thread/ --benchmark_min_time=0 >/dev/null 2>&1 &
done
RANK=0 "$bench" --benchmark_filter=unet1_1thread/ --benchmark_min_time=0
wait

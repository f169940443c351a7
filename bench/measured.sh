# To be sourced: measured WHAT COMMAND... runs a command five times and prints the medians of its wall
# and CPU seconds, and its greatest peak memory.
measured() {
  local what=$1
  shift
  for _ in 1 2 3 4 5; do
    /usr/bin/time -f '%e %U %S %M' "$@" 2>&1 >/dev/null | tail -n 1
  done | awk -v what="$what" '
    { wall[NR] = $1; cpu[NR] = $2 + $3; if ($4 > peak) peak = $4 }
    function median(values,   i, j, t) {
      for (i = 1; i <= NR; ++i) for (j = i + 1; j <= NR; ++j)
        if (values[j] < values[i]) { t = values[i]; values[i] = values[j]; values[j] = t }
      return values[(NR + 1) / 2]
    }
    END { printf "%-28s %6.2f s wall %6.2f s CPU %5d MB\n", what, median(wall), median(cpu), peak / 1024 }'
}

#!/usr/bin/env bash
# bare_machine.sh: on a Debian 12 that has nothing but apt, what is pure builds and passes its tests from
# a compiler and GoogleTest alone; then scripts/coco-noise makes a noisy file, without any library of the
# medical side.
set -euo pipefail
[[ $EUID == 0 ]] || { echo "a machine within this one needs root"; exit 77; }
command -v mmdebstrap >/dev/null || { echo "mmdebstrap is not installed"; exit 77; }
root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT
mapfile -t sources < <(find /etc/apt/sources.list /etc/apt/sources.list.d \
  \( -name 'sources.list' -o -name '*.list' -o -name '*.sources' \) -size +0 2>/dev/null)
if ! mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$root" "${sources[@]}" \
  >"$root.log" 2>&1; then
  tail -n 3 "$root.log"
  rm -f "$root.log"
  echo "no Debian 12 could be fetched"
  exit 77
fi
rm -f "$root.log"

project=$(dirname "$SCRIPTS")
mkdir "$root/camus-noise"
git -C "$project" ls-files -z | (cd "$project" && xargs -0 cp -a --parents -t "$root/camus-noise" 2>/dev/null)
cp "$SHARED_DATA/coco-sample/instances_val2014_100.json" "$root/clean.json"
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "$@"; }

inside /camus-noise/scripts/install-deps --core
installed=$(inside dpkg-query -W -f '${Package}\n')
for package in libeigen3-dev nlohmann-json3-dev libtclap-dev libsimdjson-dev libpng-dev libssl-dev; do
  [[ $'\n'"$installed"$'\n' != *$'\n'"$package"$'\n'* ]] || { echo "$package was installed for core"; exit 1; }
done
inside /camus-noise/scripts/build core all
inside bash -c 'cd /camus-noise && ctest --preset core --parallel 2 --output-on-failure' | tail -n 40

started=$SECONDS
inside /camus-noise/scripts/coco-noise /clean.json --setup low --seed 1 --output /noisy.json
echo "a noisy file took $((SECONDS - started)) s, compiler and GoogleTest being there"
coco-noise "$root/clean.json" --setup low --seed 1 --output "$root/noisy_here.json" >/dev/null
cmp "$root/noisy.json" "$root/noisy_here.json"
installed=$(inside dpkg-query -W -f '${Package}\n')
! grep -E '^lib(insighttoolkit|vtk9|torch|eigen)|^npm$' <<<"$installed" ||
  { echo "a user of annotations has this of the medical side"; exit 1; }

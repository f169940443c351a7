#!/usr/bin/env bash
# consumer.sh: what is installed is found by CMake and by pkg-config, from a folder that has moved,
# and goes into a program and into a shared library.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cmake --install "$BUILD" --prefix "$folder/first" >/dev/null
mv "$folder/first" "$folder/prefix"

cmake -S "$here" -B "$folder/build" -G Ninja -DCMAKE_PREFIX_PATH="$folder/prefix" \
  -DCMAKE_CXX_COMPILER="$CXX" >/dev/null
cmake --build "$folder/build" >/dev/null
said=$("$folder/build/consumer")
[[ "$said" == "Dice 0."* ]] || { echo "the program said: $said"; exit 1; }

if ! command -v pkg-config >/dev/null; then
  echo "pkg-config is not installed; what it says of the libraries is not tried"
  exit 77
fi
export PKG_CONFIG_PATH=$(dirname "$(find "$folder/prefix" -name segnoise.pc)")
read -ra flags < <(pkg-config --cflags --libs segnoise)
"$CXX" -std=c++20 "$here/consumer.cpp" -o "$folder/by_pkg_config" "${flags[@]}"
[[ "$("$folder/by_pkg_config")" == "$said" ]] || { echo "by pkg-config it says another thing"; exit 1; }
"$CXX" -std=c++20 -shared -fPIC "$here/consumer.cpp" -o "$folder/libconsumer.so" -Wl,--no-undefined "${flags[@]}"

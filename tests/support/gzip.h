#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <zlib.h>

/// Texts as zlib packs them.
namespace segnoise::testing {

inline constexpr int kZlibWindow = MAX_WBITS;
inline constexpr int kGzipWindow = MAX_WBITS + 16;  // 16 more asks for gzip, by zlib's convention

/// @param window_bits  kZlibWindow or kGzipWindow
/// @param level        0 stores the bytes as they are, 9 packs best
[[nodiscard]] inline std::string deflated(std::string bytes, int window_bits, int level = 6) {
  z_stream zlib = {};
  constexpr int kUsualMemory = 8;
  if (deflateInit2(&zlib, level, Z_DEFLATED, window_bits, kUsualMemory, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw std::runtime_error("zlib cannot start");
  }
  std::string packed(deflateBound(&zlib, bytes.size()) + 32, '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(bytes.data());
  zlib.avail_in = static_cast<uInt>(bytes.size());
  zlib.next_out = reinterpret_cast<Bytef*>(packed.data());
  zlib.avail_out = static_cast<uInt>(packed.size());
  deflate(&zlib, Z_FINISH);
  packed.resize(zlib.total_out);
  deflateEnd(&zlib);
  return packed;
}

[[nodiscard]] inline std::string gzipped(std::string bytes) {
  return deflated(std::move(bytes), kGzipWindow);
}

}  // namespace segnoise::testing

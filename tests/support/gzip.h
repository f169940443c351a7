#pragma once

#include <stdexcept>
#include <string>
#include <zlib.h>

namespace segnoise::testing {

/// A text as gzip packs it.
inline std::string gzipped(std::string text) {
  z_stream zlib = {};
  constexpr int kGzip = 16;  // added to the size of the window, by zlib's convention
  constexpr int kUsualMemory = 8;
  if (deflateInit2(
          &zlib,
          Z_DEFAULT_COMPRESSION,
          Z_DEFLATED,
          MAX_WBITS + kGzip,
          kUsualMemory,
          Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib cannot start");
  }
  std::string packed(deflateBound(&zlib, text.size()), '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(text.data());
  zlib.avail_in = static_cast<uInt>(text.size());
  zlib.next_out = reinterpret_cast<Bytef*>(packed.data());
  zlib.avail_out = static_cast<uInt>(packed.size());
  deflate(&zlib, Z_FINISH);
  packed.resize(zlib.total_out);
  deflateEnd(&zlib);
  return packed;
}

}  // namespace segnoise::testing

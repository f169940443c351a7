#include "data/coco/read/gunzip.h"

#include "storage/unpacker.h"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>

namespace segnoise::coco {
namespace {

/// How long a text may become at first: what the last four bytes say of the last member, as far as
/// deflate could pack that much.
std::size_t first_size(std::string_view bytes, std::size_t most_bytes) {
  constexpr std::size_t kMostInflation = 1032;  // of deflate, RFC 1951
  constexpr std::size_t kLeast = std::size_t{64} << 10U;
  std::size_t stated = 0;
  for (const char byte : bytes.substr(bytes.size() - std::min<std::size_t>(4, bytes.size()))) {
    stated = stated >> 8U | std::size_t{static_cast<unsigned char>(byte)} << 24U;
  }
  const std::size_t possible = std::min(bytes.size() * kMostInflation, most_bytes);
  return std::max(std::min(stated, possible), kLeast) + 1;  // one more, to meet the end at once
}

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with(storage::kGzipMagic); }

std::string gunzipped(std::string_view bytes, std::size_t most_bytes) {
  storage::Unpacker unpacker(
      storage::Packing::kGzip,
      [rest = std::as_bytes(std::span(bytes))]() mutable { return std::exchange(rest, {}); });
  std::string text;
  std::size_t filled = 0;
  for (std::size_t size = first_size(bytes, most_bytes);; size *= 2) {
    text.resize(size);
    filled += unpacker.read(std::as_writable_bytes(std::span(text).subspan(filled)));
    if (filled > most_bytes) {
      throw std::runtime_error(
          "holds more than " + std::to_string(most_bytes) + " bytes, the most that are unpacked");
    }
    if (filled == size) continue;
    text.resize(filled);
    return text;
  }
}

}  // namespace segnoise::coco

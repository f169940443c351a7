#include "data/coco/read/gunzip.h"

#include <algorithm>
#include <limits>
#include <new>
#include <stdexcept>
#include <zlib.h>

namespace segnoise::coco {
namespace {

/// zlib's inflater of one member of gzip after another.
class Inflater {
 public:
  explicit Inflater(std::string_view bytes) : rest_(bytes) {
    constexpr int kGzipOnly = 16;  // added to the size of the window, by zlib's convention
    if (inflateInit2(&zlib_, MAX_WBITS + kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&zlib_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  Inflater(Inflater&&) = delete;
  Inflater& operator=(Inflater&&) = delete;

  /// Fills a part of a text, as far as the data go.
  /// @return  how many bytes came: fewer than asked for where all is unpacked
  std::size_t read(char* begin, std::size_t count) {
    std::size_t filled = 0;
    while (filled < count && (!is_at_end_ || start_next_member())) {
      const std::size_t in = at_once(rest_.size());
      const std::size_t out = at_once(count - filled);
      zlib_.next_in = const_cast<Bytef*>(  // NOLINT(*-const-cast): zlib only reads there
          reinterpret_cast<const Bytef*>(rest_.data()));
      zlib_.avail_in = static_cast<uInt>(in);
      zlib_.next_out = reinterpret_cast<Bytef*>(begin + filled);
      zlib_.avail_out = static_cast<uInt>(out);
      const int status = inflate(&zlib_, Z_NO_FLUSH);
      rest_.remove_prefix(in - zlib_.avail_in);
      filled += out - zlib_.avail_out;
      if (status == Z_MEM_ERROR) throw std::bad_alloc();
      if (status == Z_BUF_ERROR) throw std::runtime_error("its compressed data end early");
      if (status != Z_OK && status != Z_STREAM_END) {
        throw std::runtime_error(
            std::string("its compressed data are damaged: ") +
            (zlib_.msg != nullptr ? zlib_.msg : zError(status)));
      }
      is_at_end_ = status == Z_STREAM_END;
    }
    return filled;
  }

 private:
  static std::size_t at_once(std::size_t count) {
    return std::min<std::size_t>(count, std::numeric_limits<uInt>::max());
  }

  bool start_next_member() {
    if (rest_.empty()) return false;
    if (!is_gzip(rest_)) {
      throw std::runtime_error("something else follows its compressed data");
    }
    inflateReset(&zlib_);
    is_at_end_ = false;
    return true;
  }

  std::string_view rest_;
  z_stream zlib_ = {};
  bool is_at_end_ = false;
};

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

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1F\x8B"); }

std::string gunzipped(std::string_view bytes, std::size_t most_bytes) {
  Inflater inflater(bytes);
  std::string text;
  std::size_t filled = 0;
  for (std::size_t size = first_size(bytes, most_bytes);; size *= 2) {
    text.resize(size);
    filled += inflater.read(text.data() + filled, size - filled);
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

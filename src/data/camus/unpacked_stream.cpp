#include "data/camus/unpacked_stream.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <zlib.h>

namespace segnoise::camus {
namespace {

constexpr std::size_t kInputBytes = std::size_t{64} << 10;
constexpr std::size_t kFirstPiece = std::size_t{4} << 20;

}  // namespace

class UnpackedStream::Inflater {
 public:
  explicit Inflater(Packing packing) : packing_(packing), input_(1 + kInputBytes) {
    // zlib's convention: 15 is the largest window, 16 more asks for the gzip format and nothing
    // else.
    if (inflateInit2(&zlib_, packing == Packing::kGzip ? 15 + 16 : 15) != Z_OK) {
      throw std::runtime_error("zlib cannot start: out of memory");
    }
    zlib_.next_in = reinterpret_cast<Bytef*>(input_.data() + 1);
  }
  ~Inflater() { inflateEnd(&zlib_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  Inflater(Inflater&&) = delete;
  Inflater& operator=(Inflater&&) = delete;

  std::size_t read(InputFile& file, std::span<std::byte> buffer) {
    zlib_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    zlib_.avail_out = static_cast<uInt>(buffer.size());
    while (zlib_.avail_out > 0) {
      if (zlib_.avail_in == 0 && !refill(file)) {
        if (!ended_) throw std::runtime_error("its compressed data end early");
        break;
      }
      if (ended_) start_next_member();
      const int status = inflate(&zlib_, Z_BLOCK);
      if (status == Z_STREAM_END) {
        ended_ = true;
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        reject(zlib_.msg != nullptr ? zlib_.msg : zError(status));
      } else {
        require_clean_end();
      }
    }
    return buffer.size() - zlib_.avail_out;
  }

 private:
  [[noreturn]] static void reject(const std::string& reason) {
    throw std::runtime_error("its compressed data are damaged: " + reason);
  }

  /// Keeps the byte before the new ones, which require_clean_end() may still look at.
  bool refill(InputFile& file) {
    input_.front() = static_cast<std::byte>(zlib_.next_in[-1]);
    zlib_.avail_in = static_cast<uInt>(file.read(std::span(input_).subspan(1)));
    zlib_.next_in = reinterpret_cast<Bytef*>(input_.data() + 1);
    return zlib_.avail_in > 0;
  }

  /// The last block rarely ends with a byte; the bits left over are 0, and no checksum covers them.
  void require_clean_end() const {
    constexpr int kAfterBlock = 128;
    constexpr int kLastBlock = 64;
    const int state = zlib_.data_type;
    if ((state & kAfterBlock) == 0 || (state & kLastBlock) == 0) return;
    const int unused_bits = state & 7;
    if (zlib_.next_in[-1] >> (8 - unused_bits) != 0) reject("bits set after their end");
  }

  void start_next_member() {
    if (packing_ != Packing::kGzip) {
      throw std::runtime_error("has bytes after the end of its compressed data");
    }
    inflateReset(&zlib_);
    ended_ = false;
  }

  Packing packing_;
  std::vector<std::byte> input_;  ///< the byte before those that zlib has not seen, and these
  z_stream zlib_{};
  bool ended_ = false;
};

UnpackedStream::UnpackedStream(InputFile& file, Packing packing) : file_(file) {
  if (packing != Packing::kPlain) inflater_ = std::make_unique<Inflater>(packing);
}

UnpackedStream::~UnpackedStream() = default;

std::size_t UnpackedStream::read(std::span<std::byte> buffer) {
  return inflater_ ? inflater_->read(file_, buffer) : file_.read(buffer);
}

std::vector<std::byte> UnpackedStream::take(std::size_t count, const std::string& what) {
  std::vector<std::byte> bytes;
  while (bytes.size() < count) {
    const std::size_t begin = bytes.size();
    bytes.resize(std::min(count, begin + std::max(kFirstPiece, begin)));
    const std::size_t received = read(std::span(bytes).subspan(begin));
    if (begin + received < bytes.size()) {
      throw std::runtime_error(
          "ends after " + std::to_string(begin + received) + " of " + std::to_string(count) +
          " bytes of its " + what);
    }
  }
  return bytes;
}

void UnpackedStream::require_end() {
  std::byte next{};
  if (read({&next, 1}) != 0) {
    throw std::runtime_error("holds more bytes than its header promises");
  }
}

}  // namespace segnoise::camus

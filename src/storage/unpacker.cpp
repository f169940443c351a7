#include "storage/unpacker.h"

#include <algorithm>
#include <limits>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <zlib.h>

namespace segnoise::storage {
namespace {

/// How many of the bytes zlib can be told of at once.
uInt at_once(std::size_t count) {
  return static_cast<uInt>(std::min<std::size_t>(count, std::numeric_limits<uInt>::max()));
}

[[noreturn]] void reject(const std::string& reason) {
  throw std::runtime_error("its compressed data are damaged: " + reason);
}

}  // namespace

class Unpacker::Inflater {
 public:
  Inflater(Packing packing, Source source) : packing_(packing), source_(std::move(source)) {
    constexpr int kGzipOnly = 16;  // added to the size of the window, by zlib's convention
    const int window_bits = packing == Packing::kGzip ? MAX_WBITS + kGzipOnly : MAX_WBITS;
    if (inflateInit2(&zlib_, window_bits) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&zlib_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  Inflater(Inflater&&) = delete;
  Inflater& operator=(Inflater&&) = delete;

  std::size_t read(std::span<std::byte> buffer) {
    std::size_t filled = 0;
    while (filled < buffer.size()) {
      if (zlib_.avail_in == 0 && !refill()) {
        if (!ended_) throw std::runtime_error("its compressed data end early");
        break;
      }
      if (ended_) start_next_member();
      const uInt room = at_once(buffer.size() - filled);
      zlib_.next_out = reinterpret_cast<Bytef*>(buffer.data() + filled);
      zlib_.avail_out = room;
      const Bytef* const before = zlib_.next_in;
      const int status = inflate(&zlib_, Z_BLOCK);
      if (zlib_.next_in != before) last_ = zlib_.next_in[-1];
      filled += room - zlib_.avail_out;
      if (status == Z_MEM_ERROR) throw std::bad_alloc();
      if (status == Z_STREAM_END) {
        ended_ = true;
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        reject(zlib_.msg != nullptr ? zlib_.msg : zError(status));
      } else {
        require_clean_end();
      }
    }
    return filled;
  }

 private:
  bool refill() {
    if (piece_.empty()) {
      piece_ = source_();
      if (piece_.empty()) return false;
    }
    zlib_.next_in = const_cast<Bytef*>(  // NOLINT(*-const-cast): zlib only reads there
        reinterpret_cast<const Bytef*>(piece_.data()));
    zlib_.avail_in = at_once(piece_.size());
    piece_ = piece_.subspan(zlib_.avail_in);
    return true;
  }

  /// The last block rarely ends with a byte; the bits left over are 0, and no checksum covers them.
  void require_clean_end() const {
    constexpr int kAfterBlock = 128;
    constexpr int kLastBlock = 64;
    const int state = zlib_.data_type;
    if ((state & kAfterBlock) == 0 || (state & kLastBlock) == 0) return;
    const int unused_bits = state & 7;
    if (last_ >> (8 - unused_bits) != 0) reject("bits set after their end");
  }

  void start_next_member() {
    if (packing_ != Packing::kGzip || *zlib_.next_in != static_cast<Bytef>(kGzipMagic.front())) {
      throw std::runtime_error("something else follows its compressed data");
    }
    inflateReset(&zlib_);
    ended_ = false;
  }

  Packing packing_;
  Source source_;
  std::span<const std::byte> piece_;  ///< what zlib was not told of yet
  Bytef last_ = 0;                    ///< the last byte that it took
  z_stream zlib_{};
  bool ended_ = false;
};

Unpacker::Unpacker(Packing packing, Source source)
    : inflater_(std::make_unique<Inflater>(packing, std::move(source))) {}

Unpacker::~Unpacker() = default;

std::size_t Unpacker::read(std::span<std::byte> buffer) { return inflater_->read(buffer); }

}  // namespace segnoise::storage

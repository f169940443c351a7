#include "data/frames/unpacked_stream.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace segnoise::frames {
namespace {

constexpr std::size_t kInputBytes = std::size_t{64} << 10;
constexpr std::size_t kFirstPiece = std::size_t{4} << 20;

}  // namespace

UnpackedStream::UnpackedStream(InputFile& file, std::optional<storage::Packing> packing)
    : file_(file) {
  if (!packing) return;
  unpacker_.emplace(*packing, [&file, piece = std::vector<std::byte>(kInputBytes)]() mutable {
    return std::span<const std::byte>(piece).first(file.read(piece));
  });
}

std::size_t UnpackedStream::read(std::span<std::byte> buffer) {
  return unpacker_ ? unpacker_->read(buffer) : file_.read(buffer);
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

}  // namespace segnoise::frames

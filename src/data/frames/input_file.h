#pragma once

#include "storage/sha256.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

namespace segnoise::frames {

/// A regular file that is read once from start to end, with the SHA-256 of what was read.
/// Messages of its exceptions do not name the file.
class InputFile {
 public:
  /// @throws std::runtime_error  if there is no such file, if it is a folder or a device, if it
  ///   cannot be opened, or if it is what Git LFS leaves in the place of a file that was not
  ///   fetched
  explicit InputFile(const std::filesystem::path& path);

  /// Bytes of the whole file.
  [[nodiscard]] std::uintmax_t size() const { return size_; }
  /// Whether these are its first bytes; at most 64.
  [[nodiscard]] bool begins_with(std::string_view bytes) const {
    return std::string_view(beginning_).starts_with(bytes);
  }
  [[nodiscard]] std::uintmax_t remaining() const { return size_ - position_; }

  /// Fills the buffer as far as the file goes.
  /// @return  bytes read: fewer than asked for only at the end of the file
  /// @throws std::runtime_error  if reading fails
  std::size_t read(std::span<std::byte> buffer);

  /// The next line without its line feed.
  /// @throws std::runtime_error  if the file ends before a line feed, or the line is longer than
  ///   longest
  std::string read_line(std::size_t longest);

  /// The rest of the file, as text.
  /// @throws std::runtime_error  if it is longer than longest bytes
  std::string read_text(std::size_t longest);

  /// The digest of everything read so far; nothing may be read afterwards.
  [[nodiscard]] std::string sha256() { return sum_.hex_digest(); }

 private:
  std::ifstream stream_;
  std::string beginning_;
  std::uintmax_t size_ = 0;
  std::uintmax_t position_ = 0;
  storage::Sha256 sum_;
};

}  // namespace segnoise::frames

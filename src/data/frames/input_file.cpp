#include "data/frames/input_file.h"

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace segnoise::frames {
namespace {

constexpr std::uintmax_t kBeginningBytes = 64;

}  // namespace

InputFile::InputFile(const std::filesystem::path& path) {
  // A pipe or a device would never end, and a folder opens but cannot be read.
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    throw std::runtime_error("not found");
  }
  if (error) throw std::runtime_error("cannot be opened: " + error.message());
  if (status.type() != std::filesystem::file_type::regular) {
    throw std::runtime_error("is not a regular file");
  }
  size_ = std::filesystem::file_size(path);
  errno = 0;
  stream_.open(path, std::ios::binary);
  if (!stream_) {
    throw std::runtime_error("cannot be opened: " + std::generic_category().message(errno));
  }
  beginning_.resize(std::min<std::uintmax_t>(size_, kBeginningBytes));
  stream_.read(beginning_.data(), static_cast<std::streamsize>(beginning_.size()));
  stream_.seekg(0);
  if (begins_with("version https://git-lfs.github.com/spec/")) {
    throw std::runtime_error(
        "is a Git LFS pointer and not the file itself; 'git lfs pull' fetches it");
  }
}

std::size_t InputFile::read(std::span<std::byte> buffer) {
  stream_.read(reinterpret_cast<char*>(buffer.data()), static_cast<std::streamsize>(buffer.size()));
  if (stream_.bad()) throw std::runtime_error("cannot be read: the medium reports an error");
  const auto count = static_cast<std::size_t>(stream_.gcount());
  sum_.update(buffer.first(count));
  position_ += count;
  return count;
}

std::string InputFile::read_line(std::size_t longest) {
  std::string line;
  std::byte next{};
  while (read({&next, 1}) == 1) {
    if (next == std::byte{'\n'}) return line;
    if (line.size() == longest) {
      throw std::runtime_error(
          "has a header line of more than " + std::to_string(longest) + " characters");
    }
    line += static_cast<char>(next);
  }
  throw std::runtime_error("its header ends early, after " + std::to_string(position_) + " bytes");
}

std::string InputFile::read_text(std::size_t longest) {
  if (remaining() > longest) {
    throw std::runtime_error(
        "has " + std::to_string(remaining()) + " bytes, expected a text of at most " +
        std::to_string(longest));
  }
  std::string text(remaining(), '\0');
  text.resize(read(std::as_writable_bytes(std::span(text))));
  return text;
}

}  // namespace segnoise::frames

#include "storage/regular_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace segnoise::storage {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& reason) {
  throw std::runtime_error(path.string() + ": " + reason);
}

[[noreturn]] void refuse(const std::filesystem::path& path, int error) {
  refuse(path, "cannot be read: " + std::generic_category().message(error));
}

std::optional<std::string> kind_of_no_file(mode_t mode) {
  if (S_ISREG(mode)) return std::nullopt;
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

}  // namespace

RegularFile open_to_read(const std::filesystem::path& path) {
  // A device or a pipe is looked at before it is opened, as opening may do something, or wait; then
  // once more, as the name may lead elsewhere by now.
  if (const auto kind = kind_of_no_file(path)) refuse(path, "is " + *kind + ", expected a file");
  RegularFile file{
      .descriptor =
          FileDescriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY))};
  struct stat status {};
  if (!file.descriptor.is_open() || fstat(file.descriptor.number(), &status) != 0) {
    refuse(path, errno);
  }
  if (const auto kind = kind_of_no_file(status.st_mode)) {
    refuse(path, "is " + *kind + ", expected a file");
  }
  file.size_bytes = static_cast<std::uintmax_t>(status.st_size);
  return file;
}

std::optional<std::string> kind_of_no_file(const std::filesystem::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return std::nullopt;
  return kind_of_no_file(status.st_mode);
}

std::string read_file(const std::filesystem::path& path, std::uintmax_t most_bytes) {
  return read_file(open_to_read(path), path, most_bytes);
}

std::string read_file(
    const RegularFile& file, const std::filesystem::path& path, std::uintmax_t most_bytes) {
  constexpr std::size_t kPiece = std::size_t{1} << 16U;
  const auto require_small = [&](std::uintmax_t bytes) {
    if (bytes <= most_bytes) return;
    refuse(path, "is larger than " + std::to_string(most_bytes) + " bytes, the most expected");
  };
  require_small(file.size_bytes);
  // Some files of the system have more bytes than they say, and a file may grow.
  std::string bytes(static_cast<std::size_t>(file.size_bytes) + 1, '\0');
  std::size_t filled = 0;
  while (true) {
    if (filled == bytes.size()) bytes.resize(bytes.size() + kPiece);
    const ssize_t count =
        read(file.descriptor.number(), bytes.data() + filled, bytes.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) refuse(path, errno);
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
    require_small(filled);
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace segnoise::storage

#include "storage/mapped_file.h"

#include <cerrno>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#if defined(__unix__) || defined(__APPLE__)
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define SEGNOISE_HAS_MMAP
#endif

namespace segnoise {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason) {
  throw std::runtime_error(path.string() + ": cannot be read: " + reason);
}

std::string copy_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file) fail(path, std::generic_category().message(errno));
  return bytes;
}

#ifdef SEGNOISE_HAS_MMAP
/// A window on a regular file; nothing if it is empty or no regular file.
std::string_view map(const std::filesystem::path& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) fail(path, std::generic_category().message(errno));
  struct stat status {};
  void* window = MAP_FAILED;
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    window =
        mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  }
  close(file);
  if (window == MAP_FAILED) return {};
  return {static_cast<const char*>(window), static_cast<std::size_t>(status.st_size)};
}
#endif

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
  if (std::filesystem::is_directory(path)) fail(path, "it is a folder");
#ifdef SEGNOISE_HAS_MMAP
  bytes_ = map(path);
#endif
  if (!bytes_.empty()) return;
  copy_ = copy_of(path);
  bytes_ = copy_;
}

MappedFile::~MappedFile() {
#ifdef SEGNOISE_HAS_MMAP
  if (copy_.empty() && !bytes_.empty()) {
    munmap(const_cast<char*>(bytes_.data()), bytes_.size());  // NOLINT(*-const-cast)
  }
#endif
}

}  // namespace segnoise

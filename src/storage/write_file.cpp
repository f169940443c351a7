#include "storage/write_file.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <random>
#include <stdexcept>
#include <string>
#include <system_error>

namespace segnoise {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason) {
  throw std::runtime_error(path.string() + ": cannot be written: " + reason);
}

std::string reason_of(int error) { return std::generic_category().message(error); }

/// A name that no other process or thread writes to.
std::filesystem::path temporary_beside(const std::filesystem::path& path) {
  static const unsigned process = std::random_device{}();
  static std::atomic<unsigned> count = 0;
  auto temporary = path;
  temporary += ".part-" + std::to_string(process) + "-" + std::to_string(count++);
  return temporary;
}

/// @return  0, or the system's error number
int try_to_write(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  errno = 0;
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return errno;
  int error = 0;
  if (std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size()) error = errno;
  if (std::fclose(file) != 0 && error == 0) error = errno;
  return error;
}

}  // namespace

void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  const auto temporary = temporary_beside(path);
  std::error_code ignored;
  if (const int error = try_to_write(temporary, bytes); error != 0) {
    std::filesystem::remove(temporary, ignored);
    fail(path, reason_of(error));
  }
  std::error_code error;
  std::filesystem::rename(temporary, path, error);
  if (error) {
    std::filesystem::remove(temporary, ignored);
    fail(path, error.message());
  }
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  write_file(path, std::as_bytes(std::span(text)));
}

}  // namespace segnoise

#include "storage/write_file.h"

#include <atomic>
#include <cerrno>
#include <random>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace segnoise {
namespace {

/// A name that no other process or thread writes to.
std::filesystem::path temporary_beside(const std::filesystem::path& path) {
  static const unsigned process = std::random_device{}();
  static std::atomic<unsigned> count = 0;
  auto temporary = path;
  temporary += ".part-" + std::to_string(process) + "-" + std::to_string(count++);
  return temporary;
}

}  // namespace

FileWriter::FileWriter(std::filesystem::path path)
    : path_(std::move(path)),
      temporary_(temporary_beside(path_)),
      file_(std::fopen(temporary_.c_str(), "wb")) {
  if (!file_) fail(errno);
}

FileWriter::~FileWriter() {
  if (is_finished_) return;
  file_.reset();
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

void FileWriter::write(std::span<const std::byte> bytes) {
  errno = 0;
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) fail(errno);
}

void FileWriter::write(std::string_view text) { write(std::as_bytes(std::span(text))); }

void FileWriter::finish() {
  errno = 0;
  if (std::fclose(file_.release()) != 0) fail(errno);  // a full disk may show only here
  std::error_code error;
  std::filesystem::rename(temporary_, path_, error);
  if (error) fail(error.value());
  is_finished_ = true;
}

void FileWriter::fail(int error) const {
  throw std::runtime_error(
      path_.string() + ": cannot be written: " + std::generic_category().message(error));
}

void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  FileWriter file(path);
  file.write(bytes);
  file.finish();
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  write_file(path, std::as_bytes(std::span(text)));
}

}  // namespace segnoise

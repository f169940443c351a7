#include "storage/write_file.h"

#include "storage/link_target.h"
#include "storage/unfinished.h"

#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace segnoise::storage {
namespace {

namespace fs = std::filesystem;

/// The names under which files that are to have a name are written, one after another.
fs::path temporary_beside(const fs::path& path, int number) {
  fs::path temporary = path;
  temporary += ".part-unfinished-" + std::to_string(number);
  return temporary;
}

/// Whether a name still leads to the file that was opened by it.
bool is_still(const fs::path& path, const FileDescriptor& file) {
  struct stat named {};
  struct stat opened {};
  return lstat(path.c_str(), &named) == 0 && fstat(file.number(), &opened) == 0 &&
         named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

/// Removes a temporary file of a process that is no more.
void remove_abandoned(const fs::path& temporary) {
  const FileDescriptor file(
      open(temporary.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat status {};
  if (!file.is_open() || fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  if (take_lock(file) == LockOwner::kUs && is_still(temporary, file)) unlink(temporary.c_str());
}

}  // namespace

bool is_standard_output(const fs::path& path) {
  struct stat named {};
  struct stat output {};
  return stat(path.c_str(), &named) == 0 && fstat(STDOUT_FILENO, &output) == 0 &&
         named.st_dev == output.st_dev && named.st_ino == output.st_ino;
}

FileWriter::FileWriter(fs::path path) : path_(std::move(path)), target_(path_) {
  struct stat status {};
  const bool exists = stat(path_.c_str(), &status) == 0;
  if (!exists && errno != ENOENT) fail(errno);
  if (exists && S_ISDIR(status.st_mode)) fail(EISDIR);
  const bool is_output = is_standard_output(path_);
  if (is_output || (exists && !S_ISREG(status.st_mode))) {
    open_as_it_is(is_output);
  } else {
    open_temporary();
  }
}

/// Standard output may be a socket, or a terminal that cannot be opened again.
void FileWriter::open_as_it_is(bool is_standard_output) {
  FileDescriptor file(
      is_standard_output ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)
                         : open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (!file.is_open()) fail(errno);
  file_.reset(fdopen(file.number(), "wb"));
  if (!file_) fail(errno);
  (void)file.release();
}

void FileWriter::open_temporary() {
  std::error_code problem;
  target_ = link_target(path_, problem);
  if (problem) fail(problem.value());
  constexpr int kAtOnce = 3;  // processes that write the same name: rarely more than one
  for (int number = 1; number <= kAtOnce; ++number) {
    remove_abandoned(temporary_beside(target_, number));
  }
  const auto lock = Unfinished::of_this_process().lock();
  for (int number = 1; !file_; ++number) {
    const fs::path temporary = temporary_beside(target_, number);
    // O_EXCL also follows no link.
    FileDescriptor file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.is_open() && errno == EEXIST) continue;
    if (!file.is_open()) fail(errno);
    lock_ = FileDescriptor(fcntl(file.number(), F_DUPFD_CLOEXEC, 0));
    // Another process may have taken the file for an abandoned one just before it was locked.
    if (take_lock(file) == LockOwner::kAnother || !is_still(temporary, file)) continue;
    file_.reset(fdopen(file.number(), "wb"));
    if (!file_) {
      const int error = errno;
      unlink(temporary.c_str());
      fail(error);
    }
    (void)file.release();
    try {
      temporary_ = temporary;
      Unfinished::of_this_process().add(temporary_, Unfinished::Kind::kFile);
    } catch (...) {  // there may be no memory
      unlink(temporary.c_str());
      throw;
    }
  }
}

FileWriter::~FileWriter() {
  file_.reset();
  remove_temporary();
}

void FileWriter::remove_temporary() {
  if (temporary_.empty()) return;
  const auto lock = Unfinished::of_this_process().lock();
  std::error_code ignored;
  fs::remove(temporary_, ignored);
  Unfinished::of_this_process().forget(temporary_);
}

void FileWriter::write(std::span<const std::byte> bytes) {
  errno = 0;
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) fail(errno);
}

void FileWriter::write(std::string_view text) { write(std::as_bytes(std::span(text))); }

void FileWriter::finish() {
  errno = 0;
  if (std::fclose(file_.release()) != 0) fail(errno);  // a full disk may show only here
  if (temporary_.empty()) return;
  const auto lock = Unfinished::of_this_process().lock();
  std::error_code error;
  fs::rename(temporary_, target_, error);
  if (error) fail(error.value());
  Unfinished::of_this_process().forget(temporary_);
  temporary_.clear();
}

void FileWriter::fail(int error) const {
  const std::string message =
      path_.string() + ": cannot be written: " + std::generic_category().message(error);
  if (error == EPIPE) throw ReaderGone(message);
  throw std::runtime_error(message);
}

void write_file(const fs::path& path, std::span<const std::byte> bytes) {
  FileWriter file(path);
  file.write(bytes);
  file.finish();
}

void write_file(const fs::path& path, std::string_view text) {
  write_file(path, std::as_bytes(std::span(text)));
}

}  // namespace segnoise::storage

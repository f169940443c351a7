#pragma once

#include <utility>

namespace segnoise::storage {

/// A file that the system has open for this process, closed at the end.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  /// @param number  as open() returns it: negative for none
  explicit FileDescriptor(int number) : number_(number) {}
  ~FileDescriptor();
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }
  /// Hands it to one who will close it.
  [[nodiscard]] int release() { return std::exchange(number_, -1); }

 private:
  int number_ = -1;
};

/// Whose the lock of a file is, which tells the living from the dead: the system takes it back when
/// a process ends, however it ends.
enum class LockOwner {
  kUs,
  kAnother,
  kUnknown,  ///< the file system has no locks
};

/// The file in an unfinished folder whose lock its maker holds.
inline constexpr const char* kFolderLock = "lock";

/// Takes the lock of a file or folder (flock), without waiting; it is held until the file is
/// closed.
[[nodiscard]] LockOwner take_lock(const FileDescriptor& file);

}  // namespace segnoise::storage

#pragma once

#include "storage/file_descriptor.h"

#include <filesystem>

namespace segnoise::storage {

/// A folder in which something long is made by one process at a time: it keeps what is there when
/// the process ends early, however it ends, and gets its name when all is there.
///
/// Files are written into NAME.unfinished, which finish() renames to NAME. Only one process at a
/// time has it, by a lock that the system takes back when the process ends; so two that are told to
/// make the same do not spoil each other's work.
class WorkFolder {
 public:
  /// Takes up the work where it was left, or begins it; parents are made.
  ///
  /// @param name  must not be a file
  /// @throws std::runtime_error  naming the folder: if another process has it, still after ten
  ///   seconds, or it cannot be made
  explicit WorkFolder(std::filesystem::path name);
  ~WorkFolder() = default;
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  WorkFolder(WorkFolder&&) = delete;
  WorkFolder& operator=(WorkFolder&&) = delete;

  /// Whether all is there already: nothing is left to do, and finish() must not be called.
  [[nodiscard]] bool is_complete() const { return is_complete_; }

  /// Where to write until finish().
  [[nodiscard]] const std::filesystem::path& unfinished() const { return unfinished_; }

  /// Removes temporary files that a process that was killed has left, and gives the folder its
  /// name.
  /// @throws std::runtime_error  naming the folder
  void finish();

 private:
  [[nodiscard]] bool lock();

  std::filesystem::path name_;
  std::filesystem::path unfinished_;
  FileDescriptor lock_;
  bool is_complete_ = false;
};

/// Where a WorkFolder of that name does its work.
[[nodiscard]] std::filesystem::path unfinished_name(std::filesystem::path name);

}  // namespace segnoise::storage

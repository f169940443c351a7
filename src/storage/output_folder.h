#pragma once

#include "storage/file_descriptor.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace segnoise::storage {

/// A folder of results that appears under its name only when all of it is there.
///
/// Files are written into a folder beside it, which finish() renames. If that never happens,
/// because of an error or Ctrl-C, the files are removed again, and nothing exists under the final
/// name. What a process that was killed has left, the next that makes a folder of the same name
/// removes; that of a process that lives, which holds the lock of a file "lock" in it, is not
/// touched.
class OutputFolder {
 public:
  /// @param final_path  must not exist, or be an empty folder; parents are made
  /// @throws std::runtime_error  if it holds something, or cannot be made; the message names it
  explicit OutputFolder(std::filesystem::path final_path);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  /// Where to write until finish().
  [[nodiscard]] const std::filesystem::path& unfinished() const { return unfinished_; }
  [[nodiscard]] const std::filesystem::path& final_path() const { return final_; }

  /// Gives the folder its name.
  /// @throws std::runtime_error  if that fails; the message names both folders
  void finish();

 private:
  void make_parents(std::error_code& problem);
  /// @return  whether it is this process's now
  [[nodiscard]] bool take(const std::filesystem::path& name, std::error_code& problem);
  void remove_all();
  void forget();

  std::filesystem::path final_;
  std::filesystem::path unfinished_;
  FileDescriptor lock_;
  std::vector<std::filesystem::path> made_parents_;  ///< innermost first
  bool finished_ = false;
};

/// A folder and its parents, where they are missing.
/// @throws std::runtime_error  naming the folder and the system's reason
void make_folders(const std::filesystem::path& folder);

/// The first of base, base-2, base-3, ... that does not exist, each with an extension, if any.
[[nodiscard]] std::filesystem::path free_name(
    const std::filesystem::path& base, const std::string& extension = "");

}  // namespace segnoise::storage

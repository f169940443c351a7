#pragma once

#include <filesystem>
#include <vector>

namespace segnoise {

/// A folder of results that appears under its name only when all of it is there.
///
/// Files are written into a folder beside it, which finish() renames. If that never happens,
/// because of an error or Ctrl-C, the files are removed again, and nothing exists under the final
/// name.
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
  std::filesystem::path final_;
  std::filesystem::path unfinished_;
  std::vector<std::filesystem::path> made_parents_;  ///< innermost first
  bool finished_ = false;
};

/// The first of base, base-2, base-3, ... that does not exist.
[[nodiscard]] std::filesystem::path free_name(const std::filesystem::path& base);

}  // namespace segnoise

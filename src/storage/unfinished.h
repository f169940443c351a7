#pragma once

#include <filesystem>
#include <mutex>
#include <vector>

namespace segnoise::storage {

/// What this process has made on the disk and not finished yet, so that it can be removed from
/// another thread, when the one that makes it does not come to do so in time.
///
/// Whoever makes, names or removes such a thing holds the lock meanwhile.
class Unfinished {
 public:
  enum class Kind { kFile, kFolder, kFolderIfEmpty };

  /// The list of this process; it is never destroyed.
  [[nodiscard]] static Unfinished& of_this_process();

  [[nodiscard]] std::unique_lock<std::timed_mutex> lock() { return std::unique_lock(mutex_); }

  /// While the lock is held.
  void add(const std::filesystem::path& path, Kind kind);
  void forget(const std::filesystem::path& path) noexcept;  ///< as it was added

  /// Removes all of it, the latest first, and lets nothing be made any more: whoever wants the lock
  /// from now on waits for ever. For the end of the process.
  void remove_all() noexcept;

 private:
  struct Entry {
    std::filesystem::path added;
    std::filesystem::path path;  ///< from the root
    Kind kind;
  };
  std::timed_mutex mutex_;
  std::vector<Entry> entries_;
};

}  // namespace segnoise::storage

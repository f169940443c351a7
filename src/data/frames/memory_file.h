#pragma once

#include "storage/file_descriptor.h"

#include <cstddef>
#include <exception>
#include <filesystem>
#include <span>
#include <string>
#include <utility>

namespace segnoise::frames {

/// ITK cannot be given a file: what is wrong is this machine's temporary folder, and no image.
class NoFileForItk : public std::exception {
 public:
  explicit NoFileForItk(std::string message) : message_(std::move(message)) {}
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

/// A file in memory with a name on the disk, for a library that opens files and looks at the ends
/// of their names: a link in the system's temporary folder, as long as this lives.
///
/// The link leads to /proc/PROCESS/fd/NUMBER, so that one which a killed process has left leads
/// nowhere; the next process to make such a file removes it.
class MemoryFile {
 public:
  /// @param extension  of its name: ".nii"
  /// @throws NoFileForItk  if the link cannot be made
  explicit MemoryFile(const std::string& extension);
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  MemoryFile(MemoryFile&&) = delete;
  MemoryFile& operator=(MemoryFile&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// @throws NoFileForItk  if there is no memory for it
  void append(std::span<const std::byte> bytes);

  /// All that was written into it, through this or through its name.
  /// @throws NoFileForItk  if it cannot be read
  [[nodiscard]] std::string content() const;

 private:
  [[noreturn]] void fail(int error) const;

  storage::FileDescriptor file_;
  std::filesystem::path path_;
};

/// Removes links of MemoryFile that lead nowhere, if they are older than a minute: /proc may be
/// that of a container, in which the processes of another are not seen.
void remove_abandoned_links(const std::filesystem::path& folder) noexcept;

}  // namespace segnoise::frames

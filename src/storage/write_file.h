#pragma once

#include "storage/file_descriptor.h"

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string_view>

namespace segnoise::storage {

/// A pipe into which a file was to be written has no reader any more, as after "| head".
class ReaderGone : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A file that grows piece by piece, and appears under its name only when all of it is there.
///
/// Pieces go to a temporary name beside it, which finish() renames; a file of that name is
/// replaced. If finish() is never called, or fails, nothing is left behind. What a process that was
/// killed has left, the next that writes a file of the same name removes; that of a process that
/// lives is not touched.
///
/// A link is followed: the file that it leads to is replaced, or made. A device, a pipe, and
/// whatever standard output is ("/dev/stdout") are written to as they are.
class FileWriter {
 public:
  /// @param path  its folder must exist
  /// @throws std::runtime_error  one line that names the file and the system's reason: no
  ///   permission, no such folder, a folder of that name
  explicit FileWriter(std::filesystem::path path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  FileWriter(FileWriter&&) = delete;
  FileWriter& operator=(FileWriter&&) = delete;

  /// @throws std::runtime_error  as the constructor does: no space left
  /// @throws ReaderGone          naming the file
  void write(std::span<const std::byte> bytes);
  void write(std::string_view text);

  /// To be called once, after the last piece.
  /// @throws as write() does
  void finish();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  void open_as_it_is(bool is_standard_output);
  void open_temporary();
  void remove_temporary();
  [[noreturn]] void fail(int error) const;

  std::filesystem::path path_;
  std::filesystem::path target_;     ///< path_, or what it leads to
  std::filesystem::path temporary_;  ///< "" for what is written to as it is
  std::unique_ptr<std::FILE, Close> file_;
  FileDescriptor lock_;  ///< of the temporary file: until it has its name
};

/// Writes a file whole or not at all, as FileWriter does.
/// @throws as FileWriter does
void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes);
void write_file(const std::filesystem::path& path, std::string_view text);

/// Whether a path leads to where standard output goes.
[[nodiscard]] bool is_standard_output(const std::filesystem::path& path);

}  // namespace segnoise::storage

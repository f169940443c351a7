#pragma once

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace segnoise {

/// A file that grows piece by piece, and appears under its name only when all of it is there.
///
/// Pieces go to a temporary name beside it, which finish() renames; a file of that name is
/// replaced. If finish() is never called, or fails, nothing is left behind.
class FileWriter {
 public:
  /// @param path  its folder must exist
  /// @throws std::runtime_error  one line that names the file and the system's reason: no
  ///   permission, no such folder
  explicit FileWriter(std::filesystem::path path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  FileWriter(FileWriter&&) = delete;
  FileWriter& operator=(FileWriter&&) = delete;

  /// @throws std::runtime_error  as the constructor does: no space left
  void write(std::span<const std::byte> bytes);
  void write(std::string_view text);

  /// To be called once, after the last piece.
  /// @throws std::runtime_error  as the constructor does: no space left, a folder of that name
  void finish();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  [[noreturn]] void fail(int error) const;

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  std::unique_ptr<std::FILE, Close> file_;
  bool is_finished_ = false;
};

/// Writes a file whole or not at all, as FileWriter does.
/// @throws std::runtime_error  as FileWriter does
void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes);
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace segnoise

#pragma once

#include "storage/file_descriptor.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>

namespace segnoise::storage {

/// A file that is open to be read.
struct RegularFile {
  FileDescriptor descriptor = {};
  std::uintmax_t size_bytes = 0;
};

/// The door through which files are read: nothing but regular files, and links to them, come in. A
/// pipe would wait for a writer, and a device may never end.
///
/// @throws std::runtime_error  "PATH: is a named pipe, expected a file", or the system's reason
[[nodiscard]] RegularFile open_to_read(const std::filesystem::path& path);

/// What a path leads to, where that is neither a file nor nothing: "a folder", "a named pipe", "a
/// socket", "a device".
[[nodiscard]] std::optional<std::string> kind_of_no_file(const std::filesystem::path& path);

inline constexpr std::uintmax_t kAnySize = std::numeric_limits<std::uintmax_t>::max();

/// All bytes of a file.
/// @throws std::runtime_error  as open_to_read() does; if it is larger than most_bytes; or if it
///   cannot be read to its end
[[nodiscard]] std::string read_file(
    const std::filesystem::path& path, std::uintmax_t most_bytes = kAnySize);

/// All bytes of a file that was opened.
[[nodiscard]] std::string read_file(
    const RegularFile& file,
    const std::filesystem::path& path,
    std::uintmax_t most_bytes = kAnySize);

}  // namespace segnoise::storage

#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

namespace segnoise {

/// Writes a file whole or not at all: under a temporary name beside it, which is then renamed.
///
/// A file of that name is replaced. The folder must exist.
///
/// @throws std::runtime_error  one line that names the file and the system's reason: no space left,
///   no permission, no such folder. Nothing is left behind then.
void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes);
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace segnoise

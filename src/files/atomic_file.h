#pragma once

#include <filesystem>
#include <string_view>

namespace segnoise {

/// Writes a file that is either complete or not there: under a temporary name beside it, then
/// renamed. A file that was there before is replaced only by a complete one.
///
/// @throws std::runtime_error  naming the file and the system's reason if it cannot be written
void write_atomically(const std::filesystem::path& path, std::string_view content);

}  // namespace segnoise

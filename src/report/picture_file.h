#pragma once

#include "report/picture.h"

#include <filesystem>

namespace segnoise {

/// Reads a photograph: JPEG or PNG, of colours or greys of 8 or 16 bits; opacity is left out.
///
/// @param expected  its size; a file of another one is not decoded
/// @throws std::runtime_error  "PATH: is damaged", or the like: if there is no such file, if it is
/// neither a JPEG
///                             nor a PNG, damaged, cut off, of another size, or in colours for
///                             print
[[nodiscard]] Picture read_picture(const std::filesystem::path& path, Size expected);

}  // namespace segnoise

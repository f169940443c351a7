#pragma once

#include "show/pictures/picture.h"

#include <filesystem>

namespace segnoise::pictures {

/// Reads a photograph: JPEG or PNG, of colours or greys of 8 or 16 bits; opacity is left out.
///
/// @param expected  its size; a file whose header states another one, or more than
///                  kMostFramePixels, is not decoded
/// @throws std::runtime_error  "PATH: is damaged", or the like: no such file, neither a JPEG nor a
///                             PNG, cut off, of another size, in colours for print (CMYK)
[[nodiscard]] Picture read_picture(const std::filesystem::path& path, shape::Size expected);

}  // namespace segnoise::pictures

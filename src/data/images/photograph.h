#pragma once

#include "core/shape/raster.h"
#include "core/shape/rgb.h"

#include <filesystem>
#include <string_view>

namespace segnoise::images {

using Photograph = shape::Raster<shape::Rgb>;

/// Decodes a photograph: JPEG or PNG, of colours, a palette or greys, of 1 to 16 bits; those of 16
/// are rounded to 8.
///
/// Pixels are where the file stores them, as annotations are: an orientation (EXIF) is passed over,
/// as are opacity, gamma and colour profiles.
///
/// @param bytes     of the whole file
/// @param expected  its size; a file whose header states another one, or more than
///                  kMostFramePixels, is not decoded
/// @throws std::runtime_error  what is wrong, to follow the file's name, such as "is a damaged
/// PNG":
///                             neither a JPEG nor a PNG, cut off, of another size, in colours for
///                             print (CMYK)
[[nodiscard]] Photograph decode_photograph(std::string_view bytes, shape::Size expected);

/// The same of a file.
/// @throws std::runtime_error  "PATH: is a damaged PNG", or the like; or the file cannot be read
[[nodiscard]] Photograph read_photograph(const std::filesystem::path& path, shape::Size expected);

}  // namespace segnoise::images

#pragma once

#include "core/shape/raster.h"
#include "core/shape/rgb.h"

#include <string_view>

namespace segnoise::images {

/// Whether bytes begin as a JPEG file does.
[[nodiscard]] bool is_jpeg(std::string_view bytes);

/// Decodes a JPEG file of greys or colours; its orientation (EXIF) is passed over.
///
/// @param bytes     of the whole file
/// @param expected  its size; if the header states another one, nothing is decoded
/// @throws ImageError  if it is damaged (whatever libjpeg warns of is), of another size, or in
///                     colours for print (CMYK)
[[nodiscard]] shape::Raster<shape::Rgb> decode_jpeg(std::string_view bytes, shape::Size expected);

}  // namespace segnoise::images

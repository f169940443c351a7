#pragma once

#include "show/pictures/picture.h"

#include <string>

namespace segnoise::pictures {

/// The bytes of a PNG file of a picture, which is made to be shown at half size: two pixels for
/// each point of the page.
///
/// @throws std::invalid_argument  if the picture has no pixel
/// @throws std::runtime_error     if the encoder fails
[[nodiscard]] std::string png_bytes(const Picture& picture);

/// The bytes of a JPEG file, likewise: a fraction of a PNG's where the picture shows echo frames,
/// for reports that hold many.
[[nodiscard]] std::string jpeg_bytes(const Picture& picture);

}  // namespace segnoise::pictures

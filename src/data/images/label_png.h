#pragma once

#include "core/shape/raster.h"

#include <cstdint>
#include <filesystem>

namespace segnoise::images {

/// The numbers that a PNG of labels stores, one per pixel.
using PixelValues = shape::Raster<std::uint32_t>;

/// The grey of each pixel as it is stored, 8 or 16 bits: labels, so that nothing is scaled or
/// corrected, whatever gamma the file states.
///
/// @throws std::runtime_error  one line that names the file: it cannot be read, is no PNG, cut off
///                             or damaged (each part has a checksum), of more than
///                             kMostFramePixels, or its pixels are of another kind, with what they
///                             are and what was expected
[[nodiscard]] PixelValues read_grey_png(const std::filesystem::path& path);

/// The colour of each pixel, of 8 bits a channel, as red * 65536 + green * 256 + blue. A palette
/// counts for the colours that it holds; transparency is passed over.
/// @throws std::runtime_error  as read_grey_png() does
[[nodiscard]] PixelValues read_colour_png(const std::filesystem::path& path);

/// The size that a PNG's header states; nothing is decoded.
/// @throws std::runtime_error  naming the file: it cannot be read, or is no PNG
[[nodiscard]] shape::Size png_size(const std::filesystem::path& path);

}  // namespace segnoise::images

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace segnoise::page {

/// What the first bytes of a picture's file tell.
struct PictureHeader {
  std::string_view media_type = {};  ///< "image/png", "image/jpeg"
  std::uint32_t width_px = 0;
  std::uint32_t height_px = 0;
};

/// @param file  bytes of a PNG file, or of a JPEG file up to its frame header at least
/// @return      nothing if it is neither
[[nodiscard]] std::optional<PictureHeader> picture_header(std::string_view file);

}  // namespace segnoise::page

#pragma once

#include "report/picture.h"

#include <filesystem>
#include <string>

namespace segnoise {

/// The bytes of a PNG file of a picture, which is made to be shown at half size: two pixels for
/// each point of the page.
///
/// @throws std::invalid_argument  if the picture has no pixel
/// @throws std::runtime_error     if the encoder fails
[[nodiscard]] std::string png_bytes(const Picture& picture);

/// Writes a whole file: under a temporary name beside it, then renamed, so that no reader sees a
/// part.
/// @throws std::runtime_error  naming the path, if it cannot be written; nothing is left behind
void write_whole_file(const std::filesystem::path& path, const std::string& bytes);

}  // namespace segnoise

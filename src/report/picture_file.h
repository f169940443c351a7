#pragma once

#include "report/picture.h"

#include <cstddef>
#include <filesystem>

namespace segnoise {

/// The most pixels of a picture that is decoded; a header may claim any number.
inline constexpr std::size_t kMostPicturePixels = std::size_t{1} << 28U;

/// Reads a photograph: JPEG or PNG, of colours or greys of 8 or 16 bits; opacity is left out.
///
/// @param expected  its size; a file whose header states another one, or more than
///                  kMostPicturePixels, is not decoded
/// @throws std::runtime_error  "PATH: is damaged", or the like: no such file, neither a JPEG nor a
///                             PNG, cut off, of another size, in colours for print (CMYK)
[[nodiscard]] Picture read_picture(const std::filesystem::path& path, Size expected);

}  // namespace segnoise

#pragma once

#include "core/shape/geometry.h"
#include "storage/mapped_file.h"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace segnoise::images {

/// What is wrong with the bytes of an image, to follow its name: "is no PNG".
class ImageError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// @throws ImageError  if an image has more than kMostFramePixels
inline void require_few_pixels(shape::Size size) {
  if (size.pixel_count() <= shape::kMostFramePixels) return;
  throw ImageError(
      "is " + shape::size_text(size) + ", more than the " +
      std::to_string(shape::kMostFramePixels) + " pixels that are read");
}

/// @throws ImageError  if an image is of another size than expected, or has too many pixels
inline void require_size(shape::Size size, shape::Size expected) {
  if (size != expected) {
    throw ImageError("is " + shape::size_text(size) + ", not " + shape::size_text(expected));
  }
  require_few_pixels(size);
}

/// What a function makes of the bytes of a file.
/// @throws std::runtime_error  "PATH: " and what is wrong: with the file, or as ImageError
template <class Decode>
auto decoded_file(const std::filesystem::path& path, const Decode& decode) {
  const storage::MappedFile file(path);
  try {
    return decode(file.bytes());
  } catch (const ImageError& error) {
    throw std::runtime_error(path.string() + ": " + error.what());
  }
}

}  // namespace segnoise::images

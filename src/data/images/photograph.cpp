#include "data/images/photograph.h"

#include "data/images/image_error.h"
#include "data/images/jpeg_reader.h"
#include "data/images/png_reader.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace segnoise::images {
namespace {

std::uint8_t from_16_bits(const std::uint8_t* bytes) {
  constexpr double kTo8 = 255.0 / 65535.0;
  return static_cast<std::uint8_t>(std::lround(kTo8 * (bytes[0] * 256 + bytes[1])));
}

Photograph decode_png(std::string_view bytes, shape::Size expected) {
  PngReader reader(bytes);
  require_size(reader.size(), expected);
  reader.expand();
  const PngRows rows = reader.read();
  const bool is_wide = reader.bit_depth() == 16;
  const std::size_t sample = is_wide ? 2 : 1;
  const bool is_grey = rows.channels == 1;
  Photograph picture({.size = rows.size});
  const std::uint8_t* at = rows.bytes.data();
  for (shape::Rgb& pixel : picture.pixels()) {
    const auto level = [&](std::size_t channel) {
      const std::uint8_t* stored = at + channel * sample;
      return is_wide ? from_16_bits(stored) : *stored;
    };
    pixel = {level(0), level(is_grey ? 0 : 1), level(is_grey ? 0 : 2)};
    at += rows.channels * sample;
  }
  return picture;
}

}  // namespace

Photograph decode_photograph(std::string_view bytes, shape::Size expected) {
  if (is_jpeg(bytes)) return decode_jpeg(bytes, expected);
  if (is_png(bytes)) return decode_png(bytes, expected);
  throw ImageError("is neither a JPEG nor a PNG picture");
}

Photograph read_photograph(const std::filesystem::path& path, shape::Size expected) {
  return decoded_file(
      path, [&](std::string_view bytes) { return decode_photograph(bytes, expected); });
}

}  // namespace segnoise::images

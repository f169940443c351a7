#include "data/images/label_png.h"

#include "data/images/image_error.h"
#include "data/images/png_reader.h"

#include <string>
#include <string_view>

namespace segnoise::images {
namespace {

std::string kind_of(const PngReader& reader) {
  const std::string bits = std::to_string(reader.bit_depth()) + " bits of ";
  switch (reader.colour_type()) {
    case PNG_COLOR_TYPE_GRAY:
      return bits + "grey";
    case PNG_COLOR_TYPE_GRAY_ALPHA:
      return bits + "grey with transparency";
    case PNG_COLOR_TYPE_PALETTE:
      return "a palette";
    default:
      return bits + "red, green and blue";
  }
}

PixelValues greys_of(std::string_view bytes) {
  PngReader reader(bytes);
  const bool is_wide = reader.bit_depth() == 16;
  if (reader.colour_type() != PNG_COLOR_TYPE_GRAY || (reader.bit_depth() != 8 && !is_wide)) {
    throw ImageError("has pixels of " + kind_of(reader) + ", expected 8 or 16 bits of grey");
  }
  const PngRows rows = reader.read();
  PixelValues values({.size = rows.size});
  const std::uint8_t* byte = rows.bytes.data();
  for (std::uint32_t& value : values.pixels()) {
    value = *byte++;
    if (is_wide) value = value << 8U | *byte++;
  }
  return values;
}

PixelValues colours_of(std::string_view bytes) {
  PngReader reader(bytes);
  const bool is_grey = (reader.colour_type() & PNG_COLOR_MASK_COLOR) == 0;
  if (is_grey || reader.bit_depth() > 8) {
    throw ImageError(
        "has pixels of " + kind_of(reader) + ", expected 8 bits of red, green and blue");
  }
  reader.expand();
  const PngRows rows = reader.read();
  PixelValues values({.size = rows.size});
  const std::uint8_t* byte = rows.bytes.data();
  for (std::uint32_t& value : values.pixels()) {
    value = std::uint32_t{byte[0]} << 16U | std::uint32_t{byte[1]} << 8U | byte[2];
    byte += 3;
  }
  return values;
}

}  // namespace

PixelValues read_grey_png(const std::filesystem::path& path) {
  return decoded_file(path, greys_of);
}

PixelValues read_colour_png(const std::filesystem::path& path) {
  return decoded_file(path, colours_of);
}

shape::Size png_size(const std::filesystem::path& path) {
  return decoded_file(path, [](std::string_view bytes) { return PngReader(bytes).size(); });
}

}  // namespace segnoise::images

#pragma once

#include "data/images/label_png.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <png.h>
#include <string>
#include <vector>

/// PNG files of labels, as data sets hold them.
namespace segnoise::testing {

/// How the pixels of a PNG are stored.
struct PngLayout {
  int colour_type = PNG_COLOR_TYPE_GRAY;
  int bit_depth = 8;
  bool is_interlaced = false;
  std::vector<png_color> palette = {};
};

/// Bytes of a PNG file. Programming errors end the process.
/// @param rows  packed as the layout says, 16 bits with the high byte first
[[nodiscard]] inline std::string png_of_rows(
    shape::Size size, const PngLayout& layout, const std::vector<std::vector<png_byte>>& rows) {
  std::string file;
  png_structp png = png_create_write_struct(
      PNG_LIBPNG_VER_STRING, nullptr, [](png_structp, png_const_charp) { std::abort(); }, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(
      png,
      &file,
      [](png_structp writer, png_bytep bytes, std::size_t count) {
        static_cast<std::string*>(png_get_io_ptr(writer))
            ->append(reinterpret_cast<const char*>(bytes), count);
      },
      nullptr);
  png_set_IHDR(
      png,
      info,
      static_cast<png_uint_32>(size.width),
      static_cast<png_uint_32>(size.height),
      layout.bit_depth,
      layout.colour_type,
      layout.is_interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
      PNG_COMPRESSION_TYPE_DEFAULT,
      PNG_FILTER_TYPE_DEFAULT);
  if (!layout.palette.empty()) {
    png_set_PLTE(png, info, layout.palette.data(), static_cast<int>(layout.palette.size()));
  }
  png_write_info(png, info);
  std::vector<png_bytep> begins;
  for (const auto& row : rows) begins.push_back(const_cast<png_bytep>(row.data()));
  if (layout.is_interlaced) png_set_interlace_handling(png);
  png_write_image(png, begins.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return file;
}

/// Rows whose pixels are the lowest bytes of the values, the highest of them first.
[[nodiscard]] inline std::vector<std::vector<png_byte>> rows_of_bytes(
    const images::PixelValues& values, int bytes_per_pixel) {
  std::vector<std::vector<png_byte>> rows(static_cast<std::size_t>(values.height()));
  for (int y = 0; y < values.height(); ++y) {
    for (const std::uint32_t value : values.row(y)) {
      for (int byte = bytes_per_pixel - 1; byte >= 0; --byte) {
        rows[static_cast<std::size_t>(y)].push_back(static_cast<png_byte>(value >> (8 * byte)));
      }
    }
  }
  return rows;
}

/// As Cityscapes' instanceIds.png.
[[nodiscard]] inline std::string grey16_png(const images::PixelValues& values) {
  return png_of_rows(
      values.size(),
      {.colour_type = PNG_COLOR_TYPE_GRAY, .bit_depth = 16},
      rows_of_bytes(values, 2));
}

/// As VIPER's inst: red is the highest byte.
[[nodiscard]] inline std::string colour_png(const images::PixelValues& values) {
  return png_of_rows(values.size(), {.colour_type = PNG_COLOR_TYPE_RGB}, rows_of_bytes(values, 3));
}

}  // namespace segnoise::testing

#include "data/images/png_reader.h"

#include "data/images/image_error.h"

#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <new>
#include <string>

namespace segnoise::images {

bool is_png(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n\x1a\n"); }

PngReader::PngReader(std::string_view bytes) : bytes_(bytes) {
  if (!is_png(bytes)) throw ImageError("is no PNG");
  png_set_read_fn(handles_.png, this, give_bytes);
  png_set_crc_action(handles_.png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  guarded([&] { png_read_info(handles_.png, handles_.info); });
}

void PngReader::expand() {
  guarded([&] {
    if (colour_type() == PNG_COLOR_TYPE_PALETTE) {
      png_set_packing(handles_.png);  // a byte a pixel, for coloured()
      looks_up_colours_ = true;
      return;
    }
    if (colour_type() == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(handles_.png);
    png_set_strip_alpha(handles_.png);
  });
}

PngRows PngReader::read() {
  require_enough_bytes();
  auto* const png = handles_.png;
  auto* const info = handles_.info;
  guarded([&] {
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
  });
  PngRows rows{
      .size = size(),
      .channels = png_get_channels(png, info),
      .bytes_per_row = png_get_rowbytes(png, info)};
  rows.bytes.resize(rows.bytes_per_row * static_cast<std::size_t>(rows.size.height));
  std::vector<png_bytep> begins;
  for (std::size_t at = 0; at < rows.bytes.size(); at += rows.bytes_per_row) {
    begins.push_back(rows.bytes.data() + at);
  }
  guarded([&] {
    png_read_image(png, begins.data());
    png_read_end(png, nullptr);
  });
  return looks_up_colours_ ? coloured(rows) : rows;
}

PngReader::Handles::Handles(PngReader* reader)
    : png(png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, keep_error, pass_over)) {
  if (png != nullptr) info = png_create_info_struct(png);
  if (info != nullptr) return;
  png_destroy_read_struct(&png, nullptr, nullptr);
  throw std::bad_alloc();
}

template <class Call>
void PngReader::guarded(const Call& call) {
  if (setjmp(png_jmpbuf(handles_.png)) == 0) {
    call();
    return;
  }
  throw ImageError(std::string("is a damaged PNG: ") + message_.data());
}

void PngReader::keep_error(png_structp png, png_const_charp message) {
  auto& kept = static_cast<PngReader*>(png_get_error_ptr(png))->message_;
  std::snprintf(kept.data(), kept.size(), "%s", message);
  png_longjmp(png, 1);
}

// What libpng warns of concerns colour profiles and the like.
void PngReader::pass_over(png_structp /*png*/, png_const_charp /*message*/) {}

void PngReader::give_bytes(png_structp png, png_bytep bytes, std::size_t count) {
  auto& reader = *static_cast<PngReader*>(png_get_io_ptr(png));
  const std::string_view rest = reader.bytes_.substr(reader.at_);
  if (rest.size() < count) png_error(png, "the file is cut off");
  std::memcpy(bytes, rest.data(), count);
  reader.at_ += count;
}

// libpng's own way reads colours beyond the palette as black.
PngRows PngReader::coloured(const PngRows& indices) const {
  png_colorp palette = nullptr;
  int colours = 0;
  png_get_PLTE(handles_.png, handles_.info, &palette, &colours);
  PngRows rows{.size = indices.size, .channels = 3, .bytes_per_row = 3 * indices.bytes_per_row};
  rows.bytes.reserve(3 * indices.bytes.size());
  for (const std::uint8_t index : indices.bytes) {
    if (index >= colours) {
      throw ImageError(
          "is a damaged PNG: it has colour " + std::to_string(index) + " of a palette of " +
          std::to_string(colours));
    }
    rows.bytes.insert(
        rows.bytes.end(), {palette[index].red, palette[index].green, palette[index].blue});
  }
  return rows;
}

// A header may claim any size; nothing is allocated for more than the file can hold.
void PngReader::require_enough_bytes() const {
  require_few_pixels(size());
  constexpr std::size_t kMostInflation = 1032;  // of deflate, RFC 1951
  const auto height = static_cast<std::size_t>(size().height);
  const std::size_t bytes = png_get_rowbytes(handles_.png, handles_.info) * height;
  if (bytes / kMostInflation > bytes_.size()) {
    throw ImageError("is a damaged PNG: too short for the size that it states");
  }
}

}  // namespace segnoise::images

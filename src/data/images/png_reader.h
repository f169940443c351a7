#pragma once

#include "core/shape/geometry.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <png.h>
#include <string_view>
#include <vector>

namespace segnoise::images {

/// Whether bytes begin as a PNG file does.
[[nodiscard]] bool is_png(std::string_view bytes);

/// Pixels of a PNG as libpng gives them: rows one after another, channels side by side, of 16 bits
/// the high byte first.
struct PngRows {
  shape::Size size = {};
  std::size_t channels = 0;
  std::size_t bytes_per_row = 0;
  std::vector<std::uint8_t> bytes = {};
};

/// libpng's reader of one file. Every checksum is verified.
///
/// libpng leaves a call that fails by longjmp(), which skips destructors: each call is therefore
/// guarded(), and what it needs to destroy stands outside.
class PngReader {
 public:
  /// Reads the header.
  /// @param bytes  of the whole file; they must outlive this
  /// @throws ImageError  if they are no PNG, or their header is damaged
  explicit PngReader(std::string_view bytes);

  [[nodiscard]] int colour_type() const { return png_get_color_type(handles_.png, handles_.info); }
  [[nodiscard]] int bit_depth() const { return png_get_bit_depth(handles_.png, handles_.info); }

  /// As the header states it.
  [[nodiscard]] shape::Size size() const {
    return {
        static_cast<int>(png_get_image_width(handles_.png, handles_.info)),
        static_cast<int>(png_get_image_height(handles_.png, handles_.info))};
  }

  /// Asks for colours in place of a palette, at least 8 bits of grey, and no transparency.
  void expand();

  /// Everything up to the end of the file, so that a file that is cut off is noticed.
  /// @throws ImageError  if it is damaged, of more than kMostFramePixels, or too short for the size
  ///                     that it states, for which nothing is allocated then
  [[nodiscard]] PngRows read();

 private:
  /// What libpng allocates.
  struct Handles {
    explicit Handles(PngReader* reader);
    ~Handles() { png_destroy_read_struct(&png, &info, nullptr); }
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;
    Handles(Handles&&) = delete;
    Handles& operator=(Handles&&) = delete;

    png_structp png;
    png_infop info = nullptr;
  };

  /// Calls libpng; its error becomes an exception here. The call must not own anything.
  template <class Call>
  void guarded(const Call& call);

  [[noreturn]] static void keep_error(png_structp png, png_const_charp message);
  static void pass_over(png_structp png, png_const_charp message);
  static void give_bytes(png_structp png, png_bytep bytes, std::size_t count);
  /// The colours of the palette in place of their indices.
  [[nodiscard]] PngRows coloured(const PngRows& indices) const;
  void require_enough_bytes() const;

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool looks_up_colours_ = false;
  std::array<char, 128> message_{};
  Handles handles_{this};
};

}  // namespace segnoise::images

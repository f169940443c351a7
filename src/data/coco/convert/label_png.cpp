#include "data/coco/convert/label_png.h"

#include "storage/mapped_file.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <new>
#include <png.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

/// Pixels of a PNG as libpng gives them: rows one after another, channels side by side.
struct Rows {
  shape::Size size;
  std::size_t bytes_per_row = 0;
  std::vector<png_byte> bytes = {};
};

/// libpng's reader of one file. libpng leaves a call that fails by longjmp(), which skips
/// destructors: each call is therefore guarded(), and what it needs to destroy stands outside.
class PngReader {
 public:
  explicit PngReader(const std::filesystem::path& path) : path_(path), file_(path) {
    constexpr std::size_t kSignature = 8;
    std::array<png_byte, kSignature> lead{};
    std::memcpy(lead.data(), file_.bytes().data(), std::min(kSignature, file_.bytes().size()));
    if (png_sig_cmp(lead.data(), 0, kSignature) != 0) fail("this is no PNG");
    png_set_read_fn(handles_.png, this, give_bytes);
    guarded([&] { png_read_info(handles_.png, handles_.info); });
  }

  [[nodiscard]] int colour_type() const { return png_get_color_type(handles_.png, handles_.info); }
  [[nodiscard]] int bit_depth() const { return png_get_bit_depth(handles_.png, handles_.info); }

  /// Asks for red, green and blue of 8 bits.
  void expand_to_rgb() {
    if (colour_type() == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(handles_.png);
    png_set_strip_alpha(handles_.png);
  }

  /// As the header states it.
  [[nodiscard]] shape::Size size() const {
    return {
        static_cast<int>(png_get_image_width(handles_.png, handles_.info)),
        static_cast<int>(png_get_image_height(handles_.png, handles_.info))};
  }

  /// Everything up to the end of the file, so that a file that is cut off is noticed.
  [[nodiscard]] Rows read() {
    require_enough_bytes();
    auto* const png = handles_.png;
    auto* const info = handles_.info;
    guarded([&] {
      png_set_interlace_handling(png);
      png_read_update_info(png, info);
    });
    Rows rows{.size = size(), .bytes_per_row = png_get_rowbytes(png, info)};
    rows.bytes.resize(rows.bytes_per_row * static_cast<std::size_t>(rows.size.height));
    std::vector<png_bytep> begins;
    for (std::size_t at = 0; at < rows.bytes.size(); at += rows.bytes_per_row) {
      begins.push_back(rows.bytes.data() + at);
    }
    guarded([&] {
      png_read_image(png, begins.data());
      png_read_end(png, nullptr);
    });
    return rows;
  }

  [[noreturn]] void fail(const std::string& reason) const {
    throw std::runtime_error(path_.string() + ": " + reason);
  }

 private:
  /// What libpng allocates.
  struct Handles {
    explicit Handles(PngReader* reader)
        : png(png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, keep_error, pass_over)) {
      if (png != nullptr) info = png_create_info_struct(png);
      if (info != nullptr) return;
      png_destroy_read_struct(&png, nullptr, nullptr);
      throw std::bad_alloc();
    }
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
  void guarded(const Call& call) {
    if (setjmp(png_jmpbuf(handles_.png)) == 0) {
      call();
      return;
    }
    fail(std::string("damaged PNG: ") + message_.data());
  }

  [[noreturn]] static void keep_error(png_structp png, png_const_charp message) {
    auto& kept = static_cast<PngReader*>(png_get_error_ptr(png))->message_;
    std::snprintf(kept.data(), kept.size(), "%s", message);
    png_longjmp(png, 1);
  }

  /// What libpng warns of concerns colour profiles and the like.
  static void pass_over(png_structp /*png*/, png_const_charp /*message*/) {}

  static void give_bytes(png_structp png, png_bytep bytes, std::size_t count) {
    auto& reader = *static_cast<PngReader*>(png_get_io_ptr(png));
    const std::string_view rest = reader.file_.bytes().substr(reader.at_);
    if (rest.size() < count) png_error(png, "the file is cut off");
    std::memcpy(bytes, rest.data(), count);
    reader.at_ += count;
  }

  /// A header may claim any size; nothing is allocated for more than the file can hold.
  void require_enough_bytes() const {
    if (size().pixel_count() > shape::kMostFramePixels) {
      fail(
          "its size is " + shape::size_text(size()) + ", more than the " +
          std::to_string(shape::kMostFramePixels) + " pixels that are read");
    }
    constexpr std::size_t kMostInflation = 1032;  // of deflate, RFC 1951
    const auto height = static_cast<std::size_t>(size().height);
    const std::size_t bytes = png_get_rowbytes(handles_.png, handles_.info) * height;
    if (bytes / kMostInflation > file_.bytes().size()) {
      fail("damaged PNG: the file is too short for the size that it states");
    }
  }

  std::filesystem::path path_;
  storage::MappedFile file_;
  std::size_t at_ = 0;
  std::array<char, 128> message_{};
  Handles handles_{this};
};

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

}  // namespace

PixelValues read_grey_png(const std::filesystem::path& path) {
  PngReader reader(path);
  const bool is_wide = reader.bit_depth() == 16;
  if (reader.colour_type() != PNG_COLOR_TYPE_GRAY || (reader.bit_depth() != 8 && !is_wide)) {
    reader.fail("its pixels are " + kind_of(reader) + ", expected 8 or 16 bits of grey");
  }
  const Rows rows = reader.read();
  PixelValues values({.size = rows.size});
  const png_byte* byte = rows.bytes.data();
  for (std::uint32_t& value : values.pixels()) {
    value = *byte++;
    if (is_wide) value = value << 8U | *byte++;
  }
  return values;
}

PixelValues read_colour_png(const std::filesystem::path& path) {
  PngReader reader(path);
  const bool is_grey = (reader.colour_type() & PNG_COLOR_MASK_COLOR) == 0;
  if (is_grey || reader.bit_depth() > 8) {
    reader.fail("its pixels are " + kind_of(reader) + ", expected 8 bits of red, green and blue");
  }
  reader.expand_to_rgb();
  const Rows rows = reader.read();
  PixelValues values({.size = rows.size});
  const png_byte* byte = rows.bytes.data();
  for (std::uint32_t& value : values.pixels()) {
    value = std::uint32_t{byte[0]} << 16U | std::uint32_t{byte[1]} << 8U | byte[2];
    byte += 3;
  }
  return values;
}

shape::Size png_size(const std::filesystem::path& path) { return PngReader(path).size(); }

}  // namespace segnoise::coco

#include "data/images/jpeg_reader.h"

#include "data/images/image_error.h"

#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <jpeglib.h>  // after <cstddef> and <cstdio>, which it needs
#include <string>

namespace segnoise::images {
namespace {

static_assert(sizeof(shape::Rgb) == 3, "a row of them is a row of libjpeg's");

/// libjpeg's decoder of one file. It leaves a call that fails by longjmp(), which skips
/// destructors: each call is therefore guarded(), and what it needs to destroy stands outside.
class JpegReader {
 public:
  /// Reads the header.
  explicit JpegReader(std::string_view bytes) {
    decoder().err = jpeg_std_error(&errors_.base);
    errors_.base.error_exit = keep_error;
    errors_.base.emit_message = refuse_warnings;
    guarded([&] {
      jpeg_create_decompress(&decoder());
      decoder().progress = &progress_;
      progress_.progress_monitor = refuse_many_scans;
      jpeg_mem_src(
          &decoder(),
          reinterpret_cast<const unsigned char*>(bytes.data()),
          static_cast<unsigned long>(bytes.size()));
      jpeg_read_header(&decoder(), TRUE);
    });
  }

  /// As the header states it.
  [[nodiscard]] shape::Size size() const {
    return {
        static_cast<int>(handle_.decoder.image_width),
        static_cast<int>(handle_.decoder.image_height)};
  }

  [[nodiscard]] bool is_for_print() const { return handle_.decoder.num_components == 4; }

  [[nodiscard]] shape::Raster<shape::Rgb> read() {
    shape::Raster<shape::Rgb> pixels({.size = size()});
    guarded([&] {
      decoder().out_color_space = JCS_RGB;
      jpeg_start_decompress(&decoder());
      while (decoder().output_scanline < decoder().output_height) {
        auto* row = reinterpret_cast<JSAMPROW>(
            pixels.row(static_cast<int>(decoder().output_scanline)).data());
        jpeg_read_scanlines(&decoder(), &row, 1);
      }
      jpeg_finish_decompress(&decoder());
    });
    return pixels;
  }

 private:
  struct Errors {
    jpeg_error_mgr base = {};  ///< first: libjpeg knows no more of this
    std::jmp_buf jump = {};
    std::array<char, JMSG_LENGTH_MAX> message = {};
  };

  /// What libjpeg allocates; nothing before it is created.
  struct Handle {
    Handle() = default;
    ~Handle() { jpeg_destroy_decompress(&decoder); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    Handle(Handle&&) = delete;
    Handle& operator=(Handle&&) = delete;

    jpeg_decompress_struct decoder = {};
  };

  [[nodiscard]] jpeg_decompress_struct& decoder() { return handle_.decoder; }

  /// Calls libjpeg; its error becomes an exception here. The call must not own anything.
  template <class Call>
  void guarded(const Call& call) {
    if (setjmp(errors_.jump) == 0) {
      call();
      return;
    }
    throw ImageError(std::string("is a damaged JPEG: ") + errors_.message.data());
  }

  [[noreturn]] static void keep_error(j_common_ptr decoder) {
    auto& errors = *reinterpret_cast<Errors*>(decoder->err);
    errors.base.format_message(decoder, errors.message.data());
    std::longjmp(errors.jump, 1);
  }

  /// Warnings, that data are not what they should be, are below 0; the rest is what libjpeg tells
  /// of its work.
  static void refuse_warnings(j_common_ptr decoder, int level) {
    if (level < 0) keep_error(decoder);
  }

  /// A file that goes over all pixels again and again is to take long, and not to be looked at.
  static void refuse_many_scans(j_common_ptr decoder) {
    constexpr int kMostScans = 100;
    if (reinterpret_cast<j_decompress_ptr>(decoder)->input_scan_number <= kMostScans) return;
    auto& errors = *reinterpret_cast<Errors*>(decoder->err);
    std::snprintf(errors.message.data(), errors.message.size(), "too many scans");
    std::longjmp(errors.jump, 1);
  }

  Errors errors_;
  jpeg_progress_mgr progress_ = {};
  Handle handle_;
};

}  // namespace

bool is_jpeg(std::string_view bytes) { return bytes.starts_with("\xff\xd8\xff"); }

shape::Raster<shape::Rgb> decode_jpeg(std::string_view bytes, shape::Size expected) {
  JpegReader reader(bytes);
  require_size(reader.size(), expected);
  if (reader.is_for_print()) throw ImageError("has colours for print");
  return reader.read();
}

}  // namespace segnoise::images

#pragma once

#include "core/shape/raster.h"
#include "core/shape/rgb.h"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <jpeglib.h>
#include <string>
#include <vector>

/// JPEG files, as cameras and data sets write them.
namespace segnoise::testing {

/// How the pixels of a JPEG are stored.
struct JpegLayout {
  J_COLOR_SPACE stored = JCS_YCbCr;  ///< or JCS_GRAYSCALE, JCS_CMYK
  bool is_progressive = false;
  bool has_scans_by_coefficient = false;  ///< 190 of them, as nobody writes
  int orientation = 0;                    ///< as EXIF has it, 1 to 8; 0 says nothing
};

/// Bytes of a JPEG file. Programming errors end the process.
[[nodiscard]] inline std::string jpeg_of(
    const shape::Raster<shape::Rgb>& picture, const JpegLayout& layout = {}) {
  constexpr int kQuality = 95;
  jpeg_error_mgr errors{};
  jpeg_compress_struct encoder{};
  encoder.err = jpeg_std_error(&errors);
  jpeg_create_compress(&encoder);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&encoder, &bytes, &size);
  const bool is_cmyk = layout.stored == JCS_CMYK;
  encoder.image_width = static_cast<JDIMENSION>(picture.width());
  encoder.image_height = static_cast<JDIMENSION>(picture.height());
  encoder.input_components = is_cmyk ? 4 : 3;
  encoder.in_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
  jpeg_set_defaults(&encoder);
  jpeg_set_colorspace(&encoder, layout.stored);
  jpeg_set_quality(&encoder, kQuality, TRUE);
  if (layout.is_progressive) jpeg_simple_progression(&encoder);
  std::vector<jpeg_scan_info> scans;
  if (layout.has_scans_by_coefficient) {
    scans.push_back({3, {0, 1, 2}, 0, 0, 0, 0});
    for (int coefficient = 1; coefficient < DCTSIZE2; ++coefficient) {
      for (int channel = 0; channel < 3; ++channel) {
        scans.push_back({1, {channel}, coefficient, coefficient, 0, 0});
      }
    }
    encoder.scan_info = scans.data();
    encoder.num_scans = static_cast<int>(scans.size());
  }
  jpeg_start_compress(&encoder, TRUE);
  if (layout.orientation != 0) {
    std::string exif("Exif\0\0MM\0*\0\0\0\x8\0\x1\x1\x12\0\x3\0\0\0\x1\0?\0\0\0\0\0\0", 32);
    exif[25] = static_cast<char>(layout.orientation);
    jpeg_write_marker(
        &encoder,
        JPEG_APP0 + 1,
        reinterpret_cast<const JOCTET*>(exif.data()),
        static_cast<unsigned>(exif.size()));
  }
  for (int y = 0; y < picture.height(); ++y) {
    std::vector<JSAMPLE> samples;
    for (const shape::Rgb pixel : picture.row(y)) {
      samples.insert(samples.end(), {pixel.red, pixel.green, pixel.blue});
      if (is_cmyk) samples.push_back(0);
    }
    JSAMPROW row = samples.data();
    jpeg_write_scanlines(&encoder, &row, 1);
  }
  jpeg_finish_compress(&encoder);
  jpeg_destroy_compress(&encoder);
  std::string file(reinterpret_cast<const char*>(bytes), size);
  std::free(bytes);
  return file;
}

}  // namespace segnoise::testing

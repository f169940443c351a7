#include "show/page/picture_header.h"

#include <cstddef>

namespace segnoise::page {
namespace {

constexpr std::string_view kPngSignature("\x89PNG\r\n\x1a\n", 8);
constexpr std::string_view kJpegSignature("\xFF\xD8\xFF", 3);

// A number of so many bytes, the most significant first.
std::uint32_t number(std::string_view file, std::size_t at, std::size_t bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) {
    value = value << 8U | static_cast<unsigned char>(file[at + i]);
  }
  return value;
}

std::optional<PictureHeader> png_header(std::string_view file) {
  constexpr std::size_t kWidthAt = 16;
  constexpr std::size_t kHeightAt = 20;
  constexpr std::size_t kHeaderBytes = 24;
  if (file.size() < kHeaderBytes) return std::nullopt;
  return PictureHeader{"image/png", number(file, kWidthAt, 4), number(file, kHeightAt, 4)};
}

// Whether a segment holds the size: SOF0 to SOF15, but for the tables and extensions among them.
bool begins_frame(std::uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// ITU-T T.81, annex B: segments, each with its marker and its length, up to the frame header.
std::optional<PictureHeader> jpeg_header(std::string_view file) {
  constexpr std::size_t kFrameBytes = 9;  // marker, length, precision, height, width
  for (std::size_t at = 2; at + kFrameBytes <= file.size();) {
    const std::uint32_t marker = number(file, at + 1, 1);
    if (number(file, at, 1) != 0xFF) return std::nullopt;
    if (marker == 0xFF) {  // fill
      ++at;
      continue;
    }
    if (begins_frame(marker)) {
      return PictureHeader{"image/jpeg", number(file, at + 7, 2), number(file, at + 5, 2)};
    }
    at += 2 + number(file, at + 2, 2);
  }
  return std::nullopt;
}

}  // namespace

std::optional<PictureHeader> picture_header(std::string_view file) {
  if (file.starts_with(kPngSignature)) return png_header(file);
  if (file.starts_with(kJpegSignature)) return jpeg_header(file);
  return std::nullopt;
}

}  // namespace segnoise::page

#include "show/page/picture_header.h"

#include <gtest/gtest.h>

#include <string>

namespace segnoise::page {
namespace {

const std::string kWidePng("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\x29\0\0\0\x1e\x08\2\0\0\0", 29);

// SOI, an APP0 of 4 bytes, a fill byte, and a frame header of the kind given: 300 by 258 pixels.
std::string jpeg(char frame) {
  std::string file("\xFF\xD8\xFF\xE0\0\4ab\xFF", 9);
  file += std::string("\xFF", 1) + frame;
  return file + std::string("\0\x11\x08\1\2\1\x2C\3", 8);
}

TEST(PictureHeader, ReadsTheSizeOfAPng) {
  const auto header = picture_header(kWidePng);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->media_type, "image/png");
  EXPECT_EQ(header->width_px, 297U);
  EXPECT_EQ(header->height_px, 30U);
}

TEST(PictureHeader, ReadsTheSizeOfBaselineAndProgressiveJpegs) {
  for (const char frame : {'\xC0', '\xC2'}) {
    const auto header = picture_header(jpeg(frame));
    ASSERT_TRUE(header);
    EXPECT_EQ(header->media_type, "image/jpeg");
    EXPECT_EQ(header->width_px, 300U);
    EXPECT_EQ(header->height_px, 258U);
  }
}

TEST(PictureHeader, TakesNoTableForAFrame) {
  EXPECT_FALSE(picture_header(jpeg('\xC4')));  // Huffman tables; no frame follows
}

TEST(PictureHeader, IsNothingForOtherOrBrokenFiles) {
  EXPECT_FALSE(picture_header(""));
  EXPECT_FALSE(picture_header("GIF89a"));
  EXPECT_FALSE(picture_header(kWidePng.substr(0, 23)));
  for (std::size_t bytes = 0; bytes < 18; ++bytes)
    EXPECT_FALSE(picture_header(jpeg('\xC0').substr(0, bytes))) << bytes;
  EXPECT_FALSE(picture_header(std::string("\xFF\xD8\xFF\xE0\0\0zzzzzzzzzzzz", 18)));
}

}  // namespace
}  // namespace segnoise::page

#include "show/pictures/encoded_picture.h"

#include "data/images/photograph.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::pictures {
namespace {

TEST(PngBytes, ReadBackAsTheSamePicture) {
  Picture picture = blank_picture({5, 3}, {10, 20, 30});
  picture(4, 0) = {255, 0, 7};
  EXPECT_EQ(images::decode_photograph(png_bytes(picture), picture.size()), picture);
}

TEST(PngBytes, RejectsAPictureWithoutPixels) {
  EXPECT_THROW((void)png_bytes({}), std::invalid_argument);
}

TEST(JpegBytes, ReadBackAsNearlyTheSamePicture) {
  Picture picture = blank_picture({32, 16}, {10, 20, 30});
  fill(picture, {16, 0, 32, 16}, {200, 60, 90});
  const Picture read = images::decode_photograph(jpeg_bytes(picture), picture.size());
  for (const int x : {4, 28}) {
    EXPECT_NEAR(read(x, 8).red, picture(x, 8).red, 6);
    EXPECT_NEAR(read(x, 8).green, picture(x, 8).green, 6);
    EXPECT_NEAR(read(x, 8).blue, picture(x, 8).blue, 6);
  }
}

TEST(JpegBytes, RejectsAPictureWithoutPixels) {
  EXPECT_THROW((void)jpeg_bytes({}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::pictures

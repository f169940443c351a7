#include "data/frames/frame_header.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise::frames {
namespace {

shape::Size size_of(const std::vector<std::int64_t>& lengths) { return checked_size(lengths); }

TEST(FrameHeader, NeedsAsManyBytesAsItHasPixelsOfItsType) {
  EXPECT_EQ((FrameHeader{.size = {4, 3}, .pixel_type = PixelType::kUint8}).pixel_bytes(), 12U);
  EXPECT_EQ((FrameHeader{.size = {4, 3}, .pixel_type = PixelType::kInt16}).pixel_bytes(), 24U);
  EXPECT_EQ((FrameHeader{.size = {4, 3}, .pixel_type = PixelType::kFloat32}).pixel_bytes(), 48U);
  EXPECT_EQ((FrameHeader{.size = {4, 3}, .pixel_type = PixelType::kInt64}).pixel_bytes(), 96U);
}

TEST(CheckedSize, TakesASingleFrameOfTwoToFourAxes) {
  EXPECT_EQ(size_of({4, 3}), (shape::Size{4, 3}));
  EXPECT_EQ(size_of({4, 3, 1}), (shape::Size{4, 3}));
  EXPECT_EQ(size_of({8192, 2048, 1, 1}), (shape::Size{8192, 2048}));
}

TEST(CheckedSize, RefusesWhatIsNoFrameOrTooLarge) {
  for (const auto& lengths : std::vector<std::vector<std::int64_t>>{
           {},
           {4},
           {4, 3, 1, 1, 1},
           {0, 3},
           {4, -3},
           {8193, 1},
           {8192, 2049},
           {4, 3, 2},
           {4, 3, 0},
           {std::numeric_limits<std::int64_t>::min(), 3}}) {
    EXPECT_THROW((void)size_of(lengths), std::runtime_error);
  }
}

TEST(CheckedSpacing, TakesMillimetresThatAScanCanHave) {
  EXPECT_EQ(checked_spacing_mm(0.308, "x"), 0.308);
  EXPECT_EQ(checked_spacing_mm(0.01, "x"), 0.01);
  EXPECT_EQ(checked_spacing_mm(10.0, "x"), 10.0);
  for (const double mm :
       {0.0,
        0.0099,
        10.1,
        -0.308,
        std::numeric_limits<double>::quiet_NaN(),
        std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW((void)checked_spacing_mm(mm, "x"), std::runtime_error) << mm;
  }
}

}  // namespace
}  // namespace segnoise::frames

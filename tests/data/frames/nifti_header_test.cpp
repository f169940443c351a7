#include "data/frames/nifti_header.h"

#include "data/frames/made_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

namespace segnoise::frames {
namespace {

using ::testing::HasSubstr;
using testing::NiftiFile;

NiftiHeader parsed(const NiftiFile& file) {
  const std::string bytes = file.with("");
  return parse_nifti_header(std::as_bytes(std::span(bytes)).first(348));
}

TEST(ParseNiftiHeader, ReadsBothByteOrders) {
  for (const bool turned : {false, true}) {
    const auto header = parsed(NiftiFile({40, 30, 1}, turned).type(4, 16));
    EXPECT_EQ(header.frame.axis_count, 3);
    EXPECT_EQ(header.frame.size, (shape::Size{40, 30}));
    EXPECT_EQ(header.frame.pixel_type, PixelType::kInt16);
    EXPECT_EQ(header.frame.byte_order, turned ? std::endian::big : std::endian::little);
    EXPECT_NEAR(header.frame.spacing_mm.x_mm, 0.308, 1e-7);
    EXPECT_NEAR(header.frame.spacing_mm.y_mm, 0.154, 1e-7);
    EXPECT_EQ(header.pixel_offset, 352U);
  }
}

TEST(ParseNiftiHeader, TurnsOtherUnitsIntoMillimetres) {
  const auto metres =
      parsed(NiftiFile({4, 3}).no_axes().spacing(0.000308F, 0.000154F).put<char>(123, {1}));
  EXPECT_NEAR(metres.frame.spacing_mm.x_mm, 0.308, 1e-6);
  const auto micrometres =
      parsed(NiftiFile({4, 3}).no_axes().spacing(308.0F, 154.0F).put<char>(123, {3}));
  EXPECT_NEAR(micrometres.frame.spacing_mm.y_mm, 0.154, 1e-6);
  const auto unknown = parsed(NiftiFile({4, 3}).put<char>(123, {0}));
  EXPECT_NEAR(unknown.frame.spacing_mm.x_mm, 0.308, 1e-6);
}

TEST(ParseNiftiHeader, RefusesAQformAndAnSformOfOtherDirections) {
  // Half a turn about z is the identity in LPS, as the sform of the made files has it; none at all
  // is two flips, and a quarter turn swaps the axes.
  const auto with_qform = [](float b, float c, float d) {
    return NiftiFile({4, 3}).put<std::int16_t>(252, {1, 1}).put<float>(256, {b, c, d});
  };
  EXPECT_NO_THROW((void)parsed(with_qform(0, 0, 1)));
  EXPECT_NO_THROW((void)parsed(with_qform(0, 0, 0).put<std::int16_t>(252, {0, 1})));
  EXPECT_NO_THROW((void)parsed(with_qform(0, 0, 0).put<std::int16_t>(252, {1, 0})));
  EXPECT_THAT(
      testing::refusal_of([&] { (void)parsed(with_qform(0, 0, 0)); }),
      HasSubstr("its qform and its sform give axis 1 directions whose cosine is -1, expected one"));
  EXPECT_THAT(
      testing::refusal_of([&] { (void)parsed(with_qform(0, 0, std::sqrt(0.5F))); }),
      HasSubstr("give axis 1 directions"));
  EXPECT_THAT(  // half a turn about y has the first axis in common alone
      testing::refusal_of([&] { (void)parsed(with_qform(0, 1, 0)); }),
      HasSubstr("give axis 2 directions"));
}

TEST(ParseNiftiHeader, TakesASlopeThatIsNoneForNoScaling) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  for (const float slope : {nan, infinity, 0.0F}) {
    const auto header = parsed(NiftiFile({4, 3}).put<float>(112, {slope, 7.0F}));
    EXPECT_EQ(header.frame.slope, 1.0);
    EXPECT_EQ(header.frame.intercept, 0.0);
    EXPECT_EQ(header.frame.scale_is_damaged, slope != 0.0F);
  }
  EXPECT_FALSE(parsed(NiftiFile({4, 3})).frame.scale_is_damaged);
  const auto scaled = parsed(NiftiFile({4, 3}).put<float>(112, {2.0F, nan}));
  EXPECT_EQ(scaled.frame.slope, 2.0);
  EXPECT_EQ(scaled.frame.intercept, 0.0);
  EXPECT_TRUE(scaled.frame.scale_is_damaged);
}

TEST(ParseNiftiHeader, ReadsTheSameOutOfBothVersions) {
  const std::string bytes = testing::nifti2({40, 30, 1}, "");
  const auto second = parse_nifti_header(std::as_bytes(std::span(bytes)).first(540));
  const auto first = parsed(NiftiFile({40, 30, 1}).axes({-0.308F, 0, 0, -5}, {0, -0.154F, 0, -6}));
  EXPECT_EQ(second.frame.size, (shape::Size{40, 30}));
  EXPECT_EQ(second.frame.spacing_mm, (shape::Spacing{0.308, 0.154}));
  EXPECT_EQ(second.pixel_offset, 544U);
  EXPECT_EQ(second.plain.bytes, first.plain.bytes);
}

TEST(ParseNiftiHeader, TakesAnySpacingOfTheThirdAxis) {
  for (const float spacing : {0.0F, 999.0F, -1.0F, std::numeric_limits<float>::quiet_NaN()}) {
    const auto header =
        parsed(NiftiFile({4, 3, 1}).put<float>(88, {spacing}).put<float>(312, {0, 0, spacing, 0}));
    EXPECT_EQ(header.frame.size, (shape::Size{4, 3})) << spacing;
    EXPECT_NEAR(header.frame.spacing_mm.y_mm, 0.154, 1e-7);
  }
}

TEST(ParseNiftiHeader, RefusesAnSformOfAnotherSpacing) {
  const NiftiFile file = NiftiFile({4, 3}).axes({-0.5F, 0, 0, 0}, {0, -0.154F, 0, 0});
  EXPECT_THAT(
      testing::refusal_of([&] { (void)parsed(file); }),
      HasSubstr("pixdim[1] is 0.30799999833106995, but the sform matrix has a spacing of 0.5"));
}

}  // namespace
}  // namespace segnoise::frames

#include "core/cardiac/disks.h"
#include "core/random/rng.h"
#include "core/shape/components.h"
#include "support/shapes.h"
#include "support/solids.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace segnoise::cardiac {
namespace {

using testing::Solid;

constexpr Solid kVentricle{.kind = Solid::Kind::kHalfEllipsoid, .length_mm = 70.0};
constexpr double kRadiusMm = 20.0;
const shape::Point kBaseMm{50.0, 90.0};
const shape::Grid kNarrowPixels{.size = {200, 320}, .spacing_mm = {0.5, 0.3125}};

/// The diameters by their definition: the line is followed in small steps.
void expect_as_stepped(
    const Disks& disks, const shape::Mask& cavity, const shape::Spacing& spacing_mm) {
  constexpr double kStepMm = 0.002;
  const double up_x =
      (disks.axis.apex.x - disks.axis.base.x) * spacing_mm.x_mm / disks.axis.length_mm;
  const double up_y =
      (disks.axis.apex.y - disks.axis.base.y) * spacing_mm.y_mm / disks.axis.length_mm;
  for (std::size_t i = 0; i < kDiskCount; ++i) {
    const double height = (static_cast<double>(i) + 0.5) / kDiskCount * disks.axis.length_mm;
    const double x_mm = disks.axis.base.x * spacing_mm.x_mm + height * up_x;
    const double y_mm = disks.axis.base.y * spacing_mm.y_mm + height * up_y;
    double length = 0.0;
    for (double s = -100.0; s < 100.0; s += kStepMm) {
      const auto x = static_cast<int>(std::floor((x_mm - s * up_y) / spacing_mm.x_mm));
      const auto y = static_cast<int>(std::floor((y_mm + s * up_x) / spacing_mm.y_mm));
      if (cavity(x, y)) length += kStepMm;
    }
    EXPECT_NEAR(disks.diameters_mm[i], length, 0.05) << "disk " << i;
  }
}

TEST(AseDisks, HaveTheWidthOfTheSolidAtTheMiddleOfEachDisk) {
  const shape::Mask mask = testing::section(kNarrowPixels, kVentricle, kRadiusMm, kBaseMm);
  const auto disks = ase_disks(mask, kNarrowPixels.spacing_mm);
  ASSERT_TRUE(disks);
  for (std::size_t i = 0; i + 1 < kDiskCount; ++i) {
    const double height = (static_cast<double>(i) + 0.5) / kDiskCount * kVentricle.length_mm;
    EXPECT_NEAR(disks->diameters_mm[i], 2.0 * kRadiusMm * kVentricle.width_at(height), 0.8);
  }
  const double mean = std::accumulate(disks->diameters_mm.begin(), disks->diameters_mm.end(), 0.0) /
                      static_cast<double>(kDiskCount);
  EXPECT_NEAR(mean * disks->axis.length_mm, disks->area_mm2, 0.005 * disks->area_mm2);
}

TEST(AseDisks, CountAreaInSquareMillimetres) {
  const shape::Mask mask = testing::section(kNarrowPixels, kVentricle, kRadiusMm, kBaseMm);
  EXPECT_DOUBLE_EQ(
      ase_disks(mask, kNarrowPixels.spacing_mm)->area_mm2,
      static_cast<double>(mask.count()) * 0.5 * 0.3125);
}

TEST(AseDisks, AreExactToThePixelEdgesWhateverTheTilt) {
  for (const double tilt : {-35.0, -5.0, 0.0, 20.0}) {
    const shape::Mask mask = testing::section(kNarrowPixels, kVentricle, kRadiusMm, kBaseMm, tilt);
    const auto disks = ase_disks(mask, kNarrowPixels.spacing_mm);
    ASSERT_TRUE(disks);
    expect_as_stepped(*disks, mask, kNarrowPixels.spacing_mm);
  }
}

TEST(AseDisks, OmitWhatLiesBetweenThePartsOfAConcaveOutline) {
  // A cleft from the left, to beyond the axis.
  const shape::Mask mask = testing::section(kNarrowPixels, kVentricle, kRadiusMm, kBaseMm, -10.0) -
                           testing::rectangle(kNarrowPixels.size, {60, 150, 10, 40});
  const shape::Mask cleft = mask - testing::rectangle(kNarrowPixels.size, {0, 180, 80, 12});
  const shape::Mask cavity = shape::holes_filled(shape::largest_component(cleft));
  const auto disks = ase_disks(cleft, kNarrowPixels.spacing_mm);
  ASSERT_TRUE(disks);
  expect_as_stepped(*disks, cavity, kNarrowPixels.spacing_mm);
}

TEST(AseDisks, IgnoreHolesAndSmallerComponents) {
  const shape::Mask mask = testing::section(kNarrowPixels, kVentricle, kRadiusMm, kBaseMm, 10.0);
  const shape::Mask holed = mask - testing::rectangle(kNarrowPixels.size, {90, 180, 15, 9});
  const shape::Mask both = holed | testing::rectangle(kNarrowPixels.size, {5, 5, 20, 20});
  const auto expected = ase_disks(mask, kNarrowPixels.spacing_mm);
  const auto found = ase_disks(both, kNarrowPixels.spacing_mm);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->diameters_mm, expected->diameters_mm);
  EXPECT_EQ(found->area_mm2, expected->area_mm2);
  EXPECT_EQ(found->axis.length_mm, expected->axis.length_mm);
}

TEST(AseDisks, DoNotDependOnWhereTheMaskIsStored) {
  const shape::Mask mask = testing::section(kNarrowPixels, kVentricle, kRadiusMm, kBaseMm, 10.0);
  EXPECT_EQ(
      ase_disks(mask.windowed(mask.extent()), kNarrowPixels.spacing_mm)->diameters_mm,
      ase_disks(mask, kNarrowPixels.spacing_mm)->diameters_mm);
}

TEST(AseDisks, GiveFiniteNumbersOrNothingForRandomMasks) {
  random::Rng rng(4);
  for (int i = 0; i < 300; ++i) {
    const shape::Size size{
        1 + static_cast<int>(rng.below(120)), 1 + static_cast<int>(rng.below(90))};
    const shape::Mask mask = testing::random_blobs(size, rng);
    const auto disks = ase_disks(mask, {.x_mm = 0.4, .y_mm = 0.7});
    if (!disks) continue;
    EXPECT_LT(disks->axis.apex.y, disks->axis.base.y);
    for (const double diameter : disks->diameters_mm) {
      EXPECT_TRUE(std::isfinite(diameter));
      EXPECT_GE(diameter, 0.0);
      EXPECT_LE(diameter, std::hypot(size.width * 0.4, size.height * 0.7));
    }
  }
}

TEST(AseDisks, OfAnEmptyMaskAreNothing) {
  EXPECT_FALSE(ase_disks(shape::Mask(shape::Size{10, 10}), {}));
  EXPECT_FALSE(ase_disks(shape::Mask(), {}));
}

TEST(AseDisks, RefuseSpacingsThatAreNone) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(
      (void)ase_disks(shape::Mask(shape::Size{10, 10}), {.x_mm = nan}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::cardiac

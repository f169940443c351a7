#include "core/cardiac/disks.h"
#include "support/shapes.h"
#include "support/solids.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <stdexcept>

namespace segnoise::cardiac {
namespace {

using testing::Solid;

constexpr Solid kTruncated{.kind = Solid::Kind::kTruncatedEllipsoid, .length_mm = 70.0};

shape::Mask ventricle(const shape::Grid& grid) {
  return testing::section(grid, kTruncated, 20.0, {50.0, 90.0}, -12.0);
}

void expect_diameters(const Disks& disks, const std::array<double, kDiskCount>& expected) {
  for (std::size_t i = 0; i < kDiskCount; ++i) {
    EXPECT_NEAR(disks.diameters_mm[i], expected[i], 1e-9) << "disk " << i;
  }
}

// The expected numbers below are those of the data set's own script, run on the same masks.

TEST(CamusDisks, AreThoseOfTheDataSetsScriptOnSquarePixels) {
  const shape::Grid grid{.size = {180, 200}, .spacing_mm = {0.5, 0.5}};
  const auto disks = camus_disks(ventricle(grid), grid.spacing_mm);
  ASSERT_TRUE(disks);
  EXPECT_NEAR(disks->axis.length_mm, 70.342022, 1e-6);
  EXPECT_EQ(disks->axis.base, (shape::Point{105.5, 179.0}));
  EXPECT_EQ(disks->axis.apex, (shape::Point{69.5, 43.0}));
  expect_diameters(*disks, {9.5,  37.5,  38.5, 39.75, 40.0,  40.0,  40.25, 40.25, 40.25, 39.5,
                            38.5, 37.25, 36.5, 34.75, 33.25, 30.75, 28.25, 25.0,  21.0,  15.0});
}

TEST(CamusDisks, AreThoseOfTheDataSetsScriptOnFlatPixels) {
  const shape::Grid grid{.size = {180, 333}, .spacing_mm = {0.5, 0.3}};
  const auto disks = camus_disks(ventricle(grid), grid.spacing_mm);
  ASSERT_TRUE(disks);
  EXPECT_NEAR(disks->axis.length_mm, 70.141642, 1e-6);
  EXPECT_NEAR(disks->axis.base.x, 171.5 * 0.6, 1e-9);  // native pixels
  EXPECT_NEAR(disks->axis.base.y, 299.0, 1e-9);
  EXPECT_NEAR(disks->axis.apex.x, 115.5 * 0.6, 1e-9);
  EXPECT_NEAR(disks->axis.apex.y, 72.0, 1e-9);
  expect_diameters(*disks, {4.95, 37.8,  38.4, 39.15, 40.05, 40.2,  40.35, 40.2,  40.05, 39.15,
                            38.7, 37.35, 36.3, 34.8,  33.15, 31.05, 28.35, 24.75, 20.85, 14.25});
}

TEST(CamusDisks, AreThoseOfTheDataSetsScriptOnTallPixels) {
  const shape::Grid grid{.size = {300, 200}, .spacing_mm = {0.3, 0.5}};
  const auto disks = camus_disks(ventricle(grid), grid.spacing_mm);
  ASSERT_TRUE(disks);
  EXPECT_NEAR(disks->axis.length_mm, 69.858786, 1e-6);
  EXPECT_NEAR(disks->axis.base.x, 171.5, 1e-9);
  EXPECT_NEAR(disks->axis.base.y, 298.0 * 200.0 / 333.0, 1e-9);  // native pixels
  EXPECT_NEAR(disks->axis.apex.x, 111.5, 1e-9);
  EXPECT_NEAR(disks->axis.apex.y, 73.0 * 200.0 / 333.0, 1e-9);
  expect_diameters(*disks, {19.35, 37.65, 38.7,  39.3,  39.9, 40.2, 40.2,  40.2,  39.9, 39.15,
                            38.7,  37.65, 36.15, 34.65, 33.0, 30.9, 28.05, 24.75, 21.0, 14.4});
}

TEST(CamusDisks, FollowTheScriptUpToABaseOf45Degrees) {
  const shape::Grid grid{.size = {180, 200}, .spacing_mm = {0.5, 0.5}};
  const auto tilted = [&](double tilt) {
    return camus_disks(
        testing::section(grid, kTruncated, 20.0, {35.0, 80.0}, tilt), grid.spacing_mm);
  };
  EXPECT_EQ(tilted(35.0)->axis.base, (shape::Point{68.0, 158.5}));
  EXPECT_EQ(tilted(35.0)->axis.apex, (shape::Point{150.5, 45.0}));
  expect_diameters(
      *tilted(35.0), {8.5,  37.25, 38.5, 39.5,  39.75, 40.25, 40.25, 40.0,  39.75, 39.25,
                      38.5, 37.5,  36.5, 35.25, 33.0,  30.75, 28.0,  24.75, 20.25, 14.75});
  // The base is no longer found: a side of the cavity is taken for it, as the script does.
  EXPECT_EQ(tilted(44.0)->axis.base, (shape::Point{125.0, 160.5}));
  EXPECT_NEAR(tilted(44.0)->axis.length_mm, 55.656311, 1e-6);
}

TEST(CamusDisks, AreAtLeastSixteenPixelsWide) {
  const shape::Grid grid{.size = {100, 100}, .spacing_mm = {0.5, 0.5}};
  const shape::Mask sliver = testing::rectangle(grid.size, {48, 10, 4, 80});
  const auto disks = camus_disks(sliver, grid.spacing_mm);
  ASSERT_TRUE(disks);
  EXPECT_EQ(std::ranges::min(disks->diameters_mm), 8.0);
}

TEST(CamusDisks, UseTheLargestComponentAndLeaveHolesOut) {
  const shape::Grid grid{.size = {180, 200}, .spacing_mm = {0.5, 0.5}};
  const shape::Mask mask = ventricle(grid);
  const auto clean = camus_disks(mask, grid.spacing_mm);
  const shape::Mask two = mask | testing::rectangle(grid.size, {2, 2, 12, 12});
  EXPECT_EQ(camus_disks(two, grid.spacing_mm)->diameters_mm, clean->diameters_mm);
  const shape::Mask holed = mask - testing::rectangle(grid.size, {100, 95, 12, 30});
  const auto disks = camus_disks(holed, grid.spacing_mm);
  EXPECT_EQ(disks->axis.length_mm, clean->axis.length_mm);
  EXPECT_NEAR(disks->diameters_mm[10], clean->diameters_mm[10] - 12 * 0.5, 0.51);
}

TEST(CamusDisks, GoOnBehindACutOfARaggedOutline) {
  const shape::Grid grid{.size = {180, 200}, .spacing_mm = {0.5, 0.5}};
  const shape::Mask upright = testing::section(grid, kTruncated, 20.0, {45.0, 90.0});
  const shape::Mask cut = upright - testing::rectangle(grid.size, {105, 0, 2, 140});
  const auto clean = camus_disks(upright, grid.spacing_mm);
  const auto disks = camus_disks(cut, grid.spacing_mm);
  ASSERT_EQ(disks->axis.length_mm, clean->axis.length_mm);
  int narrower = 0;
  for (std::size_t i = 1; i < kDiskCount; ++i) {
    const double lost_mm = clean->diameters_mm[i] - disks->diameters_mm[i];
    EXPECT_TRUE(lost_mm == 0.0 || (lost_mm >= 0.5 && lost_mm <= 1.5)) << "disk " << i;
    narrower += lost_mm > 0.0 ? 1 : 0;
  }
  EXPECT_GE(narrower, 8);
}

TEST(CamusDisks, EndAtTheFrame) {
  const shape::Size size{60, 50};
  const auto disks = camus_disks(testing::rectangle(size, {0, 0, 60, 50}), {});
  ASSERT_TRUE(disks);
  for (const double diameter : disks->diameters_mm) EXPECT_LE(diameter, 80.0);
}

TEST(CamusDisks, OfMasksWithoutABaseAreNothing) {
  EXPECT_FALSE(camus_disks(shape::Mask(shape::Size{10, 10}), {}));
  EXPECT_FALSE(camus_disks(shape::Mask(), {}));
}

TEST(CamusDisks, OfOnePixelAreFinite) {
  const auto disks = camus_disks(testing::rectangle({30, 30}, {15, 15, 1, 1}), {});
  if (disks) {
    EXPECT_GT(disks->axis.length_mm, 0.0);
  }
}

TEST(CamusDisks, RefuseSpacingsThatAreNone) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_THROW(
      (void)camus_disks(shape::Mask(shape::Size{10, 10}), {.x_mm = infinity}),
      std::invalid_argument);
  EXPECT_THROW(
      (void)camus_disks(shape::Mask(shape::Size{10, 10}), {.y_mm = 0.0}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::cardiac

#include "core/cardiac/long_axis.h"

#include "core/random/rng.h"
#include "support/shapes.h"
#include "support/solids.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::cardiac {
namespace {

using testing::Solid;

constexpr Solid kLongVentricle{.kind = Solid::Kind::kTruncatedEllipsoid, .length_mm = 80.0};
constexpr double kLongRadiusMm = 22.0;
const shape::Point kLongBaseMm{85.0, 105.0};

shape::Grid grid_of(const shape::Spacing& spacing_mm) {
  return {
      .size =
          {static_cast<int>(170.0 / spacing_mm.x_mm), static_cast<int>(130.0 / spacing_mm.y_mm)},
      .spacing_mm = spacing_mm};
}

const shape::Grid kCamus = grid_of({.x_mm = 0.308, .y_mm = 0.308});
const shape::Grid kTallGrid = grid_of({.x_mm = 0.6, .y_mm = 0.2});

std::optional<LongAxis> axis_of(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  return long_axis(cavity_runs(mask), spacing_mm);
}

double distance_mm(const shape::Point& a, const shape::Point& b, const shape::Spacing& spacing_mm) {
  return std::hypot((a.x - b.x) * spacing_mm.x_mm, (a.y - b.y) * spacing_mm.y_mm);
}

TEST(CavityRuns, AreThoseOfTheLargestComponentWithItsHolesFilled) {
  const shape::Mask mask =
      testing::picture({"..#....", "......#", ".####..", ".#..#..", ".#.##..", ".###..."});
  const std::vector<shape::Run> expected = {{2, 1, 5}, {3, 1, 5}, {4, 1, 5}, {5, 1, 4}};
  EXPECT_EQ(cavity_runs(mask), expected);
}

TEST(CavityRuns, AreNoneForAnEmptyMask) {
  EXPECT_TRUE(cavity_runs(shape::Mask(shape::Size{5, 5})).empty());
}

TEST(LongAxis, RunsFromTheMiddleOfTheBaseToTheApexWhateverTheTiltAndTheGrid) {
  for (const shape::Grid& grid : {kCamus, kTallGrid, grid_of({.x_mm = 1.0, .y_mm = 1.0})}) {
    for (const double tilt : {-40.0, -15.0, 0.0, 20.0, 40.0}) {
      SCOPED_TRACE(std::to_string(grid.spacing_mm.x_mm) + " mm, " + std::to_string(tilt) + "°");
      const auto axis = axis_of(
          testing::section(grid, kLongVentricle, kLongRadiusMm, kLongBaseMm, tilt),
          grid.spacing_mm);
      ASSERT_TRUE(axis);
      const double angle = tilt * std::numbers::pi / 180.0;
      const shape::Point base{
          kLongBaseMm.x / grid.spacing_mm.x_mm, kLongBaseMm.y / grid.spacing_mm.y_mm};
      const shape::Point apex{
          base.x + kLongVentricle.length_mm * std::sin(angle) / grid.spacing_mm.x_mm,
          base.y - kLongVentricle.length_mm * std::cos(angle) / grid.spacing_mm.y_mm};
      EXPECT_LT(distance_mm(axis->base, base, grid.spacing_mm), 0.6);
      EXPECT_LT(distance_mm(axis->apex, apex, grid.spacing_mm), 1.5);  // it is flat there
      EXPECT_NEAR(axis->length_mm, kLongVentricle.length_mm, 0.005 * kLongVentricle.length_mm);
      EXPECT_NEAR(axis->length_mm, distance_mm(axis->base, axis->apex, grid.spacing_mm), 1e-9);
    }
  }
}

TEST(LongAxis, FollowsABaseThatIsCutObliquely) {
  // Higher on the right, by 20°.
  const shape::Mask whole = testing::section(kCamus, kLongVentricle, kLongRadiusMm, kLongBaseMm);
  const shape::Mask mask = testing::mask_where(kCamus.size, [&](int x, int y) {
    const double right_mm = (x + 0.5) * kCamus.spacing_mm.x_mm - kLongBaseMm.x;
    const double up_mm = kLongBaseMm.y - (y + 0.5) * kCamus.spacing_mm.y_mm;
    return whole(x, y) && up_mm >= 8.0 + std::tan(20.0 * std::numbers::pi / 180.0) * right_mm;
  });
  const auto axis = axis_of(mask, kCamus.spacing_mm);
  ASSERT_TRUE(axis);
  EXPECT_NEAR(axis->length_mm, kLongVentricle.length_mm - 8.0, 0.8);
  EXPECT_NEAR(axis->base.x * kCamus.spacing_mm.x_mm, kLongBaseMm.x, 1.0);
}

TEST(LongAxis, OfTheMirrorImageIsTheMirrorImage) {
  const shape::Mask mask =
      testing::section(kTallGrid, kLongVentricle, kLongRadiusMm, kLongBaseMm, 25.0);
  const int width = kTallGrid.size.width;
  const shape::Mask mirrored =
      testing::mask_where(kTallGrid.size, [&](int x, int y) { return mask(width - 1 - x, y); });
  const LongAxis axis = axis_of(mask, kTallGrid.spacing_mm).value();
  const LongAxis other = axis_of(mirrored, kTallGrid.spacing_mm).value();
  EXPECT_NEAR(other.base.x, width - axis.base.x, 1e-6);
  EXPECT_NEAR(other.base.y, axis.base.y, 1e-6);
  EXPECT_NEAR(other.apex.x, width - axis.apex.x, 1e-6);
  EXPECT_NEAR(other.apex.y, axis.apex.y, 1e-6);
}

TEST(LongAxis, MovesWithTheMask) {
  const shape::Mask mask =
      testing::section(kTallGrid, kLongVentricle, kLongRadiusMm, kLongBaseMm, 10.0);
  const shape::Mask moved =
      testing::mask_where(kTallGrid.size, [&](int x, int y) { return mask(x - 7, y + 11); });
  const LongAxis axis = axis_of(mask, kTallGrid.spacing_mm).value();
  const LongAxis other = axis_of(moved, kTallGrid.spacing_mm).value();
  EXPECT_NEAR(other.base.x, axis.base.x + 7.0, 1e-6);
  EXPECT_NEAR(other.base.y, axis.base.y - 11.0, 1e-6);
  EXPECT_NEAR(other.length_mm, axis.length_mm, 1e-6);
}

TEST(LongAxis, StaysPutUnderSmallJitter) {
  // 1 px256 is about 0.7 mm across and 0.5 mm along here.
  random::Rng rng(11);
  for (const double tilt : {-20.0, 0.0, 30.0}) {
    const shape::Mask mask =
        testing::section(kCamus, kLongVentricle, kLongRadiusMm, kLongBaseMm, tilt);
    const LongAxis truth = axis_of(mask, kCamus.spacing_mm).value();
    double sum = 0.0;
    constexpr int kDraws = 40;
    for (int i = 0; i < kDraws; ++i) {
      const auto axis = axis_of(testing::jittered(mask, 1.0, rng), kCamus.spacing_mm);
      ASSERT_TRUE(axis);
      const double change = axis->length_mm / truth.length_mm - 1.0;
      EXPECT_LT(std::abs(change), 0.03);
      EXPECT_LT(distance_mm(axis->base, truth.base, kCamus.spacing_mm), 2.5);
      sum += change;
    }
    EXPECT_LT(std::abs(sum / kDraws), 0.005);  // ragged is not longer
  }
}

TEST(LongAxis, IsNotLedAstrayByASpike) {
  const shape::Mask mask = testing::section(kCamus, kLongVentricle, kLongRadiusMm, kLongBaseMm);
  const LongAxis truth = axis_of(mask, kCamus.spacing_mm).value();
  const auto base_x = static_cast<int>(truth.base.x);
  const auto base_y = static_cast<int>(truth.base.y);
  const auto apex_y = static_cast<int>(truth.apex.y);
  const shape::Mask at_base =
      mask | testing::rectangle(kCamus.size, {base_x - 20, base_y - 2, 1, 30});
  const shape::Mask at_apex =
      mask | testing::rectangle(kCamus.size, {base_x + 4, apex_y - 25, 1, 30});
  EXPECT_NEAR(axis_of(at_base, kCamus.spacing_mm)->length_mm, truth.length_mm, 0.5);
  EXPECT_NEAR(axis_of(at_apex, kCamus.spacing_mm)->length_mm, truth.length_mm, 1.5);
}

TEST(LongAxis, OfDegenerateMasksIsFiniteOrNothing) {
  const shape::Size size{60, 50};
  const std::vector<shape::Mask> masks = {
      testing::rectangle(size, {30, 20, 1, 1}),
      testing::rectangle(size, {0, 0, 1, 1}),
      testing::rectangle(size, {30, 20, 2, 2}),
      testing::rectangle(size, {5, 20, 50, 1}),
      testing::rectangle(size, {30, 5, 1, 40}),
      testing::rectangle(size, {0, 0, 60, 50}),
      testing::rectangle(size, {0, 49, 60, 1}),
      testing::rectangle(size, {5, 20, 25, 1}) | testing::rectangle(size, {30, 20, 1, 30})};
  for (const shape::Mask& mask : masks) {
    const auto axis = axis_of(mask, {.x_mm = 0.5, .y_mm = 1.5});
    if (!axis) continue;
    for (const double value :
         {axis->base.x, axis->base.y, axis->apex.x, axis->apex.y, axis->length_mm}) {
      EXPECT_TRUE(std::isfinite(value));
    }
    EXPECT_GT(axis->length_mm, 0.0);
    EXPECT_LT(axis->apex.y, axis->base.y);
  }
}

TEST(LongAxis, OfAColumnOfPixelsIsItsLength) {
  const auto axis =
      axis_of(testing::rectangle({60, 50}, {30, 5, 1, 40}), {.x_mm = 0.5, .y_mm = 1.5});
  ASSERT_TRUE(axis);
  EXPECT_NEAR(axis->length_mm, 60.0, 3.0);
}

TEST(LongAxis, OfNothingIsNothing) { EXPECT_FALSE(long_axis({}, {})); }

TEST(LongAxis, RefusesSpacingsThatAreNone) {
  const std::vector<shape::Run> runs = {{0, 0, 3}, {1, 0, 3}};
  for (const double mm : {0.0, -1.0, std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW((void)long_axis(runs, {mm, 1.0}), std::invalid_argument);
    EXPECT_THROW((void)long_axis(runs, {1.0, mm}), std::invalid_argument);
  }
}

}  // namespace
}  // namespace segnoise::cardiac

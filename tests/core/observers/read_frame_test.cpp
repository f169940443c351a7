#include "core/observers/read_frame.h"

#include "core/cardiac/long_axis.h"
#include "core/noise/operations/observer.h"
#include "core/shape/contours.h"
#include "core/shape/rasterise.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace segnoise::observers {
namespace {

constexpr shape::Size kSize{240, 320};
constexpr shape::Spacing kSpacing{.x_mm = 0.5, .y_mm = 0.35};

/// Half an ellipse, flat at the base, 44 mm wide and 80 mm long, moved to the right.
shape::Mask ventricle(double right_mm = 0.0) {
  return testing::mask_where(kSize, [&](int column, int row) {
    const double x = (column + 0.5) * kSpacing.x_mm - 60.0 - right_mm;
    const double y = (row + 0.5) * kSpacing.y_mm - 95.0;
    return y <= 0.0 && x * x / (22.0 * 22.0) + y * y / (80.0 * 80.0) <= 1.0;
  });
}

noise::DrawnObserver still() {
  const auto axis = cardiac::long_axis(cardiac::cavity_runs(ventricle()), kSpacing).value();
  return {
      .waves = {},
      .unit = {1.0 / kSpacing.x_mm, 1.0 / kSpacing.y_mm},
      .axis = {.base = axis.base, .apex = axis.apex}};
}

shape::Mask drawn(const noise::DrawnObserver& observer) {
  shape::Ring ring = shape::resampled(shape::trace(ventricle()).front(), 1.0);
  return shape::rasterise({noise::observed(std::move(ring), observer)}, kSize);
}

TEST(OutlineWaves, FindsTheWavesThatDisplacedAnOutline) {
  noise::DrawnObserver observer = still();
  observer.waves = {1.5, 2.0, -1.0, 0.5, 0.0, 0.0, 0.0, 0.0, -0.8};
  const shape::Mask truth = ventricle();
  const shape::Mask reading = drawn(observer);
  const auto found = outline_waves(std::span(&reading, 1), &truth, kSpacing);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->readings.size(), 1U);
  for (std::size_t k = 0; k < std::tuple_size_v<Waves>; ++k) {
    const double expected = k < observer.waves.size() ? observer.waves[k] : 0.0;
    EXPECT_NEAR(found->readings[0].at(k), expected, 0.08) << k;
  }
  EXPECT_NEAR(found->around_mm, noise::stadium_length() * 80.0, 2.0);
}

TEST(OutlineWaves, KnowsWhatBaseApexAndTiltDoToAnOutline) {
  const shape::Mask truth = ventricle();
  const auto expect =
      [&](double noise::DrawnObserver::*displaced, double by, Waves OutlineWaves::*is) {
        noise::DrawnObserver observer = still();
        observer.*displaced = by;
        const shape::Mask reading = drawn(observer);
        const auto found = outline_waves(std::span(&reading, 1), &truth, kSpacing).value();
        for (std::size_t k = 0; k < std::tuple_size_v<Waves>; ++k) {
          EXPECT_NEAR(found.readings[0].at(k), by * (found.*is).at(k), 0.15) << k;
        }
        EXPECT_GT(std::abs(by * (found.*is).at(1)), 0.3);
      };
  expect(&noise::DrawnObserver::base_by, 3.0, &OutlineWaves::base);
  expect(&noise::DrawnObserver::apex_by, -2.0, &OutlineWaves::apex);
  const Waves tilt = outline_waves(std::span(&truth, 1), &truth, kSpacing).value().tilt;
  // A tilt of a ventricle that is as wide to both sides is odd: sines alone.
  EXPECT_NEAR(tilt[1], 0.0, 0.1);
  EXPECT_GT(std::abs(tilt[2]) + std::abs(tilt[4]), 2.0);
}

TEST(OutlineWaves, MeasuresFromTheMeanOutlineWhereNoReaderIsTheTruth) {
  noise::DrawnObserver far = still();
  far.waves = {2.0};
  const std::vector<shape::Mask> readings{ventricle(), drawn(far)};
  const auto found = outline_waves(readings, nullptr, kSpacing).value();
  EXPECT_NEAR(found.readings[0][0], -1.0, 0.05);
  EXPECT_NEAR(found.readings[1][0], 1.0, 0.05);
  for (std::size_t k = 0; k < std::tuple_size_v<Waves>; ++k) {
    EXPECT_NEAR(found.readings[0].at(k) + found.readings[1].at(k), 0.0, 1e-12);
  }
}

TEST(OutlineWaves, HasNothingWhereOutlinesDoNotGoAroundOneAxis) {
  const shape::Mask truth = ventricle();
  const shape::Mask aside = ventricle(30.0);
  const shape::Mask none(kSize);
  EXPECT_FALSE(outline_waves(std::span(&aside, 1), &truth, kSpacing));
  EXPECT_FALSE(outline_waves(std::span(&none, 1), &truth, kSpacing));
  EXPECT_FALSE(outline_waves(std::span(&truth, 1), &none, kSpacing));
}

TEST(OutlineWaves, RefusesFramesOfOtherSizesAndNone) {
  const shape::Mask truth = ventricle();
  const shape::Mask other({100, 100});
  EXPECT_THROW((void)outline_waves({}, nullptr, kSpacing), std::invalid_argument);
  EXPECT_THROW((void)outline_waves(std::span(&other, 1), &truth, kSpacing), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::observers

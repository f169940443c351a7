#include "core/noise/portable_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace segnoise::noise {
namespace {

TEST(Decay, IsTheExponential) {
  for (double x = 0.0; x < 13.0; x += 0.17)
    EXPECT_NEAR(decay(x), std::exp(-x), 1e-13 * std::exp(-x)) << x;
}

TEST(OnUnitCircle, IsCosineAndSine) {
  for (double turns = -2.3; turns < 2.3; turns += 0.013) {
    const shape::Point point = on_unit_circle(turns);
    EXPECT_NEAR(point.x, std::cos(2.0 * std::numbers::pi * turns), 4e-15) << turns;
    EXPECT_NEAR(point.y, std::sin(2.0 * std::numbers::pi * turns), 4e-15) << turns;
  }
  EXPECT_EQ(on_unit_circle(0.25), (shape::Point{0.0, 1.0}));
  EXPECT_EQ(on_unit_circle(-0.5), (shape::Point{-1.0, 0.0}));
}

TEST(AngleOf, IsTheArcTangent) {
  for (double angle = 0.0; angle < std::numbers::pi / 2.0; angle += 0.01) {
    EXPECT_NEAR(angle_of(3.0 * std::cos(angle), 3.0 * std::sin(angle)), angle, 1e-13);
  }
  EXPECT_EQ(angle_of(2.0, 0.0), 0.0);
  EXPECT_NEAR(angle_of(0.0, 2.0), std::numbers::pi / 2.0, 1e-13);
  EXPECT_EQ(angle_of(0.0, 0.0), 0.0);
}

}  // namespace
}  // namespace segnoise::noise

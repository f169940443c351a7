#include "core/shape/polygon.h"

#include "support/shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace segnoise::shape {
namespace {

const Ring kRectangle{{1, 1}, {5, 1}, {5, 4}, {1, 4}};  // clockwise on the screen

TEST(SignedArea, IsPositiveIfTheRingTurnsClockwiseOnTheScreen) {
  EXPECT_DOUBLE_EQ(signed_area(kRectangle), 12.0);
  EXPECT_DOUBLE_EQ(signed_area(Ring(kRectangle.rbegin(), kRectangle.rend())), -12.0);
}

TEST(SignedArea, CountsLoopsByWinding) {
  const Ring bow_tie{{0, 0}, {2, 2}, {2, 0}, {0, 2}};
  EXPECT_DOUBLE_EQ(signed_area(bow_tie), 0.0);
  Ring twice = kRectangle;
  twice.insert(twice.end(), kRectangle.begin(), kRectangle.end());
  EXPECT_DOUBLE_EQ(signed_area(twice), 24.0);
}

TEST(SignedArea, IsThatOfAnEllipse) {
  const Ring ring = testing::ellipse_ring({1e6, -1e6}, 30.0, 20.0, 2000);
  EXPECT_NEAR(signed_area(ring), std::numbers::pi * 600.0, 0.01);
}

TEST(SignedArea, BelowThreeVerticesIsZero) {
  EXPECT_EQ(signed_area({}), 0.0);
  EXPECT_EQ(signed_area({{1, 2}}), 0.0);
  EXPECT_EQ(signed_area({{1, 2}, {5, 9}}), 0.0);
}

TEST(Perimeter, IncludesTheClosingEdgeAndTheScale) {
  EXPECT_DOUBLE_EQ(perimeter(kRectangle), 14.0);
  EXPECT_DOUBLE_EQ(perimeter(kRectangle, {0.5, 2.0}), 2 * (4 * 0.5 + 3 * 2.0));
  EXPECT_DOUBLE_EQ(perimeter({{0, 0}, {3, 4}}), 10.0);
  EXPECT_EQ(perimeter({}), 0.0);
  EXPECT_EQ(perimeter({{7, 7}}), 0.0);
}

TEST(Resampled, PutsVerticesAtEqualDistancesFromTheFirst) {
  // 14 px hold a step of 4 px 3.5 times: 4 pieces of 3.5 px.
  const Ring expected{{1, 1}, {4.5, 1}, {5, 4}, {1.5, 4}};
  EXPECT_EQ(resampled(kRectangle, 4.0), expected);
}

TEST(Resampled, MeasuresInScaledUnits) {
  // Edges of 3 and 12 mm: 30 mm in 10 pieces.
  const Ring ring = resampled({{0, 0}, {2, 0}, {2, 3}, {0, 3}}, 3.0, {1.5, 4.0});
  const Ring expected{
      {0, 0},
      {2, 0},
      {2, 0.75},
      {2, 1.5},
      {2, 2.25},
      {2, 3},
      {0, 3},
      {0, 2.25},
      {0, 1.5},
      {0, 0.75}};
  EXPECT_EQ(ring, expected);
}

TEST(Resampled, HasThreeVerticesAtLeast) {
  EXPECT_EQ(resampled(kRectangle, 1000.0).size(), 3U);
  const Ring point{{3, 4}};
  EXPECT_EQ(resampled(point, 1.0), (Ring{{3, 4}, {3, 4}, {3, 4}}));
  EXPECT_TRUE(resampled({}, 1.0).empty());
}

TEST(Resampled, KeepsEveryVertexOnTheRing) {
  random::Rng rng(1);
  for (int round = 0; round < 100; ++round) {
    const Spacing scale{testing::between(0.2, 2.0, rng), testing::between(0.2, 2.0, rng)};
    const Ring ring = testing::random_ring({40, 30}, 2 + rng.below(20), 5.0, rng);
    const double step = testing::between(0.3, 20.0, rng);
    const Ring again = resampled(ring, step, scale);
    const double pieces = std::max(3.0, std::round(perimeter(ring, scale) / step));
    ASSERT_EQ(again.size(), static_cast<std::size_t>(pieces));
    EXPECT_EQ(again.front(), ring.front());
    // No chord is longer than the arc that it cuts off.
    const double arc = perimeter(ring, scale) / pieces;
    for (std::size_t i = 0; i < again.size(); ++i) {
      const Point& a = again[i];
      const Point& b = again[(i + 1) % again.size()];
      EXPECT_LE(std::hypot((b.x - a.x) * scale.x_mm, (b.y - a.y) * scale.y_mm), arc * (1.0 + 1e-9));
    }
  }
}

TEST(Resampled, RefusesStepsThatMeanNothing) {
  for (const double step :
       {0.0,
        -1.0,
        std::numeric_limits<double>::quiet_NaN(),
        std::numeric_limits<double>::infinity(),
        1e-300}) {
    EXPECT_THROW((void)resampled(kRectangle, step), std::invalid_argument) << step;
  }
}

TEST(Clamped, BringsEveryVertexIntoTheFrame) {
  const Polygon polygon{{{-3, 2}, {11, 2}, {5, -1e300}}, {}, {{4, 20}}};
  const Polygon expected{{{0, 2}, {10, 2}, {5, 0}}, {}, {{4, 8}}};
  EXPECT_EQ(clamped(polygon, {10, 8}), expected);
  EXPECT_EQ(clamped(expected, {10, 8}), expected);
}

}  // namespace
}  // namespace segnoise::shape

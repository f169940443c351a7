#include "core/noise/operations/localization.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>

namespace segnoise::noise {
namespace {

const shape::Ring kJitteredRing{{4, 3}, {14, 3}, {14, 9}, {4, 9}};

TEST(Jittered, MovesVerticesByTheNormalsOfTheKey) {
  const shape::Ring ring = jittered(kJitteredRing, {2.0, 3.0}, 77, 5);
  random::Rng rng(77, 5);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    EXPECT_EQ(ring[i].x, kJitteredRing[i].x + 2.0 * rng.normal());
    EXPECT_EQ(ring[i].y, kJitteredRing[i].y + 3.0 * rng.normal());
  }
  EXPECT_NE(jittered(kJitteredRing, {2.0, 3.0}, 77, 4), ring);
  EXPECT_NE(jittered(kJitteredRing, {2.0, 3.0}, 78, 5), ring);
}

TEST(Jittered, BySpreadZeroIsTheRing) {
  EXPECT_EQ(jittered(kJitteredRing, {}, 77, 0), kJitteredRing);
}

TEST(Jittered, HasTheMomentsOfTwoIndependentNormals) {
  constexpr std::size_t kVertices = 1'000'000;
  const shape::Ring moved = jittered(shape::Ring(kVertices, {100.0, 200.0}), {2.0, 3.0}, 1, 0);
  double x = 0.0;
  double y = 0.0;
  double xx = 0.0;
  double yy = 0.0;
  double xy = 0.0;
  for (const shape::Point& p : moved) {
    const double u = (p.x - 100.0) / 2.0;
    const double v = (p.y - 200.0) / 3.0;
    x += u;
    y += v;
    xx += u * u;
    yy += v * v;
    xy += u * v;
  }
  const double n = kVertices;
  EXPECT_LT(std::abs(x / n), 4.0 / std::sqrt(n));
  EXPECT_LT(std::abs(y / n), 4.0 / std::sqrt(n));
  EXPECT_LT(std::abs(xx / n - 1.0), 4.0 * std::sqrt(2.0 / n));
  EXPECT_LT(std::abs(yy / n - 1.0), 4.0 * std::sqrt(2.0 / n));
  EXPECT_LT(std::abs(xy / n), 4.0 / std::sqrt(n));
}

}  // namespace
}  // namespace segnoise::noise

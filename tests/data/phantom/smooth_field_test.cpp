#include "data/phantom/smooth_field.h"

#include <gtest/gtest.h>

#include <cmath>

namespace segnoise::phantom {
namespace {

SmoothField field(std::uint64_t seed, double feature_mm) {
  random::Rng rng(seed);
  return {-50.0, 10.0, 100.0, 200.0, feature_mm, rng};
}

TEST(SmoothField, IsAboutStandardNormal) {
  const SmoothField landscape = field(3, 1.0);
  double sum = 0.0;
  double squares = 0.0;
  int count = 0;
  for (float x = -50.0F; x < 50.0F; x += 0.5F) {  // on the nodes
    for (float y = 10.0F; y < 210.0F; y += 0.5F) {
      const double value = landscape(x, y);
      sum += value;
      squares += value * value;
      ++count;
    }
  }
  // About 80,000 / 13 independent values.
  EXPECT_NEAR(sum / count, 0.0, 0.05);
  EXPECT_NEAR(squares / count, 1.0, 0.08);
}

TEST(SmoothField, ChangesSlowlyOverAFeature) {
  const SmoothField landscape = field(4, 20.0);
  double largest = 0.0;
  for (float y = 10.0F; y < 209.0F; y += 1.0F) {
    largest = std::max<double>(largest, std::abs(landscape(0.0F, y + 1.0F) - landscape(0.0F, y)));
  }
  EXPECT_GT(largest, 0.01);
  EXPECT_LT(largest, 0.35);
}

TEST(SmoothField, ContinuesItsBorderOutside) {
  const SmoothField landscape = field(5, 20.0);
  EXPECT_EQ(landscape(-500.0F, 30.0F), landscape(-50.0F, 30.0F));
  EXPECT_EQ(landscape(0.0F, -7.0F), landscape(0.0F, 10.0F));
}

TEST(SmoothField, DependsOnTheSeedAlone) {
  EXPECT_EQ(field(5, 20.0)(3.0F, 30.0F), field(5, 20.0)(3.0F, 30.0F));
  EXPECT_NE(field(5, 20.0)(3.0F, 30.0F), field(6, 20.0)(3.0F, 30.0F));
}

}  // namespace
}  // namespace segnoise::phantom

#include "learn/losses/sum.h"

#include "learn/losses/two_pixels.h"

#include <gtest/gtest.h>

#include <cmath>

namespace segnoise::learn {
namespace {

TEST(SumOfLosses, AddsDiceAndCrossEntropy) {
  const double dice = 1.0 - (2 * 0.75 + 1) / (1.25 + 1 + 1);
  const double cross_entropy = (-std::log(0.75) - std::log(0.5)) / 2;
  EXPECT_NEAR(sum_of_losses(testing::two_pixels()).item<double>(), dice + cross_entropy, 1e-6);
}

}  // namespace
}  // namespace segnoise::learn

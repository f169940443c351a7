#include "learn/losses/cross_entropy.h"

#include "learn/losses/two_pixels.h"

#include <gtest/gtest.h>

#include <cmath>

namespace segnoise::learn {
namespace {

TEST(CrossEntropy, IsWhatTheDefinitionGivesByHand) {
  const double expected = (-std::log(0.75) - std::log(0.5)) / 2;
  EXPECT_NEAR(cross_entropy(testing::two_pixels()).item<double>(), expected, 1e-6);
}

}  // namespace
}  // namespace segnoise::learn

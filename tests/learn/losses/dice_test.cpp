#include "learn/losses/dice.h"

#include "learn/losses/two_pixels.h"

#include <gtest/gtest.h>

namespace segnoise::learn {
namespace {

TEST(DiceLoss, IsWhatTheDefinitionGivesByHand) {
  // Class 1: overlap 3/4, sums 5/4 and 1. Class 0 is background.
  const double dice = (2 * 0.75 + 1) / (1.25 + 1 + 1);
  EXPECT_NEAR(dice_loss(testing::two_pixels()).item<double>(), 1.0 - dice, 1e-6);
}

TEST(DiceLoss, LeavesOutStructuresThatNoTrainingLabelHas) {
  // Without class 2 among the structures, what is predicted of it costs only what it takes away.
  ScoredPixels pixels{
      .scores = torch::zeros({1, 3, 1, 2}),
      .labels = torch::tensor({1, 0}).to(torch::kUInt8).reshape({1, 1, 2}),
      .structures = {1}};
  const double third = 1.0 / 3.0;
  const double dice = (2 * third + 1) / (2 * third + 1 + 1);
  EXPECT_NEAR(dice_loss(pixels).item<double>(), 1.0 - dice, 1e-6);
  pixels.structures = {};
  EXPECT_EQ(dice_loss(pixels).item<double>(), 0.0);
}

}  // namespace
}  // namespace segnoise::learn

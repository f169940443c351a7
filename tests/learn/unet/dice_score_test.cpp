#include "learn/unet/dice_score.h"

#include <gtest/gtest.h>

namespace segnoise::learn {
namespace {

TEST(DiceSum, AddsWhatEachFrameHasOfEachStructure) {
  // Frame 1: label 1 has two pixels, one of which is found, label 3 is invented: 2/3 and 0.
  // Frame 2: nothing but background in truth and prediction: no number.
  const auto labels = torch::tensor({1, 1, 0, 0, 0, 0, 0, 0}).to(torch::kUInt8).reshape({2, 2, 2});
  const auto predicted = torch::tensor({1, 0, 3, 0, 0, 0, 0, 0}).reshape({2, 1, 2, 2});
  const auto scores = predicted.eq(torch::arange(4).reshape({1, 4, 1, 1})).to(torch::kFloat);
  const ScoreSum dice = dice_sum(scores, labels);
  EXPECT_EQ(dice.count, 2);
  EXPECT_DOUBLE_EQ(dice.sum, 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(dice.mean().value(), 1.0 / 3.0);
}

TEST(DiceSum, HasNoMeanWhereThereIsNoStructure) {
  const auto scores = torch::tensor({1.0F, 0.0F}).reshape({1, 2, 1, 1});
  EXPECT_FALSE(dice_sum(scores, torch::zeros({1, 1, 1}, torch::kUInt8)).mean().has_value());
}

}  // namespace
}  // namespace segnoise::learn

#include "learn/loss.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

namespace segnoise::learn {
namespace {

/// Two pixels and two classes. The first has label 1 and probabilities 1/4, 3/4; the second label 0
/// and 1/2, 1/2.
const torch::Tensor kScores =
    torch::tensor({0.0, 0.0, std::log(3.0), 0.0}).to(torch::kFloat).reshape({1, 2, 1, 2});
const torch::Tensor kLabels = torch::tensor({1, 0}).to(torch::kUInt8).reshape({1, 1, 2});

// Class 1: overlap 3/4, sums 5/4 and 1. Class 0 is background.
const double kDice = 1.0 - (2 * 0.75 + 1) / (1.25 + 1 + 1);
const double kCrossEntropy = (-std::log(0.75) - std::log(0.5)) / 2;

TEST(Loss, IsWhatTheDefinitionsGiveByHand) {
  EXPECT_NEAR(loss_of(kScores, kLabels, Loss::kDice, {1}).item<double>(), kDice, 1e-6);
  EXPECT_NEAR(
      loss_of(kScores, kLabels, Loss::kCrossEntropy, {1}).item<double>(), kCrossEntropy, 1e-6);
  EXPECT_NEAR(
      loss_of(kScores, kLabels, Loss::kSum, {1}).item<double>(), kDice + kCrossEntropy, 1e-6);
}

TEST(Loss, IsZeroForACertainAndRightPrediction) {
  const auto labels = torch::tensor({0, 1, 2, 3, 3, 1}).to(torch::kUInt8).reshape({1, 2, 3});
  const auto certain =
      (100.0 * labels.unsqueeze(1).eq(torch::arange(4).reshape({1, 4, 1, 1}))).to(torch::kFloat);
  EXPECT_NEAR(loss_of(certain, labels, Loss::kSum, {1, 2, 3}).item<double>(), 0.0, 1e-6);
}

TEST(Loss, LeavesOutStructuresThatNoTrainingLabelHas) {
  // Without class 2 among the structures, what is predicted of it costs only what it takes away.
  const auto scores = torch::zeros({1, 3, 1, 2});
  const auto labels = torch::tensor({1, 0}).to(torch::kUInt8).reshape({1, 1, 2});
  const double third = 1.0 / 3.0;
  const double dice = (2 * third + 1) / (2 * third + 1 + 1);
  EXPECT_NEAR(loss_of(scores, labels, Loss::kDice, {1}).item<double>(), 1.0 - dice, 1e-6);
  EXPECT_EQ(loss_of(scores, labels, Loss::kDice, {}).item<double>(), 0.0);
  EXPECT_EQ(structures_in(labels), (Structures{1}));
  EXPECT_EQ(structures_in(torch::zeros({1, 1, 1}, torch::kUInt8)), Structures{});
}

TEST(Loss, DoesNotDependOnTheMemoryFormat) {
  torch::manual_seed(1);
  const auto scores = torch::randn({2, 4, 5, 3});
  const auto labels = torch::randint(0, 4, {2, 5, 3}).to(torch::kUInt8);
  const auto loss = loss_of(scores, labels, Loss::kSum, {1, 2, 3}).item<double>();
  const auto channels_last = scores.contiguous(torch::MemoryFormat::ChannelsLast);
  EXPECT_NEAR(loss_of(channels_last, labels, Loss::kSum, {1, 2, 3}).item<double>(), loss, 1e-6);
}

TEST(DiceSum, AddsWhatEachFrameHasOfEachStructure) {
  // Frame 1: label 1 has two pixels, one of which is found, label 3 is invented: 2/3 and 0.
  // Frame 2: nothing but background in truth and prediction: no number.
  const auto labels = torch::tensor({1, 1, 0, 0, 0, 0, 0, 0}).to(torch::kUInt8).reshape({2, 2, 2});
  const auto predicted = torch::tensor({1, 0, 3, 0, 0, 0, 0, 0}).reshape({2, 1, 2, 2});
  const auto scores = predicted.eq(torch::arange(4).reshape({1, 4, 1, 1})).to(torch::kFloat);
  const DiceSum dice = dice_sum(scores, labels);
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

#include "learn/losses/loss.h"

#include "learn/as_ranks.h"
#include "learn/losses/pixel_loss.h"
#include "learn/losses/two_pixels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace segnoise::learn {
namespace {

using testing::as_rank_groups;
using testing::expect_near;
using testing::share;

TEST(Loss, IsFoundByItsName) {
  for (const Loss loss : losses()) EXPECT_EQ(loss_named(name_of(loss)), loss);
  try {
    (void)loss_named("focal");
    FAIL() << "focal was taken";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "loss must be dice, cross-entropy or sum, got focal");
  }
}

TEST(LossOf, TakesTheOneThatIsNamed) {
  const auto value = [](Loss loss) { return loss_of(loss, testing::two_pixels()).item<double>(); };
  EXPECT_NEAR(value(Loss::kDice), 1.0 - 2.5 / 3.25, 1e-6);
  EXPECT_NEAR(value(Loss::kCrossEntropy), std::log(8.0 / 3.0) / 2, 1e-6);
  EXPECT_NEAR(value(Loss::kSum), value(Loss::kDice) + value(Loss::kCrossEntropy), 1e-6);
}

TEST(LossOf, IsZeroForACertainAndRightPrediction) {
  const auto labels = torch::tensor({0, 1, 2, 3, 3, 1}).to(torch::kUInt8).reshape({1, 2, 3});
  const auto certain =
      (100.0 * labels.unsqueeze(1).eq(torch::arange(4).reshape({1, 4, 1, 1}))).to(torch::kFloat);
  for (const Loss loss : losses()) {
    EXPECT_NEAR(loss_of(loss, {certain, labels, {1, 2, 3}}).item<double>(), 0.0, 1e-6);
  }
}

TEST(LossOf, DoesNotDependOnTheMemoryFormat) {
  torch::manual_seed(1);
  const auto scores = torch::randn({2, 4, 5, 3});
  const auto labels = torch::randint(0, 4, {2, 5, 3}).to(torch::kUInt8);
  const auto channels_last = scores.contiguous(torch::MemoryFormat::ChannelsLast);
  for (const Loss loss : losses()) {
    EXPECT_NEAR(
        loss_of(loss, {channels_last, labels, {1, 2, 3}}).item<double>(),
        loss_of(loss, {scores, labels, {1, 2, 3}}).item<double>(),
        1e-6);
  }
}

TEST(LossOf, OverRanksIsThatOfTheWholeBatch) {
  torch::manual_seed(2);
  const torch::Tensor scores = torch::randn({4, 4, 6, 5});
  const torch::Tensor labels = torch::randint(0, 4, {4, 6, 5}, torch::kUInt8);
  for (const Loss loss : losses()) {
    const torch::Tensor input = scores.clone().requires_grad_();
    const torch::Tensor whole = loss_of(loss, {input, labels, {1, 2, 3}});
    whole.backward();
    for (const int ranks : {1, 3, 5}) {
      as_rank_groups(ranks, [&](RankGroup& group) {
        const torch::Tensor mine = share(scores, group).clone().requires_grad_();
        const torch::Tensor value = loss_of(loss, {mine, share(labels, group), {1, 2, 3}, &group});
        value.backward();
        EXPECT_NEAR(value.item<double>(), whole.item<double>(), 1e-6) << name_of(loss);
        if (mine.numel() > 0) expect_near(mine.grad(), share(input.grad(), group), 1e-8);
      });
    }
  }
}

}  // namespace
}  // namespace segnoise::learn

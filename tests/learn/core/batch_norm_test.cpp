#include "learn/core/batch_norm.h"

#include "learn/as_ranks.h"

#include <gtest/gtest.h>

namespace segnoise::learn {
namespace {

using testing::as_rank_groups;
using testing::expect_near;
using testing::share;

/// What a batch norm gives, and what it takes for its gradients, in channels far from zero mean.
struct NormRun {
  torch::Tensor y, x_gradient, weight_gradient, bias_gradient, running_mean, running_variance;
};

NormRun norm_run(
    const torch::Tensor& x,
    const torch::Tensor& y_gradient,
    RankGroup* group,
    Share share = Share::kImages) {
  BatchNorm norm(3);
  auto parameters = norm.named_parameters();
  auto buffers = norm.named_buffers();
  {
    const torch::NoGradGuard no_gradient;
    parameters["weight"].copy_(torch::tensor({0.5F, 1.0F, 2.0F}));
    parameters["bias"].copy_(torch::tensor({0.1F, 0.2F, 0.3F}));
  }
  if (group != nullptr) {
    norm.synchronise(RankGroupPtr::unsafe_reclaim_from_nonowning(group), share);
  }
  const torch::Tensor input = x.clone().requires_grad_();
  const torch::Tensor y = norm.forward(input);
  y.backward(y_gradient);
  return {
      .y = y.detach(),
      .x_gradient = input.grad(),
      .weight_gradient = parameters["weight"].grad(),
      .bias_gradient = parameters["bias"].grad(),
      .running_mean = buffers["running_mean"],
      .running_variance = buffers["running_var"]};
}

TEST(BatchNorm, OverRanksIsThatOfTheWholeBatch) {
  torch::manual_seed(1);
  const auto channel = torch::tensor({0.0F, 10.0F, -3.0F}).reshape({1, 3, 1, 1});
  const torch::Tensor x =
      (torch::randn({5, 3, 4, 6}) + channel).contiguous(torch::MemoryFormat::ChannelsLast);
  const torch::Tensor y_gradient = torch::randn({5, 3, 4, 6});
  const torch::Tensor zeros = torch::zeros({1, 3, 4, 6});
  const NormRun whole = norm_run(x, y_gradient, nullptr);
  for (const int ranks : {1, 2, 7}) {  // of seven ranks, two have no image
    as_rank_groups(ranks, [&](RankGroup& group) {
      const bool stands_in = share(x, group).numel() == 0;
      const NormRun mine = stands_in ? norm_run(x.slice(0, 0, 1), zeros, &group, Share::kStandIn)
                                     : norm_run(share(x, group), share(y_gradient, group), &group);
      if (stands_in) {
        EXPECT_FALSE(mine.x_gradient.any().item<bool>());
      } else {
        expect_near(mine.y, share(whole.y, group), 2e-5);
        expect_near(mine.x_gradient, share(whole.x_gradient, group), 2e-5);
      }
      expect_near(group.summed(mine.weight_gradient), whole.weight_gradient, 2e-4);
      expect_near(group.summed(mine.bias_gradient), whole.bias_gradient, 1e-5);
      expect_near(mine.running_mean, whole.running_mean, 1e-5);
      expect_near(mine.running_variance, whole.running_variance, 1e-5);
    });
  }
}

}  // namespace
}  // namespace segnoise::learn

#include "learn/core/batch_norm.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/nn/functional/batchnorm.h>

#include <ATen/ops/batch_norm_update_stats.h>
#include <algorithm>
#include <tuple>
#include <utility>

namespace segnoise::learn {
namespace {

constexpr double kMomentum = 0.1;
constexpr double kEpsilon = 1e-5;

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Means and variances of the channels over the images of all ranks.
struct Moments {
  Tensor mean;         ///< (C) double
  Tensor variance;     ///< (C) double, of the population
  double count = 0.0;  ///< pixels of a channel in all ranks
};

/// Each rank's count, mean and variance are joined as T. Chan et al. (1979) do it: sums of squares
/// would lose what digits the variance has.
Moments moments_over_ranks(const Tensor& x, Share share, RankGroup& group) {
  const torch::NoGradGuard no_gradient;
  const std::int64_t channels = x.size(1);
  const auto exact = x.options().dtype(torch::kDouble);
  Tensor mine = torch::zeros({1 + 2 * channels}, exact);
  if (share == Share::kImages) {
    const auto [mean, variance] =
        at::batch_norm_update_stats(x.detach().to(torch::kFloat), {}, {}, 0.0);
    const std::int64_t pixels = x.numel() / channels;
    mine[0] = static_cast<double>(pixels);
    mine.slice(0, 1, 1 + channels).copy_(mean);
    mine.slice(0, 1 + channels).copy_(variance);
  }
  const Tensor all = group.gathered(mine);
  const Tensor count = all.slice(1, 0, 1);
  const Tensor means = all.slice(1, 1, 1 + channels);
  const Tensor variances = all.slice(1, 1 + channels);
  const Tensor total = count.sum();
  const Tensor mean = (count * means).sum(0) / total;
  const Tensor variance = (count * (variances + (means - mean).square())).sum(0) / total;
  return {.mean = mean, .variance = variance, .count = total.item<double>()};
}

Tensor by_channel(const Tensor& values) { return values.to(torch::kFloat).reshape({1, -1, 1, 1}); }

/// y = (x - mean) / deviation * weight + bias, where mean and deviation depend on the x of all
/// ranks.
///
/// With the loss seen as a function of all ranks' outputs, and g its gradient by y, the gradient by
/// x is weight / deviation * (g - mean(g) - z mean(g z)), z = (x - mean) / deviation, means over
/// the pixels of all ranks. Those by weight and bias are this rank's share, like all parameters'.
struct Normalised : torch::autograd::Function<Normalised> {
  static Tensor forward(
      AutogradContext* context,
      const Tensor& x,
      const Tensor& weight,
      const Tensor& bias,
      const Tensor& mean,
      const Tensor& inverse_deviation,
      double count,
      Share share,
      const RankGroupPtr& group) {
    context->save_for_backward({x, weight, mean, inverse_deviation});
    context->saved_data["count"] = count;
    context->saved_data["counts"] = share == Share::kImages;
    context->saved_data["group"] = c10::IValue::make_capsule(group);
    const Tensor scale = weight.to(torch::kDouble) * inverse_deviation;
    const Tensor shift = bias.to(torch::kDouble) - mean * scale;
    return torch::addcmul(by_channel(shift), x.to(torch::kFloat), by_channel(scale))
        .to(x.scalar_type());
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const Tensor x = saved[0].to(torch::kFloat);
    const Tensor scale = saved[1].to(torch::kDouble) * saved[3];
    const Tensor& mean = saved[2];
    const Tensor& inverse_deviation = saved[3];
    const double count = context->saved_data["count"].toDouble();
    const auto group =
        c10::static_intrusive_pointer_cast<RankGroup>(context->saved_data["group"].toCapsule());

    const Tensor g = gradients[0].to(torch::kFloat);
    const Tensor bias_gradient = g.sum({0, 2, 3}).to(torch::kDouble);
    const Tensor weight_gradient =
        (g * (x - by_channel(mean))).sum({0, 2, 3}).to(torch::kDouble) * inverse_deviation;
    const Tensor means = group->summed(torch::stack({bias_gradient, weight_gradient})) / count;
    const Tensor slope = -scale * inverse_deviation * means[1];
    const Tensor offset = -scale * means[0] - slope * mean;
    const bool counts = context->saved_data["counts"].toBool();
    const Tensor x_gradient = counts ? torch::addcmul(by_channel(offset), g, by_channel(scale))
                                           .addcmul_(x, by_channel(slope))
                                     : torch::zeros_like(x);
    return {
        x_gradient.to(saved[0].scalar_type()),
        weight_gradient.to(torch::kFloat),
        bias_gradient.to(torch::kFloat),
        {},
        {},
        {},
        {},
        {}};
  }
};

}  // namespace

BatchNorm::BatchNorm(int channels) {
  weight_ = register_parameter("weight", torch::ones({channels}));
  bias_ = register_parameter("bias", torch::zeros({channels}));
  running_mean_ = register_buffer("running_mean", torch::zeros({channels}));
  running_variance_ = register_buffer("running_var", torch::ones({channels}));
}

void BatchNorm::synchronise(RankGroupPtr group, Share share) {
  group_ = std::move(group);
  share_ = share;
}

Tensor BatchNorm::forward(const Tensor& x) {
  if (!group_ || !is_training()) {
    return torch::nn::functional::batch_norm(
        x,
        running_mean_,
        running_variance_,
        torch::nn::functional::BatchNormFuncOptions()
            .weight(weight_)
            .bias(bias_)
            .training(is_training())
            .momentum(kMomentum)
            .eps(kEpsilon));
  }
  const Moments moments = moments_over_ranks(x, share_, *group_);
  {
    const torch::NoGradGuard no_gradient;
    const double unbiased = moments.count / std::max(moments.count - 1.0, 1.0);
    running_mean_.mul_(1.0 - kMomentum).add_(moments.mean.to(torch::kFloat), kMomentum);
    running_variance_.mul_(1.0 - kMomentum)
        .add_((moments.variance * unbiased).to(torch::kFloat), kMomentum);
  }
  return Normalised::apply(
      x,
      weight_,
      bias_,
      moments.mean,
      (moments.variance + kEpsilon).rsqrt(),
      moments.count,
      share_,
      group_);
}

void synchronise_batch_norms(torch::nn::Module& network, const RankGroupPtr& group, Share share) {
  for (const auto& module : network.modules()) {
    if (auto* norm = module->as<BatchNorm>()) norm->synchronise(group, share);
  }
}

}  // namespace segnoise::learn

#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/core/rank_group.h"

#include <torch/nn/module.h>

#include <cstdint>

namespace segnoise::learn {

/// What a rank sends through the network: its share of a batch, or, if that is empty, an image that
/// stands in for it and counts for nothing.
enum class Share : std::uint8_t { kImages, kStandIn };

/// Batch norm as LibTorch's BatchNorm2d does it, with its momentum of 0.1 and its parameters. In
/// training it can be told of other ranks: then means and variances are those of the images of all
/// ranks, and so are the running ones, to the same bits on every rank.
class BatchNorm : public torch::nn::Module {
 public:
  explicit BatchNorm(int channels);

  /// @param group  none: of this process's images alone
  void synchronise(RankGroupPtr group, Share share);

  /// @param x  (N, C, H, W)
  [[nodiscard]] torch::Tensor forward(const torch::Tensor& x);

 private:
  torch::Tensor weight_;
  torch::Tensor bias_;
  torch::Tensor running_mean_;
  torch::Tensor running_variance_;
  RankGroupPtr group_;
  Share share_ = Share::kImages;
};

/// Has all batch norms of a network take their means over the images of all ranks; see BatchNorm.
void synchronise_batch_norms(
    torch::nn::Module& network, const RankGroupPtr& group, Share share = Share::kImages);

}  // namespace segnoise::learn

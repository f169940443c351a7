#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/core/batch_norm.h"
#include "learn/unet/architecture.h"
#include "learn/unet/layout.h"

#include <torch/nn/module.h>
#include <torch/nn/modules/conv.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace segnoise::learn {

/// (3x3 convolution, batch norm if asked for, ReLU) twice.
class ConvolutionPair : public torch::nn::Module {
 public:
  ConvolutionPair(int in_channels, int out_channels, bool batch_norm);
  [[nodiscard]] torch::Tensor forward(torch::Tensor x);

 private:
  torch::nn::Conv2d first_{nullptr};
  torch::nn::Conv2d second_{nullptr};
  std::shared_ptr<BatchNorm> first_norm_;  ///< none without batch norm
  std::shared_ptr<BatchNorm> second_norm_;
};

/// 2x2 transposed convolution of stride 2, then batch norm. Its parameters are those of
/// ConvTranspose2d, which has no fast path on the CPU; the same sums are taken by a 1x1 convolution
/// whose channels are then laid out as pixels.
class LearnedUpsampling : public torch::nn::Module {
 public:
  LearnedUpsampling(int in_channels, int out_channels);
  [[nodiscard]] torch::Tensor forward(const torch::Tensor& x);

 private:
  torch::Tensor weight_;  ///< (in, out, 2, 2)
  torch::Tensor bias_;    ///< (out)
  std::shared_ptr<BatchNorm> norm_;
};

/// A U-Net from one channel to kClassCount scores, which are logits: no softmax at the end.
class UNet : public torch::nn::Module {
 public:
  explicit UNet(const UNetLayout& layout);

  /// @param x  (N, 1, H, W) in [0, 1], sides multiples of input_multiple_px()
  /// @return   (N, kClassCount, H, W)
  [[nodiscard]] torch::Tensor forward(torch::Tensor x);

 private:
  UNetLayout layout_;
  std::vector<std::shared_ptr<ConvolutionPair>> encoder_;
  std::shared_ptr<ConvolutionPair> bottleneck_;
  std::vector<std::shared_ptr<LearnedUpsampling>> upsampling_;  ///< empty if nearest
  std::vector<std::shared_ptr<ConvolutionPair>> decoder_;
  torch::nn::Conv2d head_{nullptr};
};

/// Weights drawn from the seed alone: He-uniform, U(-b, b) with b² = 6 / fan-in, for every
/// convolution, each tensor from a generator keyed by its name; biases 0, batch norms the identity.
void initialise(UNet& network, std::uint64_t seed);

}  // namespace segnoise::learn

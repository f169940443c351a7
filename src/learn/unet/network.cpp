#include "learn/unet/network.h"

#include "core/random/rng.h"

#include <torch/nn/functional/conv.h>

#include <cmath>
#include <memory>

namespace segnoise::learn {
namespace {

constexpr std::uint32_t kWeightStream = 1;

torch::nn::Conv2d convolution(int in_channels, int out_channels, int kernel_px) {
  torch::nn::Conv2d made(
      torch::nn::Conv2dOptions(in_channels, out_channels, kernel_px).padding(kernel_px / 2));
  return made;
}

}  // namespace

ConvolutionPair::ConvolutionPair(int in_channels, int out_channels, bool batch_norm) {
  first_ = register_module("first", convolution(in_channels, out_channels, 3));
  if (batch_norm) {
    first_norm_ = register_module("first_norm", std::make_shared<BatchNorm>(out_channels));
  }
  second_ = register_module("second", convolution(out_channels, out_channels, 3));
  if (batch_norm) {
    second_norm_ = register_module("second_norm", std::make_shared<BatchNorm>(out_channels));
  }
}

torch::Tensor ConvolutionPair::forward(torch::Tensor x) {
  x = first_->forward(x);
  if (first_norm_) x = first_norm_->forward(x);
  x = second_->forward(x.relu_());
  if (second_norm_) x = second_norm_->forward(x);
  return x.relu_();
}

LearnedUpsampling::LearnedUpsampling(int in_channels, int out_channels) {
  weight_ = register_parameter("weight", torch::zeros({in_channels, out_channels, 2, 2}));
  bias_ = register_parameter("bias", torch::zeros({out_channels}));
  norm_ = register_module("norm", std::make_shared<BatchNorm>(out_channels));
}

torch::Tensor LearnedUpsampling::forward(const torch::Tensor& x) {
  const auto in_channels = weight_.size(0);
  const auto out_channels = weight_.size(1);
  const auto as_channels =
      weight_.permute({1, 2, 3, 0}).reshape({out_channels * 4, in_channels, 1, 1});
  const auto spread = torch::conv2d(x, as_channels, bias_.repeat_interleave(4));
  return norm_->forward(torch::pixel_shuffle(spread, 2));
}

UNet::UNet(const UNetLayout& layout) : layout_(layout) {
  int channels = layout.stem_stride * layout.stem_stride;
  for (std::size_t level = 0; level < layout.encoder.size(); ++level) {
    encoder_.push_back(register_module(
        "encoder" + std::to_string(level),
        std::make_shared<ConvolutionPair>(channels, layout.encoder[level], layout.batch_norm)));
    channels = layout.encoder[level];
  }
  bottleneck_ = register_module(
      "bottleneck",
      std::make_shared<ConvolutionPair>(channels, layout.bottleneck, layout.batch_norm));
  channels = layout.bottleneck;
  for (std::size_t level = 0; level < layout.decoder.size(); ++level) {
    const std::string number = std::to_string(level);
    const int skip_channels = layout.encoder[layout.encoder.size() - 1 - level];
    const int out_channels = layout.decoder[level];
    if (layout.upsampling == UNetLayout::Upsampling::kTransposedConvolution) {
      upsampling_.push_back(register_module(
          "upsampling" + number, std::make_shared<LearnedUpsampling>(channels, out_channels)));
      channels = out_channels;
    }
    decoder_.push_back(register_module(
        "decoder" + number,
        std::make_shared<ConvolutionPair>(
            channels + skip_channels, out_channels, layout.batch_norm)));
    channels = out_channels;
  }
  head_ = register_module(
      "head", convolution(channels, kClassCount * layout.stem_stride * layout.stem_stride, 1));
}

torch::Tensor UNet::forward(torch::Tensor x) {
  if (layout_.stem_stride > 1) x = torch::pixel_unshuffle(x, layout_.stem_stride);
  std::vector<torch::Tensor> skips;
  for (const auto& level : encoder_) {
    skips.push_back(level->forward(x));
    x = torch::max_pool2d(skips.back(), 2);
  }
  x = bottleneck_->forward(x);
  for (std::size_t level = 0; level < decoder_.size(); ++level) {
    const auto& skip = skips[skips.size() - 1 - level];
    x = upsampling_.empty() ? torch::upsample_nearest2d(x, {skip.size(2), skip.size(3)})
                            : upsampling_[level]->forward(x);
    x = decoder_[level]->forward(torch::cat({x, skip}, 1));
  }
  x = head_->forward(x);
  return layout_.stem_stride > 1 ? torch::pixel_shuffle(x, layout_.stem_stride) : x;
}

void initialise(UNet& network, std::uint64_t seed) {
  const torch::NoGradGuard no_gradient;
  for (auto& item : network.named_parameters()) {
    torch::Tensor& parameter = item.value();
    if (parameter.dim() != 4) continue;  // biases and batch norms are set when they are made
    const bool transposed = item.key().find("upsampling") != std::string::npos;
    const auto fan_in = transposed ? parameter.size(0) : parameter[0].numel();
    const double bound = std::sqrt(6.0 / static_cast<double>(fan_in));
    random::Rng rng(seed, random::identity_of(item.key()), kWeightStream);
    torch::Tensor drawn = torch::empty(parameter.sizes());
    auto* values = drawn.data_ptr<float>();
    for (std::int64_t i = 0; i < drawn.numel(); ++i) {
      values[i] = static_cast<float>(bound * (2.0 * rng.uniform() - 1.0));
    }
    parameter.copy_(drawn);
  }
  for (auto& item : network.named_parameters()) {
    const std::string& name = item.key();
    if (name.ends_with(".bias")) item.value().zero_();
  }
}

}  // namespace segnoise::learn

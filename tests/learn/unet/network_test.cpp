#include "learn/unet/network.h"

#include "learn/core/network_state.h"
#include "learn/unet/networks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace segnoise::learn {
namespace {

UNet network_of(Architecture architecture) { return UNet(description_of(architecture).layout); }

TEST(Network, Unet1HasTheParametersOfThePaper) {
  EXPECT_EQ(parameter_count(network_of(Architecture::kUnet1)), 1'976'644);
}

TEST(Network, Unet2HasTheParametersOfThePaper) {
  EXPECT_EQ(parameter_count(network_of(Architecture::kUnet2)), 17'466'532);
}

TEST(Network, ScoresEveryPixelOfAnImageThatNeedNotBeSquare) {
  const torch::NoGradGuard no_gradient;
  for (const Architecture architecture : architectures()) {
    UNet network = network_of(architecture);
    network.eval();
    const std::int64_t multiple = input_multiple_px(architecture);
    const auto scores = network.forward(torch::rand({2, 1, multiple, 2 * multiple}));
    EXPECT_EQ(
        scores.sizes().vec(), (std::vector<std::int64_t>{2, kClassCount, multiple, 2 * multiple}))
        << name_of(architecture);
  }
}

TEST(Network, IsInitialisedFromTheSeedAlone) {
  UNet network = network_of(Architecture::kSmall);
  UNet again = network_of(Architecture::kSmall);
  UNet other = network_of(Architecture::kSmall);
  initialise(network, 7);
  initialise(again, 7);
  initialise(other, 8);
  const auto state = state_of(network);
  const auto same = state_of(again);
  const auto different = state_of(other);
  for (std::size_t i = 0; i < state.size(); ++i) {
    const auto& [name, tensor] = state[i];
    EXPECT_TRUE(tensor.equal(same[i].second)) << name;
    const bool drawn = tensor.dim() == 4;
    EXPECT_EQ(tensor.equal(different[i].second), !drawn) << name;
  }
}

TEST(Network, DrawsWeightsSoThatVarianceIsKeptThroughReLU) {
  UNet network = network_of(Architecture::kUnet1);
  initialise(network, 1);
  for (const auto& [name, tensor] : state_of(network)) {
    if (name.ends_with("bias")) {
      EXPECT_EQ(tensor.abs().max().item<float>(), 0.0F) << name;
    } else if (name == "bottleneck.first.weight") {
      const double fan_in = 128.0 * 9.0;
      EXPECT_LE(tensor.abs().max().item<double>(), std::sqrt(6.0 / fan_in) * (1 + 1e-6));
      // 147,456 uniform values: the relative standard error of their variance is 0.23 %.
      EXPECT_NEAR(tensor.var().item<double>() / (2.0 / fan_in), 1.0, 0.01);
      EXPECT_NEAR(tensor.mean().item<double>(), 0.0, 4.0 * std::sqrt(2.0 / fan_in / 147456.0));
    }
  }
}

TEST(LearnedUpsampling, IsTheTransposedConvolutionWhoseParametersItHas) {
  torch::manual_seed(1);
  const torch::NoGradGuard no_gradient;
  LearnedUpsampling upsampling(6, 5);
  upsampling.eval();  // the batch norm is the identity but for its 1e-5
  auto parameters = upsampling.named_parameters();
  parameters["weight"].copy_(torch::randn({6, 5, 2, 2}));
  parameters["bias"].copy_(torch::randn({5}));
  const auto x = torch::randn({2, 6, 3, 4});
  const auto expected = torch::conv_transpose2d(x, parameters["weight"], parameters["bias"], 2) /
                        std::sqrt(1.0 + 1e-5);
  EXPECT_TRUE(torch::allclose(upsampling.forward(x), expected, 1e-5, 1e-5));
}

TEST(Network, ComputesTheSameWithChannelsLast) {
  const torch::NoGradGuard no_gradient;
  UNet network = network_of(Architecture::kSmall);
  initialise(network, 1);
  network.eval();
  const auto x = torch::rand({2, 1, 64, 64});
  const auto plain = network.forward(x);
  use_channels_last(network);
  const auto channels_last = network.forward(x.contiguous(torch::MemoryFormat::ChannelsLast));
  EXPECT_TRUE(torch::allclose(plain, channels_last, 1e-4, 1e-4));
}

}  // namespace
}  // namespace segnoise::learn

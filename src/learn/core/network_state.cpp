#include "learn/core/network_state.h"

namespace segnoise::learn {

TensorList state_of(const torch::nn::Module& network) {
  TensorList state;
  for (const auto& item : network.named_parameters()) {
    state.emplace_back(item.key(), item.value().detach());
  }
  for (const auto& item : network.named_buffers()) {
    if (item.value().is_floating_point()) state.emplace_back(item.key(), item.value());
  }
  return state;
}

std::int64_t parameter_count(const torch::nn::Module& network) {
  std::int64_t count = 0;
  for (const auto& parameter : network.parameters()) count += parameter.numel();
  return count;
}

void use_channels_last(torch::nn::Module& network) {
  const torch::NoGradGuard no_gradient;
  for (auto& parameter : network.parameters()) {
    // Not contiguous(): where a side is 1 it finds the old strides good enough, and the convolution
    // then takes the other format.
    if (parameter.dim() == 4) {
      parameter.set_data(
          torch::empty_like(parameter, {}, torch::MemoryFormat::ChannelsLast).copy_(parameter));
    }
  }
}

}  // namespace segnoise::learn

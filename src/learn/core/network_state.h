#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/core/named_tensors.h"

#include <torch/nn/module.h>

#include <cstdint>

namespace segnoise::learn {

/// All that a trained network consists of, by name: parameters, then the batch norms' running means
/// and variances. The tensors share memory with the network.
[[nodiscard]] TensorList state_of(const torch::nn::Module& network);

/// Number of trainable parameters.
[[nodiscard]] std::int64_t parameter_count(const torch::nn::Module& network);

/// Lays the convolution weights out with channels fastest, the format that is fastest on CPUs.
void use_channels_last(torch::nn::Module& network);

}  // namespace segnoise::learn

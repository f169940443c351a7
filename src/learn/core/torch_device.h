#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/core/runtime.h"

#include <torch/types.h>

namespace segnoise::learn {

/// @throws std::runtime_error  if CUDA is asked for and absent
[[nodiscard]] torch::Device torch_device(Device device);

}  // namespace segnoise::learn

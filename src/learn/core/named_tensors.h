#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/core/tensor_file.h"

#include <torch/types.h>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::learn {

/// Tensors of LibTorch and what they are called, in a fixed order.
using TensorList = std::vector<std::pair<std::string, torch::Tensor>>;

/// Their values, as a file keeps them, wherever and however they lie in memory.
[[nodiscard]] std::vector<NamedTensor> stored(const TensorList& tensors);

/// Gives tensors the values that a file keeps; the inverse of stored().
///
/// @param tensors  float; changed in place, so that they keep their device and their strides
/// @throws std::runtime_error  if there are more or fewer, or one of another name or shape
void copy_values(std::span<const NamedTensor> from, const TensorList& tensors);

}  // namespace segnoise::learn

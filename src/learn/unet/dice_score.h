#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/core/task.h"

#include <torch/types.h>

namespace segnoise::learn {

/// The Dice coefficients of the structures 1 ... C-1 in each frame of a batch, of those that the
/// labels or the prediction have.
///
/// @param scores  (N, C, H, W) float
/// @param labels  (N, H, W) uint8, below C
[[nodiscard]] ScoreSum dice_sum(const torch::Tensor& scores, const torch::Tensor& labels);

}  // namespace segnoise::learn

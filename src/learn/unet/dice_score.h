#pragma once

// Private to learn: this header includes LibTorch.

#include <torch/types.h>

#include <cstdint>
#include <optional>

namespace segnoise::learn {

/// Sum and number of the Dice coefficients of the structures 1 ... C-1 in each frame of a batch, of
/// those that the labels or the prediction have.
struct DiceSum {
  double sum = 0.0;
  std::int64_t count = 0;

  [[nodiscard]] std::optional<double> mean() const {
    if (count == 0) return std::nullopt;
    return sum / static_cast<double>(count);
  }
};

/// @param scores  (N, C, H, W) float
/// @param labels  (N, H, W) uint8, below C
[[nodiscard]] DiceSum dice_sum(const torch::Tensor& scores, const torch::Tensor& labels);

}  // namespace segnoise::learn

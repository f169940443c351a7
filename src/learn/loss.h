#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/rank_group.h"
#include "learn/training.h"

#include <torch/types.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace segnoise::learn {

/// Classes other than background, ascending.
using Structures = std::vector<std::int64_t>;

/// The structures that any pixel of some labels has.
///
/// @param labels  (N, H, W) uint8
[[nodiscard]] Structures structures_in(const torch::Tensor& labels);

/// The loss of a batch; see Loss.
///
/// @param scores      (N, C, H, W) float
/// @param labels      (N, H, W) uint8, below C
/// @param structures  below C, that Dice is the mean over; where there are none it is 0
/// @param group       ranks that each have a share of the batch, which may be empty; none: it is
///                    whole
/// @return            scalar, the loss of the whole batch, the same on all ranks; differentiable by
///                    this rank's scores
[[nodiscard]] torch::Tensor loss_of(
    const torch::Tensor& scores,
    const torch::Tensor& labels,
    Loss loss,
    const Structures& structures,
    RankGroup* group = nullptr);

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

/// @param scores, labels  as above
[[nodiscard]] DiceSum dice_sum(const torch::Tensor& scores, const torch::Tensor& labels);

}  // namespace segnoise::learn

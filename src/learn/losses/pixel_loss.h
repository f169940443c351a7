#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/core/rank_group.h"
#include "learn/losses/loss.h"

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace segnoise::learn {

/// Classes other than background, ascending.
using Structures = std::vector<std::int64_t>;

/// What a network says of the pixels of a batch, and what it is held to.
struct ScoredPixels {
  torch::Tensor scores;        ///< (N, C, H, W) float
  torch::Tensor labels;        ///< (N, H, W) uint8, below C
  Structures structures = {};  ///< below C: those that occur in the training labels
  RankGroup* group = nullptr;  ///< ranks that each have a share of the batch, which may be empty;
                               ///< none: it is whole
};

/// @return  scalar, the loss of the whole batch, the same on all ranks; differentiable by this
///          rank's scores
[[nodiscard]] torch::Tensor loss_of(Loss loss, const ScoredPixels& pixels);

}  // namespace segnoise::learn

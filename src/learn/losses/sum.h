#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/losses/pixel_loss.h"

namespace segnoise::learn {

/// dice_loss() + cross_entropy().
[[nodiscard]] torch::Tensor sum_of_losses(const ScoredPixels& pixels);

}  // namespace segnoise::learn

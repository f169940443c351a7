#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/losses/pixel_loss.h"

namespace segnoise::learn {

/// The mean over all pixels of -log p of the label, p being the softmax of the scores.
[[nodiscard]] torch::Tensor cross_entropy(const ScoredPixels& pixels);

}  // namespace segnoise::learn

#pragma once

// Private to learn: this header includes LibTorch.

#include "learn/losses/pixel_loss.h"

namespace segnoise::learn {

/// 1 - the mean over the structures of (2 Σ p g + 1) / (Σ p + Σ g + 1), p being the softmax of the
/// scores, g 1 where the label is the structure, sums over the pixels of the batch; 0 where there
/// are no structures.
///
/// Neither background counts, which is right almost everywhere, nor a structure without labels,
/// whose term is best where nothing is predicted.
[[nodiscard]] torch::Tensor dice_loss(const ScoredPixels& pixels);

}  // namespace segnoise::learn

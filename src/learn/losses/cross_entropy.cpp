#include "learn/losses/cross_entropy.h"

#include <ATen/core/Reduction.h>

namespace segnoise::learn {

torch::Tensor cross_entropy(const ScoredPixels& pixels) {
  const auto& [scores, labels, structures, group] = pixels;
  const torch::Tensor classes = labels.to(torch::kLong);
  if (group == nullptr) return torch::cross_entropy_loss(scores, classes);
  const torch::Tensor sum =
      labels.numel() == 0 ? scores.sum()
                          : torch::cross_entropy_loss(scores, classes, {}, at::Reduction::Sum);
  const torch::Tensor count = torch::tensor(labels.numel(), torch::kDouble);
  return over_ranks(sum, group) / group->summed(count).item<double>();
}

}  // namespace segnoise::learn

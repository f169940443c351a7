#include "learn/losses/dice.h"

namespace segnoise::learn {
namespace {

/// (N, C, H, W) float: 1 where the label is the class; channels fastest in memory, as the scores.
torch::Tensor class_indicators(const torch::Tensor& labels, std::int64_t class_count) {
  const auto classes = torch::arange(class_count, labels.options());
  return labels.unsqueeze(3).eq(classes).permute({0, 3, 1, 2}).to(torch::kFloat);
}

}  // namespace

torch::Tensor dice_loss(const ScoredPixels& pixels) {
  const auto& [scores, labels, structures, group] = pixels;
  if (structures.empty()) return 0.0 * scores.sum();
  const torch::Tensor truth = class_indicators(labels, scores.size(1));
  const torch::Tensor probabilities = torch::softmax(scores, 1);
  const torch::Tensor overlap = over_ranks((probabilities * truth).sum({0, 2, 3}), group);
  const torch::Tensor total =
      over_ranks(probabilities.sum({0, 2, 3}) + truth.sum({0, 2, 3}), group);
  const torch::Tensor dice = (2.0 * overlap + 1.0) / (total + 1.0);
  return 1.0 - dice.index_select(0, torch::tensor(structures).to(dice.device())).mean();
}

}  // namespace segnoise::learn

#include "learn/loss.h"

#include <ATen/core/Reduction.h>
#include <stdexcept>

namespace segnoise::learn {
namespace {

/// (N, C, H, W) float: 1 where the label is the class; channels fastest in memory, as the scores.
torch::Tensor class_indicators(const torch::Tensor& labels, std::int64_t class_count) {
  const auto classes = torch::arange(class_count, labels.options());
  return labels.unsqueeze(3).eq(classes).permute({0, 3, 1, 2}).to(torch::kFloat);
}

/// The sum over the ranks of what each has a share of. Its derivative is that of this rank's share:
/// the gradients by the parameters are summed over the ranks later.
torch::Tensor over_ranks(const torch::Tensor& mine, RankGroup* group) {
  if (group == nullptr) return mine;
  return group->summed(mine) + (mine - mine.detach());
}

torch::Tensor dice_loss(
    const torch::Tensor& scores,
    const torch::Tensor& labels,
    const Structures& structures,
    RankGroup* group) {
  if (structures.empty()) return 0.0 * scores.sum();
  const torch::Tensor truth = class_indicators(labels, scores.size(1));
  const torch::Tensor probabilities = torch::softmax(scores, 1);
  const torch::Tensor overlap = over_ranks((probabilities * truth).sum({0, 2, 3}), group);
  const torch::Tensor total =
      over_ranks(probabilities.sum({0, 2, 3}) + truth.sum({0, 2, 3}), group);
  const torch::Tensor dice = (2.0 * overlap + 1.0) / (total + 1.0);
  return 1.0 - dice.index_select(0, torch::tensor(structures).to(dice.device())).mean();
}

torch::Tensor cross_entropy(
    const torch::Tensor& scores, const torch::Tensor& labels, RankGroup* group) {
  const torch::Tensor classes = labels.to(torch::kLong);
  if (group == nullptr) return torch::cross_entropy_loss(scores, classes);
  const torch::Tensor sum =
      labels.numel() == 0 ? scores.sum()
                          : torch::cross_entropy_loss(scores, classes, {}, at::Reduction::Sum);
  const torch::Tensor pixels = torch::tensor(labels.numel(), torch::kDouble);
  return over_ranks(sum, group) / group->summed(pixels).item<double>();
}

}  // namespace

Structures structures_in(const torch::Tensor& labels) {
  Structures structures;
  for (std::int64_t label = 1; label < kClassCount; ++label) {
    if (labels.eq(label).any().item<bool>()) structures.push_back(label);
  }
  return structures;
}

torch::Tensor loss_of(
    const torch::Tensor& scores,
    const torch::Tensor& labels,
    Loss loss,
    const Structures& structures,
    RankGroup* group) {
  switch (loss) {
    case Loss::kDice:
      return dice_loss(scores, labels, structures, group);
    case Loss::kCrossEntropy:
      return cross_entropy(scores, labels, group);
    case Loss::kSum:
      return dice_loss(scores, labels, structures, group) + cross_entropy(scores, labels, group);
  }
  throw std::invalid_argument("loss must be one of the enumeration");
}

DiceSum dice_sum(const torch::Tensor& scores, const torch::Tensor& labels) {
  const torch::Tensor predicted = scores.argmax(1);
  DiceSum dice;
  for (std::int64_t label = 1; label < scores.size(1); ++label) {
    const torch::Tensor a = predicted.eq(label);
    const torch::Tensor b = labels.eq(label);
    const auto count = [](const torch::Tensor& mask) {
      return mask.sum({1, 2}).to(torch::kCPU, torch::kLong).contiguous();
    };
    const torch::Tensor both = count(a.logical_and(b));
    const torch::Tensor either = count(a) + count(b);
    for (std::int64_t frame = 0; frame < both.size(0); ++frame) {
      const auto pixels = static_cast<double>(either.data_ptr<std::int64_t>()[frame]);
      if (pixels == 0.0) continue;
      dice.sum += 2.0 * static_cast<double>(both.data_ptr<std::int64_t>()[frame]) / pixels;
      ++dice.count;
    }
  }
  return dice;
}

}  // namespace segnoise::learn

#include "learn/unet/dice_score.h"

namespace segnoise::learn {

ScoreSum dice_sum(const torch::Tensor& scores, const torch::Tensor& labels) {
  const torch::Tensor predicted = scores.argmax(1);
  ScoreSum dice;
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

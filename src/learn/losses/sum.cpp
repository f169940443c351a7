#include "learn/losses/sum.h"

#include "learn/losses/cross_entropy.h"
#include "learn/losses/dice.h"

namespace segnoise::learn {

torch::Tensor sum_of_losses(const ScoredPixels& pixels) {
  return dice_loss(pixels) + cross_entropy(pixels);
}

}  // namespace segnoise::learn

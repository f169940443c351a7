#include "learn/losses/loss.h"

#include "base/alternatives.h"
#include "learn/losses/cross_entropy.h"
#include "learn/losses/dice.h"
#include "learn/losses/pixel_loss.h"
#include "learn/losses/sum.h"

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::learn {
namespace {

struct LossEntry {
  Loss loss;
  std::string_view name;
  torch::Tensor (*value)(const ScoredPixels&);
};

constexpr std::array kLosses{
    LossEntry{.loss = Loss::kDice, .name = "dice", .value = &dice_loss},
    LossEntry{.loss = Loss::kCrossEntropy, .name = "cross-entropy", .value = &cross_entropy},
    LossEntry{.loss = Loss::kSum, .name = "sum", .value = &sum_of_losses}};

const LossEntry& entry_of(Loss loss) {
  for (const LossEntry& entry : kLosses) {
    if (entry.loss == loss) return entry;
  }
  throw std::invalid_argument("loss must be one of the enumeration");
}

}  // namespace

std::vector<Loss> losses() {
  std::vector<Loss> all;
  for (const LossEntry& entry : kLosses) all.push_back(entry.loss);
  return all;
}

std::string_view name_of(Loss loss) { return entry_of(loss).name; }

Loss loss_named(std::string_view name) {
  std::vector<std::string_view> names;
  for (const LossEntry& entry : kLosses) {
    if (entry.name == name) return entry.loss;
    names.push_back(entry.name);
  }
  throw std::invalid_argument(
      "loss must be " + base::alternatives(names) + ", got " + std::string(name));
}

torch::Tensor loss_of(Loss loss, const ScoredPixels& pixels) {
  return entry_of(loss).value(pixels);
}

}  // namespace segnoise::learn

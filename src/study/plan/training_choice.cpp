#include "study/plan/training_choice.h"

#include "study/plan/shuffled_ids.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace segnoise::plan {
TrainingChoice training_choice(
    std::vector<std::string> ids, const Condition& condition, std::uint64_t seed) {
  const auto available = static_cast<int>(ids.size());
  const int wanted = condition.training_patients.value_or(available);
  if (condition.training_patients && (wanted < 1 || wanted > available)) {
    throw std::invalid_argument(
        "condition " + condition.name + ": training patients must be between 1 and the " +
        std::to_string(available) + " that there are, got " + std::to_string(wanted));
  }
  if (!(condition.noisy_fraction > 0.0 && condition.noisy_fraction <= 1.0)) {
    throw std::invalid_argument(
        "condition " + condition.name + ": the noisy fraction must be in (0, 1], got " +
        std::to_string(condition.noisy_fraction));
  }
  TrainingChoice choice;
  const std::vector<std::string> by_use = shuffled_ids(ids, "training patients", seed);
  choice.used.insert(by_use.begin(), by_use.begin() + wanted);
  if (condition.is_clean()) return choice;

  auto noisy = std::max(1L, std::lround(condition.noisy_fraction * wanted));
  for (std::string& id : shuffled_ids(std::move(ids), "noisy patients", seed)) {
    if (noisy == 0) break;
    if (!choice.used.contains(id)) continue;
    choice.noisy.insert(std::move(id));
    --noisy;
  }
  return choice;
}

}  // namespace segnoise::plan

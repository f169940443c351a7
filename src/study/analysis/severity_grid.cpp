#include "study/analysis/severity_grid.h"

#include <algorithm>
#include <optional>

namespace segnoise::analysis {
namespace {

/// Whose labels are all noisy, or clean, and whose training set is the largest.
std::vector<const ConditionComparison*> of_full_noise_and_size(const StudyComparison& comparison) {
  // All patients (nothing) are more than any number of them.
  const auto is_less = [](const std::optional<int>& a, const std::optional<int>& b) {
    return a && (!b || *a < *b);
  };
  std::vector<const ConditionComparison*> chosen;
  for (const ConditionComparison& each : comparison.conditions) {
    if (!each.condition.is_clean() && each.condition.noisy_fraction != 1.0) continue;
    const auto& size = each.condition.training_patients;
    if (!chosen.empty()) {
      const auto& largest = chosen.front()->condition.training_patients;
      if (is_less(size, largest)) continue;
      if (is_less(largest, size)) chosen.clear();
    }
    chosen.push_back(&each);
  }
  return chosen;
}

void add_new(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

}  // namespace

const ConditionComparison* SeverityGrid::find(
    std::string_view noise, std::string_view severity) const {
  const auto found = std::ranges::find_if(noisy, [&](const ConditionComparison* each) {
    return each->condition.noise == noise && each->condition.severity == severity;
  });
  return found == noisy.end() ? nullptr : *found;
}

bool SeverityGrid::has_severities() const {
  return std::ranges::any_of(severities, [](const std::string& name) { return !name.empty(); });
}

SeverityGrid severity_grid(const StudyComparison& comparison) {
  SeverityGrid grid;
  for (const ConditionComparison* each : of_full_noise_and_size(comparison)) {
    if (each->condition.name == plan::kModelCondition) continue;
    if (each->condition.is_clean()) {
      if (grid.clean == nullptr) grid.clean = each;
      continue;
    }
    grid.noisy.push_back(each);
    add_new(grid.noises, each->condition.noise);
    add_new(grid.severities, each->condition.severity);
  }
  return grid;
}

}  // namespace segnoise::analysis

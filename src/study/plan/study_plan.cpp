#include "study/plan/study_plan.h"

#include <array>
#include <cstdio>
#include <stdexcept>

namespace segnoise::plan {
namespace {

std::string fraction_name(double fraction) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%g%%", 100.0 * fraction);
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string name_of(const Condition& condition) {
  std::string name = condition.is_clean() ? kCleanCondition : condition.noise;
  if (!condition.severity.empty()) name += ' ' + condition.severity;
  if (!condition.is_clean() && condition.noisy_fraction < 1.0) {
    name += ' ' + fraction_name(condition.noisy_fraction);
  }
  if (condition.training_patients) name += " n=" + std::to_string(*condition.training_patients);
  return name;
}

}  // namespace

std::string_view name_of(StudyKind kind) {
  switch (kind) {
    case StudyKind::kTraining:
      return "training";
    case StudyKind::kLabels:
      return "labels";
  }
  throw std::invalid_argument("kind must be one of the enumeration");
}

std::vector<Condition> conditions_of(const ConditionAxes& axes) {
  std::vector<Condition> conditions;
  const auto add = [&](Condition condition) {
    condition.name = name_of(condition);
    conditions.push_back(std::move(condition));
  };
  for (const std::optional<int>& patients : axes.training_patients) {
    add({.training_patients = patients});
    for (const GradedNoise& kind : axes.noise) {
      for (const auto& [severity, setup] : kind.severities) {
        for (const double fraction : axes.noisy_fractions) {
          add(
              {.noise = kind.name,
               .severity = severity,
               .setup = setup,
               .noisy_fraction = fraction,
               .training_patients = patients});
        }
      }
    }
  }
  return conditions;
}

std::vector<Cell> cells_of(const StudyPlan& plan) {
  std::vector<Cell> cells;
  for (const std::uint64_t seed : plan.seeds) {
    for (int fold = 1; fold <= plan.folds; ++fold) {
      for (const Condition& condition : plan.conditions) {
        cells.push_back({.condition = condition, .seed = seed, .fold = fold});
      }
    }
  }
  return cells;
}

}  // namespace segnoise::plan

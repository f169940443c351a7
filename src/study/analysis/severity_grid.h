#pragma once

#include "study/analysis/comparison.h"

#include <string>
#include <string_view>
#include <vector>

namespace segnoise::analysis {

/// The conditions of a study by kind of noise and severity, as the paper's Table 6 has them: those
/// whose training labels are all noisy and whose training set is the largest.
struct SeverityGrid {
  const ConditionComparison* clean = nullptr;  ///< with clean labels; null if there is none
  std::vector<const ConditionComparison*> noisy = {};
  std::vector<std::string> noises = {};      ///< in order of appearance
  std::vector<std::string> severities = {};  ///< likewise; "" is that of a kind which has but one

  /// Null if the study does not have it.
  [[nodiscard]] const ConditionComparison* find(
      std::string_view noise, std::string_view severity) const;

  /// Whether any severity has a name.
  [[nodiscard]] bool has_severities() const;
};

/// @param comparison  outlives the grid
[[nodiscard]] SeverityGrid severity_grid(const StudyComparison& comparison);

}  // namespace segnoise::analysis

#include "study/comparison_text.h"
#include "study/text_columns.h"
#include "study/text_numbers.h"

#include <algorithm>

namespace segnoise {
namespace {

using Lines = std::vector<std::vector<std::string>>;

/// A measure that has a table of its own.
struct Table {
  std::string_view measure;
  const char* title;
};

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

/// Rows and columns of Table 6.
struct Grid {
  const ConditionComparison* clean = nullptr;
  std::vector<const ConditionComparison*> noisy = {};
  std::vector<std::string> noises = {};
  std::vector<std::string> severities = {};
};

Grid grid_of(const StudyComparison& comparison) {
  Grid grid;
  for (const ConditionComparison* each : of_full_noise_and_size(comparison)) {
    if (each->condition.name == kModelCondition) continue;
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

std::string severities_of(const Grid& grid, const Table& table) {
  const auto mean_of = [&](const ConditionComparison& each) -> std::string {
    const MeasureComparison* found = each.find(table.measure);
    if (found == nullptr || !found->mean) return "-";
    return mean_and_sd(found->mean->over_patients, 1);
  };
  Lines lines{{"noise"}};
  for (const std::string& severity : grid.severities) {
    lines.front().push_back(severity.empty() ? "one severity" : severity);
  }
  if (grid.clean != nullptr) {
    auto& line = lines.emplace_back(grid.severities.size() + 1, mean_of(*grid.clean));
    line.front() = grid.clean->condition.name;
  }
  for (const std::string& noise : grid.noises) {
    auto& line = lines.emplace_back();
    line.push_back(noise);
    for (const std::string& severity : grid.severities) {
      const auto found = std::ranges::find_if(grid.noisy, [&](const ConditionComparison* each) {
        return each->condition.noise == noise && each->condition.severity == severity;
      });
      line.push_back(found == grid.noisy.end() ? "-" : mean_of(**found));
    }
  }
  return std::string(table.title) + ", by noise and severity: mean ± SD over patients\n" +
         in_columns(lines);
}

}  // namespace

std::string severities_text(const StudyComparison& comparison) {
  const Grid grid = grid_of(comparison);
  const bool has_severity = std::ranges::any_of(
      grid.severities, [](const std::string& severity) { return !severity.empty(); });
  if (!has_severity || grid.noises.size() < 2) return "";
  std::string text;
  for (const Table& table :
       {Table{kMeanDice, "Mean Dice of ED and ES in %"},
        Table{"ef_error_pp", "EF error in percentage points"}}) {
    if (!comparison.has(table.measure)) continue;
    text += (text.empty() ? "" : "\n") + severities_of(grid, table);
  }
  return text;
}

}  // namespace segnoise

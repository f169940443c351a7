#include "base/text_table.h"
#include "study/analysis/comparison_text.h"
#include "study/analysis/severity_grid.h"
#include "study/analysis/text_numbers.h"

namespace segnoise::analysis {
namespace {

using Lines = std::vector<std::vector<std::string>>;

std::string severities_of(const SeverityGrid& grid, const Measure& measure) {
  const auto mean_of = [&](const ConditionComparison* each) -> std::string {
    const MeasureComparison* found = each == nullptr ? nullptr : each->find(measure);
    if (found == nullptr || !found->mean) return "-";
    return mean_and_sd(found->mean->over_patients, measure.decimals);
  };
  Lines lines{{"noise"}};
  for (const std::string& severity : grid.severities) {
    lines.front().push_back(severity.empty() ? "one severity" : severity);
  }
  if (grid.clean != nullptr) {
    auto& line = lines.emplace_back(grid.severities.size() + 1, mean_of(grid.clean));
    line.front() = grid.clean->condition.name;
  }
  for (const std::string& noise : grid.noises) {
    auto& line = lines.emplace_back();
    line.push_back(noise);
    for (const std::string& severity : grid.severities) {
      line.push_back(mean_of(grid.find(noise, severity)));
    }
  }
  return measure.title_with_unit(" in ") + ", by noise and severity: mean ± SD over patients\n" +
         base::text_table(lines);
}

}  // namespace

std::string severities_text(const StudyComparison& comparison) {
  const SeverityGrid grid = severity_grid(comparison);
  if (!grid.has_severities() || grid.noises.size() < 2) return "";
  std::string text;
  for (const Measure& measure : {kMeanDice, kEfError}) {
    if (!comparison.has(measure)) continue;
    text += (text.empty() ? "" : "\n") + severities_of(grid, measure);
  }
  return text;
}

}  // namespace segnoise::analysis

#include "study/comparison_text.h"

#include "study/text_columns.h"
#include "study/text_numbers.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace segnoise {
namespace {

using Lines = std::vector<std::vector<std::string>>;

/// A measure as a column of a table.
struct Column {
  std::string_view measure;
  const char* heading;
  int decimals = 1;
};

constexpr std::array kPredictionColumns{
    Column{"dice_es_percent", "Dice ES %"},
    Column{"dice_ed_percent", "Dice ED %"},
    Column{"ef_error_pp", "EF error p.p."},
    Column{"hd_ed_mm", "HD ED mm"}};

constexpr std::array kLabelEfColumns{
    Column{"ef_bias_pp", "EF bias p.p."},
    Column{"ef_sd_pp", "EF SD p.p."},
    Column{"ef_central95_width_pp", "95 % width p.p."},
    Column{"ef_mae_pp", "EF MAE p.p."}};

constexpr std::array kLabelVolumeColumns{
    Column{"edv_bias_percent", "EDV bias %"}, Column{"esv_bias_percent", "ESV bias %"}};

constexpr std::array kLabelCategoryColumns{
    Column{"other_category_probability", "other category", 2},
    Column{"crossing_40_probability", "crosses 40 %", 2},
    Column{"crossing_50_probability", "crosses 50 %", 2}};
constexpr std::array kLabelCalibrationColumns{
    Column{"central95_covers_clean", "95 % of draws hold clean EF", 2},
    Column{"ef_category_brier", "Brier score of EF categories", 2}};

std::string printed(const MeasureComparison* measure, int decimals) {
  if (measure == nullptr || !measure->mean) return "-";
  const PatientMean& mean = *measure->mean;
  return mean_and_sd(mean.over_patients, decimals) + bracketed(mean.ci95, decimals);
}

std::string printed_p(const std::optional<double>& p) {
  constexpr double kLeastPrinted = 0.001;
  if (!p) return "-";
  return *p < kLeastPrinted ? "<0.001" : fixed(*p, 3);
}

/// A row for each condition that has any of the measures; "" without rows.
std::string means(
    const StudyComparison& comparison, std::span<const Column> columns, const char* heading) {
  Lines lines{{"labels"}};
  for (const Column& column : columns) lines.front().emplace_back(column.heading);
  lines.front().emplace_back("patients");
  for (const ConditionComparison& each : comparison.conditions) {
    std::vector<std::string> line{each.condition.name};
    int patients = 0;
    for (const Column& column : columns) {
      const MeasureComparison* found = each.find(column.measure);
      line.push_back(printed(found, column.decimals));
      if (found == nullptr || !found->mean) continue;
      patients = std::max(patients, found->mean->over_patients.count);
    }
    line.push_back(std::to_string(patients));
    if (patients > 0) lines.push_back(std::move(line));
  }
  if (lines.size() == 1) return "";
  return std::string(heading) + ": mean ± SD over patients [95 % CI of the mean]\n" +
         in_columns(lines);
}

/// Those that have something, a blank line between them.
std::string joined(std::initializer_list<std::string> tables) {
  std::string text;
  for (const std::string& table : tables) {
    if (table.empty()) continue;
    text += (text.empty() ? "" : "\n") + table;
  }
  return text;
}

}  // namespace

std::string means_text(const StudyComparison& comparison) {
  return means(comparison, kPredictionColumns, "Networks by their training labels");
}

std::string differences_text(const StudyComparison& comparison) {
  Lines lines{{"labels"}};
  for (const Column& column : kPredictionColumns) {
    lines.front().insert(lines.front().end(), {column.heading, "p"});
  }
  lines.front().emplace_back("pairs");
  for (const ConditionComparison& each : comparison.conditions) {
    std::vector<std::string> line{each.condition.name};
    int pairs = 0;
    for (const Column& column : kPredictionColumns) {
      const MeasureComparison* found = each.find(column.measure);
      if (found == nullptr || !found->difference) {
        line.insert(line.end(), {"-", "-"});
        continue;
      }
      const PairedDifference& difference = *found->difference;
      pairs = std::max(pairs, difference.over_patients.count);
      line.push_back(
          fixed(difference.over_patients.mean, column.decimals) +
          bracketed(difference.ci95, column.decimals));
      line.push_back(printed_p(difference.holm_p));
    }
    line.push_back(std::to_string(pairs));
    if (pairs > 0) lines.push_back(std::move(line));
  }
  if (lines.size() == 1) return "";
  return "Difference to clean labels, paired by patient: mean [95 % CI], p by Wilcoxon and Holm\n" +
         in_columns(lines);
}

std::string label_effects_text(const StudyComparison& comparison) {
  return joined(
      {means(comparison, kLabelEfColumns, "EF of noisy labels against that of clean ones"),
       means(comparison, kLabelVolumeColumns, "Volumes of noisy labels against clean ones"),
       means(comparison, kLabelCategoryColumns, "Probabilities of another EF category"),
       means(comparison, kLabelCalibrationColumns, "How well noisy EFs predict the clean one")});
}

std::string comparison_text(const StudyComparison& comparison) {
  return joined(
      {means_text(comparison),
       differences_text(comparison),
       severities_text(comparison),
       label_effects_text(comparison),
       ef_agreement_text(comparison),
       reclassification_text(comparison)});
}

}  // namespace segnoise

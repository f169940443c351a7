#include "study/analysis/comparison_text.h"

#include "base/text_table.h"
#include "study/analysis/text_numbers.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace segnoise::analysis {
namespace {

using Lines = std::vector<std::vector<std::string>>;

constexpr std::array kPredictionColumns{kDiceEs, kDiceEd, kEfError, kHdEd};
constexpr std::array kLabelEfColumns{kEfBias, kEfSd, kEfWidth, kEfMae};
constexpr std::array kLabelVolumeColumns{kEdvBias, kEsvBias};
constexpr std::array kLabelCategoryColumns{kOtherCategory, kCrossing40, kCrossing50};
constexpr std::array kLabelCalibrationColumns{kCovered, kBrier};

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

constexpr const char* kTooFew =
    "(-: no interval of fewer than 5 patients, no agreement of fewer than 10)\n";

/// Whether all numbers are of a network that was given, whose labels nobody has told of.
bool is_of_given_network(const StudyComparison& comparison) {
  return std::ranges::all_of(comparison.conditions, [](const ConditionComparison& each) {
    return each.condition.name == plan::kModelCondition;
  });
}

/// A row for each condition that has any of the measures; "" without rows.
std::string means(
    const StudyComparison& comparison, std::span<const Measure> columns, const char* heading) {
  Lines lines{{is_of_given_network(comparison) ? "network" : "labels"}};
  for (const Measure& column : columns) {
    lines.front().insert(lines.front().end(), {column.heading_with_unit(), "n"});
  }
  for (const ConditionComparison& each : comparison.conditions) {
    std::vector<std::string> line{each.condition.name};
    bool has_any = false;
    for (const Measure& column : columns) {
      const MeasureComparison* found = each.find(column);
      line.push_back(printed(found, column.decimals));
      const bool has_mean = found != nullptr && found->mean;
      line.push_back(has_mean ? std::to_string(found->mean->over_patients.count) : "-");
      has_any = has_any || has_mean;
    }
    if (has_any) lines.push_back(std::move(line));
  }
  if (lines.size() == 1) return "";
  return std::string(heading) + ": mean ± SD over patients [95 % CI of the mean]\n" +
         base::text_table(lines);
}

/// Whether any number has no interval, or any EFs no agreement, for want of patients.
bool has_few_patients(const StudyComparison& comparison) {
  return std::ranges::any_of(comparison.conditions, [](const ConditionComparison& each) {
    const auto few = [](const auto& found) {
      return found && found->over_patients.count < kLeastForInterval;
    };
    return (each.ef && each.ef->patients < kLeastForAgreement) ||
           std::ranges::any_of(each.measures, [&](const MeasureComparison& measure) {
             return few(measure.mean) || few(measure.difference);
           });
  });
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

std::string learned_nothing_text(const StudyComparison& comparison) {
  std::string text;
  for (const ConditionComparison& each : comparison.conditions) {
    if (!each.learned_nothing()) continue;
    text += "Learned nothing: " + each.condition.name + ", whose best validation Dice is " +
            fixed(*each.least_validation_dice) + ", below " + fixed(kLeastLearnedDice) +
            "; its differences are no effect of labels and have no p value.\n";
  }
  return text;
}

std::string single_plane_text(const StudyComparison& comparison) {
  const int patients = comparison.single_plane_patients;
  if (patients == 0) return "";
  return "EF of " + std::to_string(patients) + (patients == 1 ? " patient" : " patients") +
         " is single-plane, of one view.\n";
}

std::string means_text(const StudyComparison& comparison) {
  const char* heading =
      is_of_given_network(comparison) ? "The given network" : "Networks by their training labels";
  return means(comparison, kPredictionColumns, heading);
}

std::string differences_text(const StudyComparison& comparison) {
  Lines lines{{"labels"}};
  for (const Measure& column : kPredictionColumns) {
    lines.front().insert(lines.front().end(), {column.heading_with_unit(), "p", "n"});
  }
  for (const ConditionComparison& each : comparison.conditions) {
    std::vector<std::string> line{each.condition.name};
    bool has_any = false;
    for (const Measure& column : kPredictionColumns) {
      const MeasureComparison* found = each.find(column);
      if (found == nullptr || !found->difference) {
        line.insert(line.end(), {"-", "-", "-"});
        continue;
      }
      const PairedDifference& difference = *found->difference;
      has_any = true;
      line.push_back(
          fixed(difference.over_patients.mean, column.decimals) +
          bracketed(difference.ci95, column.decimals));
      line.push_back(printed_p(difference.holm_p));
      line.push_back(std::to_string(difference.over_patients.count));
    }
    if (has_any) lines.push_back(std::move(line));
  }
  if (lines.size() == 1) return "";
  const std::string what = comparison.is_descriptive()
                               ? "mean. One seed: descriptive, without interval and p,\n"
                                 "as another seed may change it by more than patients differ"
                               : "mean [95 % CI], p by Wilcoxon and Holm";
  return "Difference to clean labels, paired by patient: " + what + '\n' + base::text_table(lines);
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
      {learned_nothing_text(comparison),
       means_text(comparison),
       differences_text(comparison),
       severities_text(comparison),
       label_effects_text(comparison),
       ef_agreement_text(comparison),
       reclassification_text(comparison),
       single_plane_text(comparison),
       has_few_patients(comparison) ? kTooFew : ""});
}

}  // namespace segnoise::analysis

#include "study/analysis/comparison_text.h"

#include "base/text_table.h"
#include "study/analysis/clinical_size.h"
#include "study/analysis/text_numbers.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace segnoise::analysis {
namespace {

using Lines = std::vector<std::vector<std::string>>;

constexpr std::array kSignedColumns{kSignedEfError, kSignedEsvError};
constexpr std::array kLabelEfColumns{kEfBias, kEfSd, kEfWidth, kEfMae};
constexpr std::array kLabelVolumeColumns{kEdvBias, kEsvBias};
constexpr std::array kLabelCategoryColumns{kOtherCategory, kCrossing40, kCrossing50};
constexpr std::array kLabelCalibrationColumns{kCovered, kBrier};

std::string printed(const MeasureComparison* measure, int decimals) {
  if (measure == nullptr || !measure->mean) return "-";
  const PatientMean& mean = *measure->mean;
  return mean_and_sd(mean.over_patients, decimals) + bracketed(mean.ci95, decimals);
}

constexpr const char* kTooFew =
    "(-: no interval of fewer than 5 patients, no agreement of fewer than 10)\n";

/// Whether all numbers are of a network that was given, whose labels nobody has told of.
bool is_of_given_network(const StudyComparison& comparison) {
  return std::ranges::all_of(comparison.conditions, [](const ConditionComparison& each) {
    return each.condition.name == plan::kModelCondition;
  });
}

/// What a row of means is called, and where its numbers are.
template <class Found>
struct MeansRow {
  std::vector<std::string> names;
  const Found* found;
};

/// A row for each that has any of the measures; "" without rows.
template <class Found>
std::string means(
    const std::vector<std::string>& names,
    const std::vector<MeansRow<Found>>& rows,
    std::span<const Measure> columns,
    const std::string& heading) {
  Lines lines{names};
  for (const Measure& column : columns) {
    lines.front().insert(lines.front().end(), {column.heading_with_unit(), "n"});
  }
  for (const MeansRow<Found>& row : rows) {
    std::vector<std::string> line = row.names;
    bool has_any = false;
    for (const Measure& column : columns) {
      const MeasureComparison* found = row.found->find(column);
      line.push_back(printed(found, column.decimals));
      const bool has_mean = found != nullptr && found->mean;
      line.push_back(has_mean ? std::to_string(found->mean->over_patients.count) : "-");
      has_any = has_any || has_mean;
    }
    if (has_any) lines.push_back(std::move(line));
  }
  if (lines.size() == 1) return "";
  return heading + ": mean ± SD over patients [95 % CI of the mean over patients, by " +
         std::string(kIntervalOfMean) + "]\n" +
         (names.size() == 1 ? base::text_table(lines) : base::text_table(lines, {0, 1}));
}

std::string rows_name(const StudyComparison& comparison) {
  return is_of_given_network(comparison) ? "network" : "labels";
}

/// A row for each condition.
std::string means(
    const StudyComparison& comparison,
    std::span<const Measure> columns,
    const std::string& heading) {
  std::vector<MeansRow<ConditionComparison>> rows;
  for (const ConditionComparison& each : comparison.conditions)
    rows.push_back({{each.title()}, &each});
  return means({rows_name(comparison)}, rows, columns, heading);
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

std::string differences_caption(const StudyComparison& comparison) {
  std::string caption;
  if (comparison.tests > 0) {
    caption =
        "Interval and p take patients and seeds for chance, training patients as given (two-way "
        "random effects); Holm p is adjusted for all " +
        std::to_string(comparison.tests) + " p of this table.";
  }
  if (comparison.is_descriptive()) {
    caption += std::string(caption.empty() ? "" : " ") + "Of fewer than " +
               std::to_string(statistics::kLeastSeeds) +
               " seeds they are descriptive, without interval and p: another seed may change a "
               "network by more than patients differ.";
  }
  return caption;
}

std::string learned_nothing_text(const StudyComparison& comparison) {
  std::string text;
  for (const ConditionComparison& each : comparison.conditions) {
    if (!each.learned_nothing()) continue;
    text += "Learned nothing: " + each.title() + ", whose best validation Dice is " +
            fixed(*each.least_validation_dice) + ", below " + fixed(kLeastLearnedDice) +
            "; its differences are no effect of labels, and have neither interval nor p.\n";
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
  return means(comparison, kTable7Measures, heading);
}

std::string signed_errors_text(const StudyComparison& comparison) {
  return means(comparison, kSignedColumns, "Network minus clean labels");
}

std::string qualities_text(const StudyComparison& comparison) {
  std::vector<MeansRow<QualityStratum>> rows;
  for (const ConditionComparison& each : comparison.conditions) {
    for (const QualityStratum& stratum : each.strata) {
      rows.push_back({{each.title(), std::string(name_of(stratum.quality))}, &stratum});
    }
  }
  return means(
      {rows_name(comparison), "quality"},
      rows,
      kTable7Measures,
      "By image quality, the worse of a patient's views");
}

std::string differences_text(const StudyComparison& comparison) {
  Lines lines{
      {"measure",
       rows_name(comparison),
       comparison.tests > 0 ? "difference [95 % CI]" : "difference",
       "p",
       "Holm p",
       "patients",
       "seeds"}};
  for (const Measure& measure : kTestedMeasures) {
    for (const ConditionComparison& each : comparison.conditions) {
      const MeasureComparison* found = each.find(measure);
      if (found == nullptr || !found->difference) continue;
      const PairedDifference& difference = *found->difference;
      const auto& mixed = difference.mixed;
      lines.push_back(
          {measure.heading_with_unit(),
           each.title(),
           fixed(difference.over_patients.mean, measure.decimals) +
               (mixed ? bracketed(mixed->interval, measure.decimals) : ""),
           printed_p(mixed ? std::optional(mixed->p) : std::nullopt),
           printed_p(difference.holm_p),
           std::to_string(difference.over_patients.count),
           std::to_string(difference.seeds)});
    }
  }
  if (lines.size() == 1) return "";
  return "Differences to clean labels, paired by patient and seed. " +
         differences_caption(comparison) + '\n' + base::text_table(lines, {0, 1});
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
       signed_errors_text(comparison),
       differences_text(comparison),
       qualities_text(comparison),
       severities_text(comparison),
       label_effects_text(comparison),
       ef_agreement_text(comparison),
       reclassification_text(comparison),
       single_plane_text(comparison),
       clinical_sizes_text(comparison),
       has_few_patients(comparison) ? kTooFew : ""});
}

}  // namespace segnoise::analysis

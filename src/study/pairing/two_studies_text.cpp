#include "study/pairing/two_studies_text.h"

#include "base/text_table.h"
#include "core/statistics/mixed_difference.h"
#include "study/analysis/comparison_text.h"
#include "study/analysis/measures.h"
#include "study/analysis/text_numbers.h"

#include <algorithm>

namespace segnoise::pairing {
namespace {

std::string count_of(int patients) {
  return std::to_string(patients) + (patients == 1 ? " patient" : " patients");
}

std::string settings_table(const TwoStudies& studies) {
  if (studies.settings.empty()) return "Nothing was set differently.\n";
  std::vector<base::TextRow> lines{{"set differently", studies.first_name, studies.second_name}};
  for (const SettingDifference& each : studies.settings) {
    lines.push_back(
        {base::printable(each.what), base::printable(each.first), base::printable(each.second)});
  }
  return base::text_table(lines, {0, 1, 2});
}

std::string compared_names(const ConditionDifference& each) {
  return each.first == each.second ? each.first : each.first + ", " + each.second;
}

std::string differences_table(const TwoStudies& studies) {
  if (studies.differences.empty()) return "No condition of one is in the other.\n";
  std::vector<base::TextRow> lines{
      {"measure",
       "labels",
       studies.tests > 0 ? "difference [95 % CI]" : "difference",
       "p",
       "Holm p",
       "patients",
       "seeds"}};
  for (const ConditionDifference& each : studies.differences) {
    const auto& measure =
        *std::ranges::find(analysis::kComparedMeasures, each.measure, &analysis::Measure::id);
    const analysis::PairedDifference& difference = each.difference;
    const auto& mixed = difference.mixed;
    lines.push_back(
        {measure.heading_with_unit(),
         compared_names(each),
         analysis::mean_and_sd(difference.over_patients, measure.decimals) +
             (mixed ? analysis::bracketed(mixed->interval, measure.decimals) : ""),
         analysis::printed_p(mixed ? std::optional(mixed->p) : std::nullopt),
         analysis::printed_p(difference.holm_p),
         std::to_string(difference.over_patients.count),
         studies.has_common_seeds ? std::to_string(difference.seeds) : "-"});
  }
  return studies.second_name + " minus " + studies.first_name + ": mean ± SD over patients. " +
         differences_caption(studies) + '\n' + base::text_table(lines, {0, 1});
}

}  // namespace

std::string patients_sentence(const TwoStudies& studies) {
  std::string text = "Of " + count_of(studies.patients) + ", whom both studies have";
  if (studies.only_in_first > 0) {
    text += "; without " + count_of(studies.only_in_first) + " whom " + studies.first_name +
            " alone has";
  }
  if (studies.only_in_second > 0) {
    text += "; without " + count_of(studies.only_in_second) + " whom " + studies.second_name +
            " alone has";
  }
  return text + ".";
}

std::string differences_caption(const TwoStudies& studies) {
  std::string text = studies.has_common_seeds
                         ? "Paired by patient and seed, means over folds."
                         : "Paired by patient, means over seeds: no seed is in both studies.";
  if (studies.tests > 0) {
    text +=
        " Interval and p take patients and seeds for chance (two-way random effects); Holm p is "
        "adjusted for all " +
        std::to_string(studies.tests) + " p of this table.";
  }
  if (studies.is_descriptive()) {
    text += " Of fewer than " + std::to_string(statistics::kLeastSeeds) +
            " seeds in both they are descriptive, without interval and p.";
  }
  return text;
}

std::string two_studies_text(const TwoStudies& studies) {
  std::string text = patients_sentence(studies) + "\n\n" + settings_table(studies);
  for (const std::string& table :
       {analysis::learned_nothing_text(studies.comparison),
        analysis::means_text(studies.comparison),
        analysis::signed_errors_text(studies.comparison),
        analysis::differences_text(studies.comparison),
        analysis::label_effects_text(studies.comparison),
        analysis::single_plane_text(studies.comparison),
        differences_table(studies)}) {
    if (!table.empty()) text += "\n" + table;
  }
  return text;
}

}  // namespace segnoise::pairing

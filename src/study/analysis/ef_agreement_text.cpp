#include "base/text_table.h"
#include "core/cardiac/ef_category.h"
#include "study/analysis/comparison_text.h"
#include "study/analysis/text_numbers.h"

#include <algorithm>

namespace segnoise::analysis {
namespace {

using Lines = std::vector<std::vector<std::string>>;

bool has_ef(const StudyComparison& comparison) {
  return std::ranges::any_of(
      comparison.conditions, [](const ConditionComparison& each) { return each.ef.has_value(); });
}

std::string value_of(const std::optional<statistics::Estimate>& estimate, int decimals) {
  return estimate ? fixed(estimate->value, decimals) : "-";
}

std::string printed(const std::optional<statistics::Estimate>& estimate, int decimals) {
  return estimate ? fixed(estimate->value, decimals) + bracketed(estimate->interval, decimals)
                  : "-";
}

/// A fraction as percent.
std::string percent(std::optional<statistics::Estimate> share) {
  if (share) {
    share->value *= 100.0;
    if (share->interval) {
      share->interval = {100.0 * share->interval->lower, 100.0 * share->interval->upper};
    }
  }
  return printed(share, 0);
}

Lines categories(const statistics::CrossTable& reclassification) {
  Lines lines{{"reference \\ predicted"}};
  for (const cardiac::EfCategory category : cardiac::kEfCategories) {
    lines.front().emplace_back(cardiac::name_of(category));
    auto& line = lines.emplace_back();
    line.emplace_back(cardiac::name_of(category));
    for (const double patients : reclassification[static_cast<std::size_t>(category)]) {
      line.push_back(fixed(patients, 1));
    }
  }
  return lines;
}

}  // namespace

std::string ef_agreement_text(const StudyComparison& comparison) {
  if (!has_ef(comparison)) return "";
  Lines differences{
      {"labels",
       "bias p.p.",
       "lower limit p.p.",
       "upper limit p.p.",
       "proportional bias",
       "patients",
       "seeds"}};
  Lines agreement{
      {"labels", "MAE p.p.", "RMSE p.p.", "r", "CCC", "ICC(2,1)", "<= 5 p.p. %", "<= 10 p.p. %"}};
  for (const ConditionComparison& each : comparison.conditions) {
    if (!each.ef) continue;
    const EfAgreement& ef = *each.ef;
    differences.push_back(
        {each.condition.name,
         printed(ef.bias_pp, 1),
         printed(ef.lower_limit_pp, 1),
         printed(ef.upper_limit_pp, 1),
         printed(ef.slope, 2),
         std::to_string(ef.patients),
         std::to_string(ef.seeds)});
    agreement.push_back(
        {each.condition.name,
         printed(ef.mae_pp, 1),
         value_of(ef.rmse_pp, 1),
         value_of(ef.pearson_r, 2),
         printed(ef.lin_ccc, 2),
         printed(ef.icc_2_1, 2),
         percent(ef.within_5_pp),
         percent(ef.within_10_pp)});
  }
  return "EF predicted minus EF of the clean labels, by Bland and Altman, with the slope of "
         "differences on means: value [95 % CI]\n" +
         base::text_table(differences) +
         "\nAgreement of EF predicted and EF of the clean labels: value [95 % CI]\n" +
         base::text_table(agreement);
}

std::string reclassification_text(const StudyComparison& comparison) {
  if (!has_ef(comparison)) return "";
  std::string text = "Patients by EF category, mean over seeds\n";
  for (const ConditionComparison& each : comparison.conditions) {
    if (!each.ef) continue;
    text += each.condition.name + ", quadratic-weighted kappa " + printed(each.ef->kappa, 2) +
            '\n' + base::text_table(categories(each.ef->reclassification)) + '\n';
  }
  return text + std::string(cardiac::kEfCategoryRule) + '\n';
}

}  // namespace segnoise::analysis

#include "base/text_table.h"
#include "study/analysis/sensitivity_summary.h"
#include "study/analysis/text_numbers.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::analysis {
namespace {

using Lines = std::vector<std::vector<std::string>>;

std::string percent(double fraction) { return fixed(100.0 * fraction, 1); }

std::string interval(const std::optional<statistics::Interval>& interval) {
  return interval ? fixed(interval->lower) + " to " + fixed(interval->upper) : "-";
}

std::string strata_text(const std::vector<StratumSummary>& strata) {
  Lines lines{
      {"",
       "patients",
       "EF bias",
       "95 % CI",
       "EF SD",
       "95 % width",
       "MAE",
       "within 5 %",
       "crosses 40 %",
       "crosses 50 %",
       "EDV bias %",
       "ESV bias %"}};
  for (const StratumSummary& stratum : strata) {
    lines.push_back(
        {stratum.by == "all" ? "all" : stratum.by + ": " + stratum.name,
         std::to_string(stratum.patients),
         fixed(stratum.ef_bias_pp.mean),
         interval(stratum.ef_bias_ci95),
         fixed(stratum.ef_sd_pp),
         fixed(stratum.ef_central95_width_pp),
         fixed(stratum.ef_mae_pp),
         percent(stratum.within_5_pp),
         percent(stratum.crossing_40_probability),
         percent(stratum.crossing_50_probability),
         fixed(stratum.edv_bias_percent),
         fixed(stratum.esv_bias_percent)});
  }
  return base::text_table(lines);
}

std::string parts_text(const StratumSummary& all) {
  Lines lines{{"noise of", "EF bias", "EF SD", "EDV bias %", "ESV bias %", "draws"}};
  for (const PartEffect& part : all.parts) {
    lines.push_back(
        {part.part,
         fixed(part.ef_bias_pp),
         fixed(part.ef_sd_pp),
         fixed(part.edv_bias_percent),
         fixed(part.esv_bias_percent),
         std::to_string(part.draws)});
  }
  lines.push_back({"all, closed form", fixed(all.propagated.bias_pp), fixed(all.propagated.sd_pp)});
  return base::text_table(lines);
}

std::string reclassification_text(const SensitivitySummary& summary) {
  Lines lines{{"clean \\ noisy"}};
  for (const cardiac::EfCategory category : cardiac::kEfCategories) {
    lines.front().emplace_back(cardiac::name_of(category));
  }
  for (const cardiac::EfCategory category : cardiac::kEfCategories) {
    auto& line = lines.emplace_back();
    line.emplace_back(cardiac::name_of(category));
    for (const double count : summary.reclassification[static_cast<std::size_t>(category)]) {
      line.push_back(fixed(count));
    }
  }
  return base::text_table(lines) + "quadratic-weighted kappa: " +
         (summary.kappa ? fixed(*summary.kappa, 3) : std::string("-")) + '\n';
}

}  // namespace

std::string sensitivity_text(const SensitivitySummary& summary, const SensitivityOptions& options) {
  const StratumSummary& all = summary.strata.front();
  std::string text = "EF with noisy labels against EF with clean ones, " +
                     std::to_string(options.draws) +
                     " draws a label; means over patients, EF in percentage points, the others in "
                     "percent\n\n" +
                     strata_text(summary.strata) + '\n' + parts_text(all) + '\n';
  if (all.variance) {
    text += "variance of EF: " + percent(all.variance->ed) + " % from ED labels, " +
            percent(all.variance->es) + " % from ES labels, " + percent(all.variance->joint) +
            " % from both together\n\n";
  }
  return text + "expected number of patients by EF category\n" + reclassification_text(summary) +
         '\n' + std::string(cardiac::kEfCategoryRule) + '\n';
}

}  // namespace segnoise::analysis

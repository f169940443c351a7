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

std::string optional_text(const std::optional<double>& value, int decimals) {
  return value ? fixed(*value, decimals) : "-";
}

std::string reliability_text(const std::vector<StratumSummary>& strata) {
  Lines lines{
      {"a single reading",
       "patients",
       "SD",
       "detectable",
       "CV %",
       "ICC(2,1)",
       "r",
       "bias ± SD",
       "MAE",
       "within 5 %",
       "within 10 %"}};
  for (const StratumSummary& stratum : strata) {
    if (!stratum.tells_reliability()) continue;
    const readings::Reliability& reading = stratum.reliability;
    lines.push_back(
        {stratum.by == "all" ? "all" : stratum.by + ": " + stratum.name,
         std::to_string(reading.patients),
         fixed(reading.sd_pp, 1),
         fixed(readings::minimal_detectable_change(reading.sd_pp), 1),
         optional_text(reading.cv_percent, 1),
         optional_text(reading.icc, 2),
         optional_text(reading.r, 2),
         fixed(reading.bias_pp, 1) +
             (reading.difference_sd_pp ? " ± " + fixed(*reading.difference_sd_pp, 1) : ""),
         fixed(stratum.ef_mae_pp, 1),
         percent(stratum.within_5_pp),
         percent(stratum.within_10_pp)});
  }
  lines.push_back(
      {"published targets",
       "",
       "",
       "",
       "< " + fixed(readings::kCvTargetPercent, 0),
       "> " + fixed(readings::kIccTarget, 2),
       "",
       "",
       "",
       "",
       "> " + fixed(100.0 * readings::kWithin10Target, 0)});
  return base::text_table(lines);
}

std::string volume_errors_text(const SensitivitySummary& summary) {
  const StratumSummary& all = summary.strata.front();
  std::string text = std::string(readings::kVolumeErrorFormula) + ".\n" +
                     readings::volume_error_sentence(45.0, 0.05, 0.05) +
                     " (arXiv 2406.10891: 39 to 50 %)\n";
  if (all.edv_sd_fraction < 1.0 && all.esv_sd_fraction <= 1.0) {
    text += "Here, by one SD of the readings and the median EF: " +
            readings::volume_error_sentence(
                summary.median_ef_percent, all.edv_sd_fraction, all.esv_sd_fraction) +
            '\n';
  }
  return text;
}

std::string failed_text(const StratumSummary& all) {
  std::string text = std::to_string(all.failed.all()) + " of " + std::to_string(all.draws) +
                     " draws failed, and are in no mean";
  if (all.failed.all() > 0) {
    text += ": EF below 0 in " + std::to_string(all.failed.negative_ef) +
            ", EDV outside 20 to 400 mL in " + std::to_string(all.failed.edv) +
            ", a long axis outside 40 to 130 mm in " + std::to_string(all.failed.long_axis);
  }
  if (all.draws_without_ef > 0) text += "; " + std::to_string(all.draws_without_ef) + " gave no EF";
  return text + ".\n";
}

std::string intervals_text(const SensitivitySummary& summary) {
  if (summary.ef_intervals.empty()) {
    return "no interval around a single reading: that takes " +
           std::to_string(readings::kLeastForEfIntervals) +
           " patients of different EF, and readings that err\n";
  }
  const readings::EfIntervalRule& rule = summary.ef_intervals.back();
  std::string text = "what a single reading stands for, with " +
                     fixed(100.0 * rule.probability, 0) + " % (learned from " +
                     std::to_string(rule.readings) + " readings of " +
                     std::to_string(rule.patients) + " patients)\n";
  Lines lines{{"reading of EF, %"}, {"clean EF from"}, {"to"}};
  for (const double reading : kShownReadingsPercent) {
    const statistics::Interval interval = rule.of(reading);
    lines[0].push_back(fixed(reading, 0));
    lines[1].push_back(fixed(interval.lower, 1));
    lines[2].push_back(fixed(interval.upper, 1));
  }
  for (const cardiac::Quality quality : cardiac::kQualities) {
    const auto& ends = rule.of_quality.at(static_cast<std::size_t>(quality));
    if (!ends) continue;
    auto& from = lines.emplace_back(1, std::string(cardiac::name_of(quality)) + " images: from");
    for (const double reading : kShownReadingsPercent)
      from.push_back(fixed(ends->of(reading).lower, 1));
    auto& to = lines.emplace_back(1, "to");
    for (const double reading : kShownReadingsPercent)
      to.push_back(fixed(ends->of(reading).upper, 1));
  }
  text += base::text_table(lines);
  if (!summary.ef_coverage.empty()) {
    const readings::EfCoverage& tried = summary.ef_coverage.back();
    text += "On patients that they were not learned from, such intervals hold the clean EF in " +
            percent(tried.covered) + " % of readings";
    if (tried.ci95)
      text += " (95 % CI " + percent(tried.ci95->lower) + " to " + percent(tried.ci95->upper) + ")";
    text += ", n = " + std::to_string(tried.patients) + " patients.\n";
  }
  return text;
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
  text += failed_text(all) + '\n';
  if (!summary.shapes.empty()) {
    text +=
        "outlines of the draws against the clean ones, means ± SD over patients; published: "
        "Leclerc 2019, left ventricle, good and medium images\n" +
        readings::shapes_text(summary.shapes) + '\n';
  }
  text += "one reading of each patient against his clean EF, points; detectable: 1.96 √2 SD\n" +
          reliability_text(summary.strata) + readings::detectable_sentence(all.reliability) +
          "\n\n" + intervals_text(summary) + '\n' + volume_errors_text(summary) + '\n';
  if (summary.methods.size() > 1) {
    text +=
        "EF by method, points, means ± SD over patients: what is method (clean EF minus that "
        "by " +
        std::string(cardiac::name_of(summary.methods.front().method)) + "), and what is noise\n" +
        readings::methods_text(summary.methods) + '\n';
  }
  if (all.variance) {
    text += "variance of EF: " + percent(all.variance->ed) + " % from ED labels, " +
            percent(all.variance->es) + " % from ES labels, " + percent(all.variance->joint) +
            " % from both together, as if they were independent, and " +
            percent(all.variance->covariance) + " % from their covariance";
    if (all.volume_error_correlation) {
      text += "; errors of EDV and ESV correlate by " +
              fixed(all.volume_error_correlation->mean, 2) + " (mean of " +
              std::to_string(all.volume_error_correlation->count) +
              " patients), which the closed form takes in";
    }
    text += "\n\n";
  }
  return text + "expected number of patients by EF category\n" + reclassification_text(summary) +
         '\n' + std::string(cardiac::kEfCategoryRule) + '\n';
}

}  // namespace segnoise::analysis

#include "study/readings/method_ef.h"

#include "base/number_text.h"
#include "base/text_table.h"

#include <algorithm>
#include <cmath>

namespace segnoise::readings {
namespace {

const MethodEf* of_method(const std::vector<MethodEf>& patient, cardiac::VolumeMethod method) {
  const auto found = std::ranges::find(patient, method, &MethodEf::method);
  return found == patient.end() ? nullptr : &*found;
}

std::optional<MethodSummary> summary_of(
    std::span<const std::vector<MethodEf>> patients,
    cardiac::VolumeMethod method,
    cardiac::VolumeMethod first) {
  std::vector<double> clean;
  std::vector<double> biases;
  std::vector<double> differences;
  double variances = 0.0;
  for (const std::vector<MethodEf>& patient : patients) {
    const MethodEf* own = of_method(patient, method);
    if (own == nullptr) continue;
    clean.push_back(own->clean_percent);
    biases.push_back(own->bias_pp);
    variances += own->sd_pp * own->sd_pp;
    const MethodEf* reference = of_method(patient, first);
    if (method != first && reference != nullptr)
      differences.push_back(own->clean_percent - reference->clean_percent);
  }
  if (clean.empty()) return std::nullopt;
  return MethodSummary{
      .method = method,
      .clean_percent = statistics::summary(clean).value(),
      .difference_pp = statistics::summary(differences),
      .bias_pp = statistics::summary(biases).value(),
      .sd_pp = std::sqrt(variances / static_cast<double>(clean.size()))};
}

std::string mean_sd(const statistics::Summary& summary) {
  return base::decimal_text(summary.mean, 1) + " ± " + base::decimal_text(summary.sd, 1);
}

}  // namespace

std::vector<MethodSummary> method_summaries(
    std::span<const std::vector<MethodEf>> patients, cardiac::VolumeMethod first) {
  std::vector<MethodSummary> all;
  if (const auto summary = summary_of(patients, first, first)) all.push_back(*summary);
  for (const cardiac::VolumeMethod method : cardiac::kVolumeMethods) {
    if (method == first) continue;
    if (const auto summary = summary_of(patients, method, first)) all.push_back(*summary);
  }
  return all;
}

std::string methods_text(std::span<const MethodSummary> methods) {
  std::vector<base::TextRow> rows{
      {"method", "patients", "clean EF", "method alone", "noise: bias", "noise: SD"}};
  for (const MethodSummary& each : methods) {
    rows.push_back(
        {std::string(name_of(each.method)),
         std::to_string(each.clean_percent.count),
         mean_sd(each.clean_percent),
         each.difference_pp ? mean_sd(*each.difference_pp) : "-",
         mean_sd(each.bias_pp),
         base::decimal_text(each.sd_pp, 1)});
  }
  return base::text_table(rows);
}

}  // namespace segnoise::readings

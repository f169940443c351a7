#include "show/charts/patient_values.h"

#include <set>

namespace segnoise::charts {
namespace {

std::vector<std::string> names_of_patients(const analysis::ReportData& data) {
  std::set<std::string> names;
  for (const analysis::Measurement& each : data.measurements) names.insert(each.patient);
  return {names.begin(), names.end()};
}

}  // namespace

PatientValues::PatientValues(
    const analysis::ReportData& data, std::span<const std::string_view> measures)
    : names_(names_of_patients(data)), index_(data.measurements, data.plan.conditions, measures) {}

std::vector<PatientNumber> PatientValues::means(
    std::size_t condition, std::string_view measure) const {
  const auto values = index_.values(condition, measure);
  const std::vector<double> means = analysis::patient_means(values);
  std::vector<PatientNumber> numbers;
  for (const analysis::PatientValue& value : values) {
    if (!numbers.empty() && numbers.back().place == value.patient) continue;
    numbers.push_back({value.patient, names_[value.patient], means[numbers.size()]});
  }
  return numbers;
}

std::vector<PatientNumbers> PatientValues::paired_means(
    std::size_t condition, std::string_view first, std::string_view second) const {
  std::vector<analysis::PatientValue> firsts;
  std::vector<analysis::PatientValue> seconds;
  for (const analysis::PatientPair& pair :
       paired(index_.values(condition, first), index_.values(condition, second))) {
    firsts.push_back({pair.patient, pair.seed, pair.fold, pair.first});
    seconds.push_back({pair.patient, pair.seed, pair.fold, pair.second});
  }
  const std::vector<double> first_means = analysis::patient_means(firsts);
  const std::vector<double> second_means = analysis::patient_means(seconds);
  std::vector<PatientNumbers> numbers;
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    if (i > 0 && firsts[i].patient == firsts[i - 1].patient) continue;
    const std::size_t n = numbers.size();
    numbers.push_back({names_[firsts[i].patient], first_means[n], second_means[n]});
  }
  return numbers;
}

}  // namespace segnoise::charts

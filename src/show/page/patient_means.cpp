#include "show/page/patient_means.h"

namespace segnoise::page {

PatientMeans::PatientMeans(std::span<const analysis::Measurement> measurements) {
  for (const analysis::Measurement& each : measurements) {
    auto& [sum, count] = values_[each.patient][each.condition][each.measure];
    sum += each.value;
    ++count;
  }
}

std::vector<std::string> PatientMeans::patients() const {
  std::vector<std::string> names;
  names.reserve(values_.size());
  for (const auto& [name, conditions] : values_) names.push_back(name);
  return names;
}

std::optional<double> PatientMeans::find(
    std::string_view patient, std::string_view condition, std::string_view measure) const {
  const auto own = values_.find(patient);
  if (own == values_.end()) return std::nullopt;
  const auto under = own->second.find(condition);
  if (under == own->second.end()) return std::nullopt;
  const auto found = under->second.find(measure);
  if (found == under->second.end()) return std::nullopt;
  return found->second.sum / found->second.count;
}

}  // namespace segnoise::page

#include "study/analysis/measurement_index.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>
#include <stdexcept>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace segnoise::analysis {
namespace {

/// Where each name stands.
using Places = std::unordered_map<std::string_view, std::size_t>;

template <class Value>
auto key_of(const Value& value) {
  return std::tie(value.patient, value.seed, value.fold);
}

Places places_of(std::span<const plan::Condition> conditions) {
  Places places;
  for (const plan::Condition& condition : conditions) {
    if (places.emplace(condition.name, places.size()).second) continue;
    throw std::invalid_argument("two conditions are named '" + condition.name + "'");
  }
  return places;
}

/// All patients, each once and ascending.
std::vector<std::string_view> names_of_patients(std::span<const Measurement> measurements) {
  std::unordered_set<std::string_view> different;
  for (const Measurement& each : measurements) different.insert(each.patient);
  std::vector<std::string_view> names(different.begin(), different.end());
  std::ranges::sort(names);
  return names;
}

void require_finite(const Measurement& measurement) {
  if (std::isfinite(measurement.value)) return;
  throw std::invalid_argument(
      measurement.measure + " of " + measurement.patient + " in '" + measurement.condition +
      "' must be finite, got " + std::to_string(measurement.value));
}

void require_single(
    std::span<const PatientValue> ascending,
    std::string_view measure,
    std::span<const std::string_view> patients) {
  const auto same = [](const PatientValue& a, const PatientValue& b) {
    return key_of(a) == key_of(b);
  };
  const auto twice = std::ranges::adjacent_find(ascending, same);
  if (twice == ascending.end()) return;
  throw std::invalid_argument(
      std::string(patients[twice->patient]) + " has two values of " + std::string(measure) +
      " for seed " + std::to_string(twice->seed) + " and fold " + std::to_string(twice->fold));
}

}  // namespace

std::vector<PatientPair> paired(std::span<const PatientValue> a, std::span<const PatientValue> b) {
  assert(std::ranges::is_sorted(a, {}, key_of<PatientValue>));
  assert(std::ranges::is_sorted(b, {}, key_of<PatientValue>));
  std::vector<PatientPair> pairs;
  auto second = b.begin();
  for (const PatientValue& first : a) {
    while (second != b.end() && key_of(*second) < key_of(first)) ++second;
    if (second == b.end()) break;
    if (key_of(*second) != key_of(first)) continue;
    pairs.push_back({first.patient, first.seed, first.fold, first.value, second->value});
  }
  return pairs;
}

std::vector<double> patient_means(std::span<const PatientValue> values) {
  std::vector<double> means;
  for (std::size_t begin = 0; begin < values.size();) {
    std::size_t end = begin;
    double sum = 0.0;
    for (; end < values.size() && values[end].patient == values[begin].patient; ++end) {
      sum += values[end].value;
    }
    means.push_back(sum / static_cast<double>(end - begin));
    begin = end;
  }
  return means;
}

MeasurementIndex::MeasurementIndex(
    std::span<const Measurement> measurements,
    std::span<const plan::Condition> conditions,
    std::span<const std::string_view> measures)
    : conditions_(conditions.size()) {
  const Places condition_places = places_of(conditions);
  const std::vector<std::string_view> names = names_of_patients(measurements);
  Places patient_places;
  for (const std::string_view name : names) patient_places.emplace(name, patient_places.size());
  for (OfCondition& condition : conditions_) {
    for (const std::string_view measure : measures) condition.values[std::string(measure)];
  }

  using Cell = std::tuple<std::uint64_t, int, std::string_view>;
  std::vector<std::set<Cell>> cells(conditions.size());
  for (const Measurement& each : measurements) {
    const auto place = condition_places.find(each.condition);
    if (place == condition_places.end()) continue;
    auto& by_measure = conditions_[place->second].values;
    const auto values = by_measure.find(each.measure);
    if (values == by_measure.end()) continue;
    require_finite(each);
    values->second.push_back({patient_places.at(each.patient), each.seed, each.fold, each.value});
    cells[place->second].emplace(each.seed, each.fold, each.cell);
  }

  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    OfCondition& condition = conditions_[i];
    std::set<std::size_t> patients;
    for (auto& [measure, values] : condition.values) {
      std::ranges::sort(values, {}, key_of<PatientValue>);
      require_single(values, measure, names);
      for (const PatientValue& value : values) patients.insert(value.patient);
    }
    condition.patients = static_cast<int>(patients.size());
    for (const auto& [seed, fold, cell] : cells[i]) condition.cells.emplace_back(cell);
  }
}

std::span<const PatientValue> MeasurementIndex::values(
    std::size_t condition, std::string_view measure) const {
  const auto found = conditions_[condition].values.find(measure);
  if (found == conditions_[condition].values.end()) return {};
  return found->second;
}

}  // namespace segnoise::analysis

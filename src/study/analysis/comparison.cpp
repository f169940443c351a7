#include "study/analysis/comparison.h"

#include "study/analysis/measurement_index.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace segnoise::analysis {
namespace {

std::vector<std::string_view> indexed_measures() {
  std::vector<std::string_view> ids{kEf.id, kReferenceEf.id, kEfViews.id, kImageQuality.id};
  for (const Measure& measure : kComparedMeasures) ids.push_back(measure.id);
  return ids;
}

const MeasureComparison* found_in(
    const std::vector<MeasureComparison>& measures, const Measure& measure) {
  const auto found = std::ranges::find(measures, measure.id, &MeasureComparison::measure);
  return found == measures.end() ? nullptr : &*found;
}

bool is_reference(const plan::Condition& condition) {
  return condition.is_clean() && condition.name != plan::kModelCondition;
}

std::vector<PatientValue> mean_dice(const MeasurementIndex& index, std::size_t condition) {
  std::vector<PatientValue> means;
  const auto ed = index.values(condition, kDiceEd.id);
  const auto es = index.values(condition, kDiceEs.id);
  for (const PatientPair& pair : paired(ed, es)) {
    means.push_back({pair.patient, pair.seed, pair.fold, 0.5 * (pair.first + pair.second)});
  }
  return means;
}

/// The values of one measure, condition by condition.
std::vector<std::vector<PatientValue>> values_of(
    const MeasurementIndex& index, std::size_t conditions, const Measure& measure) {
  std::vector<std::vector<PatientValue>> all;
  for (std::size_t i = 0; i < conditions; ++i) {
    const auto values = index.values(i, measure.id);
    all.push_back(
        measure == kMeanDice ? mean_dice(index, i)
                             : std::vector<PatientValue>(values.begin(), values.end()));
  }
  return all;
}

/// Of the networks of a condition: the lowest of what each reached at best.
std::optional<double> least_validation_dice(
    std::string_view condition, std::span<const plan::TrainingCurve> training) {
  std::optional<double> least;
  for (const plan::TrainingCurve& curve : training) {
    if (curve.condition != condition) continue;
    std::optional<double> best;
    for (const plan::EpochRecord& epoch : curve.epochs)
      best = std::max(best, epoch.validation_dice);
    if (best) least = std::min(least.value_or(*best), *best);
  }
  return least;
}

/// Adds a measure to every condition, unless none has a value of it.
void compare_in(
    const Measure& measure,
    std::span<const std::vector<PatientValue>> values,
    std::span<const std::optional<std::size_t>> references,
    std::uint64_t seed,
    std::vector<ConditionComparison>& conditions) {
  if (std::ranges::all_of(values, [](const auto& each) { return each.empty(); })) return;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    MeasureComparison& added = conditions[i].measures.emplace_back();
    added.measure = measure.id;
    added.mean = patient_mean(values[i], seed);
    if (!references[i]) continue;
    added.difference = paired_difference(values[i], values[*references[i]]);
    if (!added.difference) continue;
    if (conditions[i].learned_nothing() || conditions[*references[i]].learned_nothing()) {
      added.difference->mixed.reset();
    }
  }
}

/// The strata of a condition by image quality.
std::vector<QualityStratum> strata_of(
    const MeasurementIndex& index, std::size_t condition, std::uint64_t seed) {
  std::vector<QualityStratum> strata;
  for (const cardiac::Quality quality : cardiac::kQualities) {
    std::set<std::size_t> patients;
    for (const PatientValue& each : index.values(condition, kImageQuality.id)) {
      if (each.value == static_cast<double>(quality)) patients.insert(each.patient);
    }
    QualityStratum stratum{.quality = quality};
    for (const Measure& measure : kTestedMeasures) {
      std::vector<PatientValue> values;
      std::ranges::copy_if(
          index.values(condition, measure.id), std::back_inserter(values), [&](const auto& value) {
            return patients.contains(value.patient);
          });
      auto mean = patient_mean(values, seed);
      if (mean) stratum.measures.push_back({.measure = std::string(measure.id), .mean = mean});
    }
    if (!stratum.measures.empty()) strata.push_back(std::move(stratum));
  }
  return strata;
}

}  // namespace

const MeasureComparison* QualityStratum::find(const Measure& measure) const {
  return found_in(measures, measure);
}

const MeasureComparison* ConditionComparison::find(const Measure& measure) const {
  return found_in(measures, measure);
}

bool StudyComparison::is_descriptive() const {
  return std::ranges::any_of(conditions, [](const ConditionComparison& each) {
    return std::ranges::any_of(each.measures, [](const MeasureComparison& compared) {
      return compared.difference && compared.difference->is_descriptive();
    });
  });
}

bool StudyComparison::has(const Measure& measure) const {
  return std::ranges::any_of(
      conditions, [&](const ConditionComparison& each) { return each.find(measure) != nullptr; });
}

std::optional<std::size_t> reference_of(
    const plan::Condition& condition, std::span<const plan::Condition> conditions) {
  if (is_reference(condition)) return std::nullopt;
  const auto found = std::ranges::find_if(conditions, [&](const plan::Condition& each) {
    return is_reference(each) && each.training_patients == condition.training_patients;
  });
  if (found == conditions.end()) return std::nullopt;
  return static_cast<std::size_t>(found - conditions.begin());
}

int adjust_tested(std::vector<ConditionComparison>& conditions) {
  std::vector<PairedDifference*> family;
  for (ConditionComparison& condition : conditions) {
    for (MeasureComparison& each : condition.measures) {
      const bool is_tested =
          std::ranges::find(kTestedMeasures, each.measure, &Measure::id) != kTestedMeasures.end();
      if (is_tested && each.difference) family.push_back(&*each.difference);
    }
  }
  return adjust_by_holm(family);
}

StudyComparison compared(
    std::span<const Measurement> measurements,
    std::span<const plan::Condition> conditions,
    std::uint64_t seed,
    std::span<const plan::TrainingCurve> training) {
  const MeasurementIndex index(measurements, conditions, indexed_measures());
  StudyComparison result;
  std::set<std::size_t> of_one_view;
  std::vector<std::optional<std::size_t>> references;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const auto reference = references.emplace_back(reference_of(conditions[i], conditions));
    ConditionComparison& added = result.conditions.emplace_back();
    added.condition = conditions[i];
    added.cells = index.cells(i);
    added.patients = index.patients(i);
    if (reference) added.reference = conditions[*reference].name;
    added.least_validation_dice = least_validation_dice(conditions[i].name, training);
    for (const PatientValue& views : index.values(i, kEfViews.id)) {
      if (views.value == 1.0) of_one_view.insert(views.patient);
    }
    added.ef = ef_agreement(index.values(i, kEf.id), index.values(i, kReferenceEf.id), seed);
    added.strata = strata_of(index, i, seed);
  }
  for (const Measure& measure : kComparedMeasures) {
    const auto values = values_of(index, conditions.size(), measure);
    compare_in(measure, values, references, seed, result.conditions);
  }
  result.tests = adjust_tested(result.conditions);
  result.single_plane_patients = static_cast<int>(of_one_view.size());
  return result;
}

}  // namespace segnoise::analysis

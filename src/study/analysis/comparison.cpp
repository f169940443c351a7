#include "study/analysis/comparison.h"

#include "study/analysis/measurement_index.h"

#include <algorithm>
#include <set>

namespace segnoise::analysis {
namespace {

std::vector<std::string_view> indexed_measures() {
  std::vector<std::string_view> ids{kEf.id, kReferenceEf.id, kEfViews.id};
  for (const Measure& measure : kComparedMeasures) ids.push_back(measure.id);
  return ids;
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
/// @param are_of_networks  that were trained, each from a seed
void compare_in(
    const Measure& measure,
    std::span<const std::vector<PatientValue>> values,
    std::span<const std::optional<std::size_t>> references,
    std::uint64_t seed,
    bool are_of_networks,
    std::vector<ConditionComparison>& conditions) {
  if (std::ranges::all_of(values, [](const auto& each) { return each.empty(); })) return;
  std::vector<PairedDifference*> differences;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    MeasureComparison& added = conditions[i].measures.emplace_back();
    added.measure = measure.id;
    added.mean = patient_mean(values[i], seed);
    if (!references[i]) continue;
    added.difference = paired_difference(values[i], values[*references[i]], seed);
    if (!added.difference) continue;
    if (are_of_networks && added.difference->seeds == 1) {
      added.difference->is_descriptive = true;
      added.difference->ci95.reset();
      added.difference->signed_rank.reset();
    }
    if (conditions[i].learned_nothing() || conditions[*references[i]].learned_nothing()) {
      added.difference->signed_rank.reset();
    }
    differences.push_back(&*added.difference);
  }
  adjust_by_holm(differences);
}

}  // namespace

const MeasureComparison* ConditionComparison::find(const Measure& measure) const {
  const auto found = std::ranges::find(measures, measure.id, &MeasureComparison::measure);
  return found == measures.end() ? nullptr : &*found;
}

bool StudyComparison::is_descriptive() const {
  return std::ranges::any_of(conditions, [](const ConditionComparison& each) {
    return std::ranges::any_of(each.measures, [](const MeasureComparison& compared) {
      return compared.difference && compared.difference->is_descriptive;
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
  }
  for (const Measure& measure : kComparedMeasures) {
    const auto values = values_of(index, conditions.size(), measure);
    compare_in(measure, values, references, seed, !training.empty(), result.conditions);
  }
  result.single_plane_patients = static_cast<int>(of_one_view.size());
  return result;
}

}  // namespace segnoise::analysis

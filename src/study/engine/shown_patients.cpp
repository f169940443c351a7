#include "study/engine/shown_patients.h"

#include "study/analysis/measures.h"
#include "study/files/outlines_file.h"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <utility>

namespace segnoise::engine {
namespace {

/// The numbers of the last condition under the first seed by patient: those of a measure, or their
/// mean where it is of several.
std::map<std::string, double> values_by_patient(
    std::span<const analysis::Measurement> measurements,
    const plan::StudyPlan& plan,
    std::initializer_list<analysis::Measure> measures) {
  std::map<std::string, std::pair<double, int>> sums;
  for (const analysis::Measurement& one : measurements) {
    if (one.condition != plan.conditions.back().name || one.seed != plan.seeds.front()) continue;
    if (std::ranges::find(measures, one.measure, &analysis::Measure::id) == measures.end())
      continue;
    auto& [sum, count] = sums[one.patient];
    sum += one.value;
    ++count;
  }
  std::map<std::string, double> values;
  for (const auto& [patient, sum] : sums) values[patient] = sum.first / sum.second;
  return values;
}

/// Patients by value, ascending; of equals, by id.
std::vector<std::string> ascending(const std::map<std::string, double>& values) {
  std::vector<std::pair<double, std::string>> sorted;
  sorted.reserve(values.size());
  for (const auto& [patient, value] : values) sorted.emplace_back(value, patient);
  std::ranges::sort(sorted);
  std::vector<std::string> patients;
  patients.reserve(sorted.size());
  for (auto& [value, patient] : sorted) patients.push_back(std::move(patient));
  return patients;
}

/// The first of some patients, no more than have a panel, by id.
std::vector<std::string> first_by_id(std::vector<std::string> patients) {
  if (patients.size() > kMostPanels) patients.resize(kMostPanels);
  std::ranges::sort(patients);
  return patients;
}

/// The clean condition, if there is one, and the last.
std::vector<const plan::Condition*> shown_conditions(const plan::StudyPlan& plan) {
  std::vector<const plan::Condition*> shown;
  const auto clean = std::ranges::find_if(plan.conditions, &plan::Condition::is_clean);
  if (clean != plan.conditions.end()) shown.push_back(&*clean);
  if (shown.empty() || shown.front() != &plan.conditions.back()) {
    shown.push_back(&plan.conditions.back());
  }
  return shown;
}

}  // namespace

std::vector<std::string> patients_with_panel(
    std::span<const analysis::Measurement> measurements, const plan::StudyPlan& plan) {
  const bool trains = plan.kind == plan::StudyKind::kTraining;
  auto errors =
      values_by_patient(measurements, plan, {trains ? analysis::kEfError : analysis::kEfMae});
  if (trains) {  // those without an EF come last
    for (const auto& [patient, dice] : values_by_patient(measurements, plan, {analysis::kDiceEd})) {
      errors.try_emplace(patient, 0.0);
    }
  }
  std::vector<std::string> patients = ascending(errors);
  std::ranges::reverse(patients);
  return first_by_id(std::move(patients));
}

std::vector<std::string> patients_with_panel(const analysis::CohortSensitivity& cohort) {
  std::vector<const analysis::PatientSensitivity*> patients;
  for (const analysis::PatientSensitivity& patient : cohort.patients) patients.push_back(&patient);
  std::ranges::stable_sort(
      patients, std::ranges::greater{}, [](const auto* p) { return p->ef_percent.sd; });
  std::vector<std::string> ids;
  ids.reserve(patients.size());
  for (const analysis::PatientSensitivity* patient : patients) ids.push_back(patient->patient);
  return first_by_id(std::move(ids));
}

std::vector<RankedPatient> gallery(
    std::span<const analysis::Measurement> measurements, const plan::StudyPlan& plan) {
  const std::vector<std::string> ranked =
      ascending(values_by_patient(measurements, plan, {analysis::kDiceEd, analysis::kDiceEs}));
  std::vector<RankedPatient> shown;
  if (ranked.size() == 1) shown.push_back({"only", ranked.front()});
  if (ranked.size() >= 2) shown.push_back({"worst", ranked.front()});
  if (ranked.size() >= 3) shown.push_back({"median", ranked[(ranked.size() - 1) / 2]});
  if (ranked.size() >= 2) shown.push_back({"best", ranked.back()});
  return shown;
}

std::vector<DrawnOutlines> shown_outlines(const PlannedStudy& study) {
  std::vector<DrawnOutlines> shown;
  for (const plan::Condition* condition : shown_conditions(study.plan)) {
    DrawnOutlines& drawn = shown.emplace_back(DrawnOutlines{.condition = *condition});
    for (const PlannedCell& planned : study.cells) {
      if (planned.cell.condition.name != condition->name ||
          planned.cell.seed != study.plan.seeds.front() || !planned.is_complete()) {
        continue;
      }
      for (auto& [patient, masks] :
           study_files::read_outlines((planned.folder / "outlines.json").string())) {
        drawn.masks.insert_or_assign(patient, std::move(masks));
      }
    }
  }
  return shown;
}

}  // namespace segnoise::engine

#include "study/engine/patient_division.h"

#include "study/plan/split.h"
#include "study/plan/study.h"
#include "study/plan/training_choice.h"

#include <algorithm>

namespace segnoise::engine {

void StudyPatients::add(const cardiac::Patient& patient) {
  ids.push_back(patient.id);
  if (patient.has_a_view()) with_a_view.insert(patient.id);
}

DividedPatients divided_patients(
    const StudyPatients& patients, const plan::StudyPlan& plan, Networks networks, int fold) {
  if (networks == Networks::kGivenTestedOnAll) {
    return {{.testing = patients.ids}, "all patients for testing"};
  }
  if (plan.folds > 1) {
    return {
        plan::fold_split(patients.ids, plan.split_seed(), fold, plan.folds),
        "seeded, " + std::to_string(plan.folds) + " folds"};
  }
  if (!patients.split) {
    return {plan::seeded_split(patients.ids, plan.split_seed()), "seeded 70/10/20"};
  }
  DividedPatients division{*patients.split, "database_split of the data set"};
  const std::set<std::string> present(patients.ids.begin(), patients.ids.end());
  for (auto* part :
       {&division.split.training, &division.split.validation, &division.split.testing}) {
    std::erase_if(*part, [&](const std::string& id) { return !present.contains(id); });
  }
  return division;
}

void require_patients(
    const StudyPatients& patients, const plan::StudyPlan& plan, Networks networks) {
  if (plan.kind == plan::StudyKind::kLabels) return;
  const bool is_given = networks != Networks::kTrained;
  for (const plan::Cell& cell : plan::cells_of(plan)) {
    const auto [split, source] = divided_patients(patients, plan, networks, cell.fold);
    plan::require_enough(split, patients.with_a_view, source, is_given);
    if (!is_given) (void)plan::training_choice(split.training, cell.condition, cell.seed);
  }
}

void describe_division(plan::StudyDescription& description, const DividedPatients& first_fold) {
  const auto& [split, source] = first_fold;
  description.split_source = source;
  description.training_patients = static_cast<int>(split.training.size());
  description.validation_patients = static_cast<int>(split.validation.size());
  description.testing_patients = static_cast<int>(split.testing.size());
}

}  // namespace segnoise::engine

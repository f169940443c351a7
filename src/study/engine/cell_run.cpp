#include "study/engine/cell_run.h"

#include "storage/work_folder.h"
#include "storage/write_file.h"
#include "study/engine/label_draws.h"
#include "study/files/outlines_file.h"
#include "study/files/study_files.h"
#include "study/plan/study.h"

#include <utility>

namespace segnoise::engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNetworkFile = "network.safetensors";
constexpr const char* kCheckpointFile = "checkpoint.safetensors";

study_files::PredictedOutlines outlines_of(const plan::StudyResults& results) {
  study_files::PredictedOutlines outlines;
  for (const plan::PatientResult& result : results.patients) {
    auto& [patient, masks] =
        outlines.emplace_back(result.patient, cardiac::PerFrame<std::optional<shape::Mask>>{});
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const auto& frame = result.frames(view, instant);
        if (frame) masks(view, instant) = frame->predicted_left_ventricle;
      }
    }
  }
  return outlines;
}

/// Runs the cell's condition on a cohort; with the training records of what was trained.
plan::StudyResults results_of(
    const TrainingCell& cell,
    plan::Cohort cohort,
    const Learner& learn,
    const fs::path& folder,
    Observer& observer) {
  std::vector<plan::TrainingRecord> records;
  const plan::Learning learning{
      .learn =
          [&](const std::string& condition, auto training, auto validation) -> plan::Predictor {
        LearnedNetwork network = learn(
            {.condition = condition,
             .training = training,
             .validation = validation,
             .network_file = folder / kNetworkFile,
             .checkpoint_file = folder / kCheckpointFile});
        if (network.record) records.push_back(std::move(*network.record));
        return std::move(network.predict);
      },
      .on_patient =
          [&](const std::string& condition, int patient, int of) {
            observer.step(
                condition + ": testing patient",
                static_cast<std::size_t>(patient),
                static_cast<std::size_t>(of));
          }};
  plan::StudyResults results = plan::run_study(
      cohort,
      {cell.cell.condition},
      {.seed = cell.cell.seed, .volume_method = cell.volume_method},
      learning);
  results.training = std::move(records);
  return results;
}

}  // namespace

study_files::CellResult train_cell(
    const TrainingCell& cell,
    std::vector<cardiac::Patient> patients,
    const Learner& learn,
    const fs::path& folder,
    Observer& observer) {
  const plan::StudyResults results =
      results_of(cell, plan::divided(std::move(patients), cell.split), learn, folder, observer);
  storage::write_file(folder / "patients.csv", study_files::patients_csv(results));
  storage::write_file(folder / "noise.csv", study_files::noise_csv(results));
  storage::write_file(folder / "outlines.json", study_files::outlines_json(outlines_of(results)));
  if (!results.training.empty()) {
    storage::write_file(folder / "training.csv", study_files::training_csv(results));
  }
  fs::remove(folder / kCheckpointFile);

  study_files::CellResult found{.id = cell.id};
  for (const plan::PatientResult& patient : results.patients) {
    found.patients.emplace_back(patient.patient, analysis::measures_of(patient));
  }
  return found;
}

void help_to_train_cell(
    const TrainingCell& cell,
    std::vector<cardiac::Patient> patients,
    const Learner& learn,
    Observer& observer) {
  plan::Cohort cohort = plan::divided(std::move(patients), cell.split);
  cohort.testing.resize(1);  // one must be tested, and this costs least
  (void)results_of(cell, std::move(cohort), learn, {}, observer);
}

study_files::CellResult draw_cell(
    const PlannedCell& planned,
    const plan::StudyPlan& plan,
    std::span<const plan::VentricleLabels> labels,
    int threads,
    const fs::path& folder,
    Observer& observer) {
  const plan::Cell& cell = planned.cell;
  study_files::SensitivityReport report{
      .options = draw_options(plan.draws, cell.seed, plan.volume_method)};
  report.cohort = draw_labels(
      labels,
      *cell.condition.setup,
      report.options,
      threads,
      cell.condition.name + ": patient",
      observer);
  write_draws(folder, report);

  study_files::CellResult found{.id = planned.id, .left_out = report.cohort.left_out};
  for (const analysis::PatientSensitivity& patient : report.cohort.patients) {
    found.patients.emplace_back(patient.patient, analysis::measures_of(patient));
  }
  return found;
}

void complete_cell(
    const PlannedStudy& study,
    const PlannedCell& planned,
    const std::function<study_files::CellResult(const fs::path& folder)>& work,
    Observer& observer) {
  claim_folder(study);
  storage::WorkFolder place(planned.folder);
  if (place.is_complete()) return;  // by another process, just now
  const study_files::CellResult found = work(place.unfinished());
  storage::write_file(
      place.unfinished() / "cell.json", study_files::cell_json(found, planned.inputs));
  place.finish();
  observer.line(planned.name() + " is complete");
}

}  // namespace segnoise::engine

// camus-noise --cell: one cell of a study.

#include "cli/interrupt.h"
#include "files/cell_file.h"
#include "files/outlines_file.h"
#include "files/sensitivity_files.h"
#include "files/study_files.h"
#include "learn/ranks.h"
#include "network_training.h"
#include "open_study.h"
#include "storage/work_folder.h"
#include "storage/write_file.h"
#include "study/study.h"
#include "sweep.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <utility>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

PredictedOutlines outlines_of(const StudyResults& results) {
  PredictedOutlines outlines;
  for (const PatientResult& result : results.patients) {
    auto& [patient, masks] = outlines.emplace_back(result.patient, PerFrame<std::optional<Mask>>{});
    for (const View view : kViews) {
      for (const Instant instant : kInstants) {
        const auto& frame = result.frames(view, instant);
        if (frame) masks(view, instant) = frame->predicted_left_ventricle;
      }
    }
  }
  return outlines;
}

/// Trains a network under the cell's condition, or takes the one that was given, and measures it.
CellResult train_cell(
    const OpenStudy& study,
    const PlannedCell& planned,
    std::vector<Patient> patients,
    const fs::path& folder,
    const Ranks* ranks,
    Progress& progress) {
  const Cell& cell = planned.cell;
  Cohort cohort = divided(std::move(patients), study.division(cell.fold).split);
  const bool only_trains = ranks != nullptr && ranks->rank() > 0;
  if (only_trains) cohort.testing.resize(1);
  TrainingOptions training = study.training;
  training.seed = cell.seed;
  use_threads(training.threads);
  Trainer trainer(training, progress, ranks);
  const fs::path checkpoint = folder / "checkpoint.safetensors";
  const Learning learning{
      .learn =
          [&](const std::string& condition, auto training_set, auto validation_set) -> Predictor {
        if (study.model) {
          return [&](const Image& image) { return study.model->predict(image); };
        }
        return trainer.learn(
            condition, training_set, validation_set, folder / "network.safetensors", checkpoint);
      },
      .on_patient =
          [&](const std::string& condition, int patient, int of) {
            throw_if_interrupted();
            progress.update(condition + ": testing patient", patient, of);
          }};
  StudyResults results = run_study(
      cohort,
      {cell.condition},
      {.seed = cell.seed, .volume_method = study.plan.volume_method},
      learning);
  if (only_trains) return {};
  results.training = trainer.take_records();
  write_file(folder / "patients.csv", patients_csv(results));
  write_file(folder / "noise.csv", noise_csv(results));
  write_file(folder / "outlines.json", outlines_json(outlines_of(results)));
  if (!study.model) write_file(folder / "training.csv", training_csv(results));
  fs::remove(checkpoint);

  CellResult found{.id = planned.id};
  for (const PatientResult& patient : results.patients) {
    found.patients.emplace_back(patient.patient, measures_of(patient));
  }
  return found;
}

/// Draws the cell's noise on every patient's labels.
CellResult draw_cell(
    const OpenStudy& study,
    const PlannedCell& planned,
    const std::vector<VentricleLabels>& labels,
    const fs::path& folder,
    Progress& progress) {
  const Cell& cell = planned.cell;
  const int draws = study.plan.draws;
  SensitivityReport report{
      .options = {
          .draws = draws,
          .draws_alone = std::min(draws, SensitivityOptions{}.draws_alone),
          .seed = cell.seed,
          .volume_method = study.plan.volume_method}};
  report.cohort = cohort_sensitivity(
      labels, *cell.condition.setup, report.options, study.training.threads, [&](std::size_t done) {
        throw_if_interrupted();
        progress.update(cell.condition.name + ": patient", done, labels.size());
      });
  for (const LeftOut& one : report.cohort.left_out) {
    progress.line("warning: " + one.patient + ": left out: " + one.reason);
  }
  write_file(folder / "patients.csv", sensitivity_patients_csv(report));
  write_file(folder / "parts.csv", sensitivity_parts_csv(report));

  CellResult found{.id = planned.id, .left_out = report.cohort.left_out};
  for (const PatientSensitivity& patient : report.cohort.patients) {
    found.patients.emplace_back(patient.patient, measures_of(patient));
  }
  return found;
}

/// Which of the ranks this process is; nothing if it works alone.
std::optional<RankEnvironment> own_rank(const SweepOptions& options) {
  if (options.ranks == 1) return std::nullopt;
  auto rank = rank_environment(&std::getenv);
  if (!rank || rank->ranks != options.ranks) {
    throw std::runtime_error(
        "--ranks " + std::to_string(options.ranks) + " must be started by srun or torchrun as " +
        std::to_string(options.ranks) + " processes, got " +
        (rank ? std::to_string(rank->ranks) : "one by itself"));
  }
  return rank;
}

}  // namespace

void run_cell(const SweepOptions& options, const std::string& id) {
  const std::optional<RankEnvironment> rank = own_rank(options);
  const bool speaks = !rank || rank->rank == 0;
  Progress progress(speaks ? Progress::Audience::kUser : Progress::Audience::kNobody);
  std::vector<Patient> patients;
  std::vector<VentricleLabels> labels;
  const StudyKind kind = options.plan.kind;
  OpenStudy study = opened(options, progress, [&](Patient patient) {
    if (kind == StudyKind::kLabels) {
      labels.push_back(ventricle_labels(patient));
    } else {
      patients.push_back(std::move(patient));
    }
  });
  const auto planned = std::ranges::find(study.cells, id, &PlannedCell::id);
  if (planned == study.cells.end()) {
    throw std::runtime_error(
        "the study " + study.plan.name + " has no cell \"" + id +
        "\" on this data set; --cells lists them");
  }
  if (is_complete(*planned)) {
    progress.line(planned->name() + " is there already");
    return;
  }
  std::optional<Ranks> ranks;
  if (rank) ranks.emplace(*rank);
  if (!speaks) {
    (void)train_cell(study, *planned, std::move(patients), {}, &*ranks, progress);
    return;
  }
  claim_folder(study);
  WorkFolder work(planned->folder);
  if (work.is_complete()) return;  // by another process, just now
  const fs::path& folder = work.unfinished();
  const CellResult found =
      kind == StudyKind::kLabels
          ? draw_cell(study, *planned, labels, folder, progress)
          : train_cell(
                study, *planned, std::move(patients), folder, ranks ? &*ranks : nullptr, progress);
  write_file(folder / "cell.json", cell_json(found, planned->inputs));
  work.finish();
  progress.line(planned->name() + " is complete");
}

}  // namespace segnoise

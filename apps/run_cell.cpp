// camus-noise --cell: one cell of a study.

#include "cli/interrupt.h"
#include "learn/core/ranks.h"
#include "network_training.h"
#include "open_study.h"
#include "storage/work_folder.h"
#include "storage/write_file.h"
#include "study/files/cell_file.h"
#include "study/files/outlines_file.h"
#include "study/files/sensitivity_files.h"
#include "study/files/study_files.h"
#include "study/plan/study.h"
#include "sweep.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <utility>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

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

/// Trains a network under the cell's condition, or takes the one that was given, and measures it.
study_files::CellResult train_cell(
    const OpenStudy& study,
    const PlannedCell& planned,
    std::vector<cardiac::Patient> patients,
    const fs::path& folder,
    const learn::Ranks* ranks,
    cli::Progress& progress) {
  const plan::Cell& cell = planned.cell;
  plan::Cohort cohort = plan::divided(std::move(patients), study.division(cell.fold).split);
  const bool only_trains = ranks != nullptr && ranks->rank() > 0;
  if (only_trains) cohort.testing.resize(1);
  learn::UNetOptions training = study.training;
  training.loop.seed = cell.seed;
  learn::use_threads(training.loop.threads);
  Trainer trainer(training, progress, ranks);
  const fs::path checkpoint = folder / "checkpoint.safetensors";
  const plan::Learning learning{
      .learn = [&](const std::string& condition,
                   auto training_set,
                   auto validation_set) -> plan::Predictor {
        if (study.model) {
          return [&](const shape::Image& image) { return study.model->predict(image); };
        }
        return trainer.learn(
            condition, training_set, validation_set, folder / "network.safetensors", checkpoint);
      },
      .on_patient =
          [&](const std::string& condition, int patient, int of) {
            cli::throw_if_interrupted();
            progress.update(condition + ": testing patient", patient, of);
          }};
  plan::StudyResults results = plan::run_study(
      cohort,
      {cell.condition},
      {.seed = cell.seed, .volume_method = study.plan.volume_method},
      learning);
  if (only_trains) return {};
  results.training = trainer.take_records();
  storage::write_file(folder / "patients.csv", study_files::patients_csv(results));
  storage::write_file(folder / "noise.csv", study_files::noise_csv(results));
  storage::write_file(folder / "outlines.json", study_files::outlines_json(outlines_of(results)));
  if (!study.model)
    storage::write_file(folder / "training.csv", study_files::training_csv(results));
  fs::remove(checkpoint);

  study_files::CellResult found{.id = planned.id};
  for (const plan::PatientResult& patient : results.patients) {
    found.patients.emplace_back(patient.patient, analysis::measures_of(patient));
  }
  return found;
}

/// Draws the cell's noise on every patient's labels.
study_files::CellResult draw_cell(
    const OpenStudy& study,
    const PlannedCell& planned,
    const std::vector<plan::VentricleLabels>& labels,
    const fs::path& folder,
    cli::Progress& progress) {
  const plan::Cell& cell = planned.cell;
  const int draws = study.plan.draws;
  study_files::SensitivityReport report{
      .options = {
          .draws = draws,
          .draws_alone = std::min(draws, analysis::SensitivityOptions{}.draws_alone),
          .seed = cell.seed,
          .volume_method = study.plan.volume_method}};
  report.cohort = analysis::cohort_sensitivity(
      labels,
      *cell.condition.setup,
      report.options,
      study.training.loop.threads,
      [&](std::size_t done) {
        cli::throw_if_interrupted();
        progress.update(cell.condition.name + ": patient", done, labels.size());
      });
  for (const analysis::LeftOut& one : report.cohort.left_out) {
    progress.line("warning: " + one.patient + ": left out: " + one.reason);
  }
  storage::write_file(folder / "patients.csv", study_files::sensitivity_patients_csv(report));
  storage::write_file(folder / "parts.csv", study_files::sensitivity_parts_csv(report));

  study_files::CellResult found{.id = planned.id, .left_out = report.cohort.left_out};
  for (const analysis::PatientSensitivity& patient : report.cohort.patients) {
    found.patients.emplace_back(patient.patient, analysis::measures_of(patient));
  }
  return found;
}

/// Which of the ranks this process is; nothing if it works alone.
std::optional<learn::RankEnvironment> own_rank(const SweepOptions& options) {
  if (options.ranks == 1) return std::nullopt;
  auto rank = learn::rank_environment(&std::getenv);
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
  const std::optional<learn::RankEnvironment> rank = own_rank(options);
  const bool speaks = !rank || rank->rank == 0;
  cli::Progress progress(
      speaks ? cli::Progress::Audience::kUser : cli::Progress::Audience::kNobody);
  std::vector<cardiac::Patient> patients;
  std::vector<plan::VentricleLabels> labels;
  const plan::StudyKind kind = options.plan.kind;
  OpenStudy study = opened(options, progress, [&](cardiac::Patient patient) {
    if (kind == plan::StudyKind::kLabels) {
      labels.push_back(plan::ventricle_labels(patient));
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
  std::optional<learn::Ranks> ranks;
  if (rank) ranks.emplace(*rank);
  if (!speaks) {
    (void)train_cell(study, *planned, std::move(patients), {}, &*ranks, progress);
    return;
  }
  claim_folder(study);
  storage::WorkFolder work(planned->folder);
  if (work.is_complete()) return;  // by another process, just now
  const fs::path& folder = work.unfinished();
  const study_files::CellResult found =
      kind == plan::StudyKind::kLabels
          ? draw_cell(study, *planned, labels, folder, progress)
          : train_cell(
                study, *planned, std::move(patients), folder, ranks ? &*ranks : nullptr, progress);
  storage::write_file(folder / "cell.json", study_files::cell_json(found, planned->inputs));
  work.finish();
  progress.line(planned->name() + " is complete");
}

}  // namespace segnoise

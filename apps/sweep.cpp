// camus-noise --study: the cells of a study, one by one or side by side, and what they amount to.

#include "sweep.h"

#include "cells_side_by_side.h"
#include "cli/interrupt.h"
#include "code_digest.h"
#include "files/cell_file.h"
#include "files/comparison_files.h"
#include "files/sensitivity_files.h"
#include "files/study_file.h"
#include "files/study_files.h"
#include "files/study_summary_file.h"
#include "learn/ranks.h"
#include "network_training.h"
#include "storage/sha256.h"
#include "storage/work_folder.h"
#include "storage/write_file.h"
#include "study/comparison_text.h"
#include "study/split.h"
#include "study/study.h"
#include "study/training_choice.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <utility>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

/// A study and the data set that it is run on.
struct OpenStudy {
  StudyPlan plan = {};
  DataSet data_set = {};
  StudyDescription description = {};
  TrainingOptions training = {};
  CellEnvironment environment = {};
  std::vector<std::string> patient_ids = {};
  std::vector<PlannedCell> cells = {};
};

/// Who is tested on in a fold, and what divided the patients.
DividedPatients division_of(const OpenStudy& study, int fold) {
  const int folds = study.plan.folds;
  if (folds == 1) {
    return divided_patients(study.data_set, study.patient_ids, study.plan.split_seed());
  }
  return {
      fold_split(study.patient_ids, study.plan.split_seed(), fold, folds),
      "seeded, " + std::to_string(folds) + " folds"};
}

/// What the data set cannot give shows before anything is run.
void require_patients(const OpenStudy& study) {
  if (study.plan.kind == StudyKind::kLabels) return;
  for (const PlannedCell& planned : study.cells) {
    const Split split = division_of(study, planned.cell.fold).split;
    (void)training_choice(split.training, planned.cell.condition, planned.cell.seed);
  }
}

/// @param take  is given each patient while the data set is read
OpenStudy opened(
    const SweepOptions& options, Progress& progress, const std::function<void(Patient)>& take) {
  OpenStudy study{.plan = read_study(options.study)};
  require_available(options.device);
  DataSource source = options.source;
  source.phantom_seed = study.plan.split_seed();
  study.data_set = open_data_set(data_root(source, progress));
  study.description.program_version = SEGNOISE_VERSION;
  read_patients(study.data_set, study.description, progress, [&](Patient patient) {
    study.patient_ids.push_back(patient.id);
    take(std::move(patient));
  });
  if (study.plan.kind == StudyKind::kTraining) {
    const auto [split, source] = division_of(study, 1);
    study.description.split_source = source;
    study.description.training_patients = static_cast<int>(split.training.size());
    study.description.validation_patients = static_cast<int>(split.validation.size());
    study.description.testing_patients = static_cast<int>(split.testing.size());
  }

  study.training = training_options(study.plan.learning, !options.source.root);
  study.training.device = options.device;
  study.training.threads = options.threads;
  study.environment = {
      .data_fingerprint = study.description.data_fingerprint,
      .code_digest = code_digest(),
      .libraries = {SEGNOISE_LIBRARIES},
      .learning = named_options(study.training)};
  if (options.ranks > 1) {
    study.environment.learning.emplace_back("ranks", std::to_string(options.ranks));
  }
  constexpr std::size_t kDigits = 16;
  for (Cell& cell : cells_of(study.plan)) {
    std::string inputs = cell_inputs(study.plan, cell, study.environment);
    std::string id = sha256_of(inputs).substr(0, kDigits);
    fs::path folder = options.out / "cells" / id;
    study.cells.push_back(
        {.cell = std::move(cell),
         .inputs = std::move(inputs),
         .id = std::move(id),
         .folder = std::move(folder)});
  }
  require_patients(study);
  return study;
}

OpenStudy opened(const SweepOptions& options, Progress& progress) {
  return opened(options, progress, [](const Patient&) {});
}

/// Trains a network under the cell's condition, and measures it.
CellResult train_cell(
    const OpenStudy& study,
    const PlannedCell& planned,
    std::vector<Patient> patients,
    const fs::path& folder,
    const Ranks* ranks,
    Progress& progress) {
  const Cell& cell = planned.cell;
  Cohort cohort = divided(std::move(patients), division_of(study, cell.fold).split);
  require_enough(cohort, study.description.split_source, false);
  const bool only_trains = ranks != nullptr && ranks->rank() > 0;
  if (only_trains) cohort.testing.resize(1);
  TrainingOptions training = study.training;
  training.seed = cell.seed;
  use_threads(training.threads);
  Trainer trainer(training, progress, ranks);
  const fs::path checkpoint = folder / "checkpoint.safetensors";
  const Learning learning{
      .learn =
          [&](const std::string& condition, auto training_set, auto validation_set) {
            return trainer.learn(
                condition,
                training_set,
                validation_set,
                folder / "network.safetensors",
                checkpoint);
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
  write_file(folder / "training.csv", training_csv(results));
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

bool is_complete(const PlannedCell& planned) { return fs::is_directory(planned.folder); }

/// results.csv, summary.json and tables.txt of the cells that are there; the tables also on stdout.
/// @return  how many cells are missing
std::size_t merge(const SweepOptions& options, OpenStudy study, Progress& progress) {
  progress.update("merging");
  StudySummary summary{
      .description = std::move(study.description),
      .plan = std::move(study.plan),
      .environment = std::move(study.environment)};
  std::vector<Measurement> measurements;
  std::size_t missing = 0;
  for (PlannedCell& planned : study.cells) {
    const bool complete = is_complete(planned);
    if (complete) {
      const CellResult result = read_cell((planned.folder / "cell.json").string());
      std::ranges::move(measurements_of(result, planned.cell), std::back_inserter(measurements));
    } else {
      ++missing;
    }
    summary.cells.push_back(
        {.cell = std::move(planned.cell), .id = std::move(planned.id), .is_complete = complete});
  }
  summary.comparison = compared(measurements, summary.plan.conditions, summary.plan.split_seed());
  std::string tables = comparison_text(summary.comparison);
  if (missing > 0) {
    tables = "Incomplete: " + std::to_string(missing) + " of " +
             std::to_string(summary.cells.size()) + " cells are missing.\n\n" + tables;
  }
  write_file(options.out / "results.csv", results_csv(measurements));
  write_file(options.out / "summary.json", study_summary_json(summary));
  write_file(options.out / "tables.txt", tables);
  std::cout << tables;
  if (!summary.description.is_phantom) {
    std::cout << "\nPlease cite the data set: S. Leclerc et al., IEEE Trans. Med. Imaging 38(9), "
                 "2198-2210 (2019), doi 10.1109/TMI.2019.2900516.\n";
  }
  return missing;
}

}  // namespace

void run_sweep(const SweepOptions& options) {
  Progress progress;
  OpenStudy study = opened(options, progress);
  std::vector<PlannedCell> missing;
  for (const PlannedCell& planned : study.cells) {
    if (!is_complete(planned)) missing.push_back(planned);
  }
  const std::size_t there = study.cells.size() - missing.size();
  progress.line(
      "study " + study.plan.name + ": " + std::to_string(study.cells.size()) + " cells" +
      (there > 0 ? ", " + std::to_string(there) + " of them are there already" : ""));
  std::vector<std::string> arguments{
      options.program, "--study", options.study, "--out", options.out.string()};
  arguments.insert(arguments.end(), options.data_arguments.begin(), options.data_arguments.end());
  const std::string threads = std::to_string(options.threads);
  const std::string device(name_of(options.device));
  arguments.insert(arguments.end(), {"--threads", threads, "--device", device});
  run_side_by_side(missing, {.arguments = std::move(arguments), .jobs = options.jobs}, progress);
  const std::size_t cells = study.cells.size();
  const std::size_t failed = merge(options, std::move(study), progress);
  if (failed > 0) {
    throw std::runtime_error(
        std::to_string(failed) + " of " + std::to_string(cells) +
        " cells failed; the same command tries them again");
  }
  progress.line("finished; see " + (options.out / "tables.txt").string());
}

void list_cells(const SweepOptions& options) {
  Progress progress;
  for (const PlannedCell& planned : opened(options, progress).cells) {
    std::cout << planned.id << (is_complete(planned) ? " complete " : " missing  ")
              << planned.name() << '\n';
  }
}

void run_cell(const SweepOptions& options, const std::string& id) {
  const std::optional<RankEnvironment> rank = own_rank(options);
  const bool speaks = !rank || rank->rank == 0;
  Progress progress(speaks ? Progress::Audience::kUser : Progress::Audience::kNobody);
  std::vector<Patient> patients;
  std::vector<VentricleLabels> labels;
  const StudyKind kind = read_study(options.study).kind;  // decides what is kept while reading
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

void merge_cells(const SweepOptions& options) {
  Progress progress;
  OpenStudy study = opened(options, progress);
  const std::size_t cells = study.cells.size();
  const std::size_t missing = merge(options, std::move(study), progress);
  if (missing > 0) {
    throw std::runtime_error(
        std::to_string(missing) + " of " + std::to_string(cells) + " cells are missing");
  }
}

}  // namespace segnoise

// camus-noise --study and --setup: cells side by side, and what they amount to.

#include "sweep.h"

#include "cells_side_by_side.h"
#include "cli/interrupt.h"
#include "open_study.h"
#include "show/page/report.h"
#include "storage/write_file.h"
#include "study/analysis/comparison_text.h"
#include "study/files/comparison_files.h"
#include "study/files/study_files.h"
#include "study/files/study_summary_file.h"
#include "study_pictures.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <stdexcept>
#include <utility>

namespace segnoise {
namespace {

/// Tables, pictures and report of the cells that are there; the tables also on stdout.
/// @return  how many cells are missing
std::size_t merge(const OpenStudy& study, const SweepOptions& options, cli::Progress& progress) {
  progress.update("merging");
  study_files::StudySummary summary{
      .description = study.description, .plan = study.plan, .environment = study.environment};
  std::vector<analysis::Measurement> measurements;
  std::vector<plan::TrainingCurve> training;
  std::size_t missing = 0;
  for (const PlannedCell& planned : study.cells) {
    const bool complete = is_complete(planned);
    if (complete) {
      const study_files::CellResult result =
          study_files::read_cell((planned.folder / "cell.json").string());
      std::ranges::move(
          study_files::measurements_of(result, planned.cell), std::back_inserter(measurements));
      study_files::append_training_curves(
          planned.folder.string(),
          planned.cell.condition.name,
          planned.cell.seed,
          planned.cell.fold,
          training);
    } else {
      ++missing;
    }
    summary.cells.push_back({.cell = planned.cell, .id = planned.id, .is_complete = complete});
  }
  summary.comparison =
      analysis::compared(measurements, study.plan.conditions, study.plan.split_seed(), training);
  std::string tables = analysis::comparison_text(summary.comparison);
  if (missing > 0) {
    tables = "Incomplete: " + std::to_string(missing) + " of " +
             std::to_string(study.cells.size()) + " cells are missing.\n\n" + tables;
  }
  summary.description.shows_frames = options.images == pictures::ReportImages::kFrames;
  summary.description.licence = options.licence;
  claim_folder(study);
  storage::write_file(study.out / "results.csv", study_files::results_csv(measurements));
  storage::write_file(study.out / "summary.json", study_files::study_summary_json(summary));
  storage::write_file(study.out / "tables.txt", tables);
  std::cout << tables;
  if (missing < study.cells.size()) {
    write_study_pictures(study, measurements, options.images, progress);
    progress.update("writing the report");
    (void)page::write_report(study.out, {});
  }
  const std::string duty = duty_to_data(summary.description);
  if (!duty.empty()) std::cout << '\n' << duty;
  return missing;
}

}  // namespace

void run_sweep(const SweepOptions& options) {
  const auto began = std::chrono::steady_clock::now();
  cli::Progress progress;
  const OpenStudy study = [&] {
    try {
      return opened(options, progress);
    } catch (const cli::Interrupted&) {
      throw cli::Interrupted("interrupted; nothing was written");
    }
  }();
  claim_folder(study);
  std::vector<PlannedCell> missing;
  for (const PlannedCell& planned : study.cells) {
    if (!is_complete(planned)) missing.push_back(planned);
  }
  const std::size_t cells = study.cells.size();
  const std::size_t there = cells - missing.size();
  progress.line(
      "study " + study.plan.name + ": " + std::to_string(cells) +
      (cells == 1 ? " cell" : " cells") +
      (there > 0 ? ", " + std::to_string(there) + " of them are there already" : "") + ", in " +
      study.out.string());
  std::vector<std::string> arguments = options.arguments;
  arguments.insert(
      arguments.end(), {"--out", study.out.string(), "--threads", std::to_string(options.threads)});
  run_side_by_side(missing, {.arguments = std::move(arguments), .jobs = options.jobs}, progress);
  const std::size_t failed = merge(study, options, progress);
  if (failed > 0) {
    throw std::runtime_error(
        std::to_string(failed) + " of " + std::to_string(cells) +
        " cells failed; the same command tries them again");
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - began;
  progress.line(
      "finished in " + cli::spoken_duration(elapsed.count()) + "; open " +
      (study.out / "report.html").string());
}

void list_cells(const SweepOptions& options) {
  cli::Progress progress;
  for (const PlannedCell& planned : opened(options, progress).cells) {
    std::cout << planned.id << (is_complete(planned) ? " complete " : " missing  ")
              << planned.name() << '\n';
  }
}

void merge_cells(const SweepOptions& options) {
  cli::Progress progress;
  const OpenStudy study = opened(options, progress);
  const std::size_t missing = merge(study, options, progress);
  if (missing > 0) {
    throw std::runtime_error(
        std::to_string(missing) + " of " + std::to_string(study.cells.size()) +
        " cells are missing");
  }
}

}  // namespace segnoise

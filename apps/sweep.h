#pragma once

#include "learn/core/runtime.h"
#include "show/pictures/patient_panels.h"
#include "study/plan/study_plan.h"
#include "study_data.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace segnoise {

/// A network that a study is given, and does not train.
struct GivenModel {
  std::filesystem::path file = {};
  bool is_trusted = false;  ///< whether it may be a TorchScript module, which is a program
  bool tests_all = false;   ///< on every patient, not the testing ones alone
};

/// What `camus-noise --study` and `--setup` are asked for.
struct SweepOptions {
  plan::StudyPlan plan = {};
  DataSource source = {};
  std::optional<std::filesystem::path> out = {};  ///< nothing for a folder by the study's name
  std::optional<GivenModel> model = {};
  learn::Device device = learn::Device::kAuto;
  int threads = 1;  ///< of each cell, >= 1
  int ranks = 1;    ///< processes that train each cell together, >= 1
  int jobs = 1;     ///< cells side by side, >= 1
  pictures::ReportImages images = pictures::ReportImages::kFrames;
  std::string licence = {};  ///< of the frames, for the report; empty for none

  /// The program and the options that ask it for the same study of the same data.
  std::vector<std::string> arguments = {};
};

/// Runs every cell that is not there yet, each as a program of its own, and then merges. On
/// Ctrl-C, cells stop after their present step; the same command goes on from there.
///
/// @throws std::runtime_error  if a cell failed, after all others have run; if the study or the
///                             data set is not as it must be, or the folder holds something else
/// @throws Interrupted  on Ctrl-C
void run_sweep(const SweepOptions& options);

/// Prints one line per cell: identity, state, condition, seed and fold.
void list_cells(const SweepOptions& options);

/// Runs one cell, or this process's share of it; nothing if it is complete already.
/// @throws std::runtime_error  if the study has no such cell; if it is for several ranks, and this
///                             process was not started as one of so many
void run_cell(const SweepOptions& options, const std::string& id);

/// Makes the tables, the pictures and the report of the cells that are there.
/// @throws std::runtime_error  after that, if any cell is missing
void merge_cells(const SweepOptions& options);

}  // namespace segnoise

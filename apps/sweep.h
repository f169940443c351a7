#pragma once

#include "cli/progress.h"
#include "learn/runtime.h"
#include "study_data.h"

#include <filesystem>
#include <string>
#include <vector>

namespace segnoise {

/// What `camus-noise --study` is asked for.
struct SweepOptions {
  std::string study = {};  ///< a built-in study, or a study file
  DataSource source = {};  ///< the phantom's seed is the study's first
  std::filesystem::path out = {};
  Device device = Device::kAuto;
  int threads = 1;  ///< of each cell, >= 1
  int ranks = 1;    ///< processes that train each cell together, >= 1
  int jobs = 1;     ///< cells side by side, >= 1
  std::string program = {};
  std::vector<std::string> data_arguments = {};  ///< that say on the command line what source says
};

/// Runs every cell that is not there yet, each as a program of its own, and then merges. On
/// Ctrl-C, cells stop after their present step; the same command goes on from there.
///
/// @throws std::runtime_error  if a cell failed, after all others have run; if the study or the
///                             data set is not as it must be
/// @throws Interrupted  on Ctrl-C
void run_sweep(const SweepOptions& options);

/// Prints one line per cell: identity, state, condition, seed and fold.
void list_cells(const SweepOptions& options);

/// Runs one cell, or this process's share of it; nothing if it is complete already.
/// @throws std::runtime_error  if the study has no such cell; if it is for several ranks, and this
///                             process was not started as one of so many
void run_cell(const SweepOptions& options, const std::string& id);

/// Makes the tables of the cells that are there.
/// @throws std::runtime_error  after that, if any cell is missing
void merge_cells(const SweepOptions& options);

}  // namespace segnoise

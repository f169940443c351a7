#pragma once

#include "cli/progress.h"
#include "study/plan/study_plan.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace segnoise {

/// A cell of a study with its identity, and where its results are.
struct PlannedCell {
  plan::Cell cell = {};
  std::string inputs = {};  ///< see cell_inputs()
  std::string id = {};
  std::filesystem::path folder = {};

  /// "camus low, seed 1, fold 2", for people.
  [[nodiscard]] std::string name() const;
};

/// How to run cells.
struct SideBySide {
  std::vector<std::string> arguments = {};  ///< the program and its arguments; --cell ID follows
  int jobs = 1;                             ///< how many at a time, >= 1
};

/// Runs each cell as a program of its own, some at a time, with a table of how far they are. What
/// a cell prints is in log.txt of its folder; one that fails is named with the end of its log, and
/// the others go on.
///
/// @throws Interrupted  on Ctrl-C, when all cells that ran have stopped
void run_side_by_side(
    std::span<const PlannedCell> cells, const SideBySide& how, cli::Progress& progress);

}  // namespace segnoise

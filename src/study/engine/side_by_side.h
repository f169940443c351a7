#pragma once

#include "study/engine/observer.h"
#include "study/engine/planned_study.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>

namespace segnoise::engine {

/// A cell that runs as a program of its own, which ends with the last copy of this.
struct CellProcess {
  /// Nothing while it runs, then its exit status.
  std::function<std::optional<int>()> status = {};

  /// It may take its time.
  std::function<void()> ask_to_end = {};
};

/// How to run cells side by side.
struct SideBySide {
  int jobs = 1;  ///< how many at a time, >= 1

  /// Starts a cell; what it prints is appended to the log.
  std::function<CellProcess(const PlannedCell& planned, const std::filesystem::path& log)> start =
      {};

  /// Whether all is to end, as after Ctrl-C; asked between any two pauses.
  std::function<bool()> is_to_end = [] { return false; };

  /// Waits a little, before the cells are looked at again.
  std::function<void()> pause = {};
};

/// What became of the cells that were missing.
struct SideBySideOutcome {
  std::size_t missing = 0;  ///< at first
  std::size_t done = 0;
  std::size_t failed = 0;
  bool was_ended = false;  ///< before all had run
};

/// Runs the cells of a study that are not complete, some at a time, with a table of how far they
/// are. What a cell prints is in log.txt of its folder; one that fails is named with the end of its
/// log, and the others go on. Where all is to end, it waits for those that run.
///
/// @throws  as how.start does; what ran is ended then
[[nodiscard]] SideBySideOutcome run_missing_cells(
    const PlannedStudy& study, const SideBySide& how, Observer& observer);

}  // namespace segnoise::engine

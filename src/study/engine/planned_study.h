#pragma once

#include "study/files/cell_file.h"
#include "study/plan/results.h"
#include "study/plan/study_plan.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::engine {

/// A cell of a study with its identity, and where its results are.
struct PlannedCell {
  plan::Cell cell = {};
  std::string inputs = {};  ///< see cell_inputs()
  std::string id = {};      ///< the first digits of their digest
  std::filesystem::path folder = {};

  /// "camus low, seed 1, fold 2", for people.
  [[nodiscard]] std::string name() const;

  /// Whether its results are there.
  [[nodiscard]] bool is_complete() const;
};

/// A study on a data set: what it is, its cells in the order of cells_of(), and its folder.
struct PlannedStudy {
  plan::StudyPlan plan = {};
  plan::StudyDescription description = {};
  study_files::CellEnvironment environment = {};
  std::filesystem::path folder = {};
  std::vector<PlannedCell> cells = {};

  /// @throws std::runtime_error  if no cell has that identity
  [[nodiscard]] const PlannedCell& cell_of(const std::string& id) const;
};

/// Finds out what the cells of a study are and where they belong; nothing is written.
///
/// @param folder  nothing for the first of results/NAME, results/NAME-2, ... that is free, or the
///                study's already: then it lists one of its cells
/// @throws std::runtime_error  if the folder holds other results or another study
[[nodiscard]] PlannedStudy planned_study(
    plan::StudyPlan plan,
    plan::StudyDescription description,
    study_files::CellEnvironment environment,
    const std::optional<std::filesystem::path>& folder);

/// @throws std::runtime_error  if the folder holds results that no study of cells has written
void require_no_other_results(const std::filesystem::path& folder);

/// Makes the study's folder, and cells.txt in it: identity and name of each cell, a line each,
/// which tell whose the folder is.
/// @throws std::runtime_error  naming what cannot be made
void claim_folder(const PlannedStudy& study);

}  // namespace segnoise::engine

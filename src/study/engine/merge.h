#pragma once

#include "study/analysis/measurement.h"
#include "study/engine/planned_study.h"

#include <cstddef>
#include <string>
#include <vector>

namespace segnoise::engine {

/// What the complete cells of a study amount to.
struct MergedStudy {
  std::string tables = {};  ///< for a terminal
  std::vector<analysis::Measurement> measurements = {};
  std::size_t missing_cells = 0;
};

/// Compares the conditions of the cells that are there: results.csv, summary.json and tables.txt in
/// the study's folder.
/// @throws std::runtime_error  naming the file that cannot be read or written
[[nodiscard]] MergedStudy merge_cells(const PlannedStudy& study);

/// What whoever uses the data of a study owes their makers, as a line for the terminal; empty where
/// nothing is known to be owed.
[[nodiscard]] std::string duty_to_data(const plan::StudyDescription& study);

}  // namespace segnoise::engine

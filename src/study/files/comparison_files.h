#pragma once

#include "study/analysis/comparison.h"
#include "study/analysis/measurement.h"

#include <span>
#include <string>
#include <vector>

namespace segnoise::study_files {

/// "conditions" of summary.json: an array with an object for each condition, in their order: what
/// its labels were like, the cells that its numbers came from, and "measures", "reference" and
/// "ef_agreement" as in ConditionComparison; null where a number is not defined. Text of JSON.
[[nodiscard]] std::string comparison_json(const analysis::StudyComparison& comparison);

/// results.csv: one row per number, as measured: cell, condition, seed, fold, patient, measure,
/// value.
[[nodiscard]] std::string results_csv(std::span<const analysis::Measurement> measurements);

/// Reads results.csv back, every number to the last bit.
/// @throws std::runtime_error  naming the file, the line and what is wrong with it
[[nodiscard]] std::vector<analysis::Measurement> read_results_csv(const std::string& path);

}  // namespace segnoise::study_files

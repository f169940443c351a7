#pragma once

#include "study/analysis/measurement.h"
#include "study/analysis/patient_measures.h"
#include "study/analysis/sensitivity.h"
#include "study/plan/study_plan.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace segnoise::study_files {

/// What a cell depends on beside its study: the data, the code, and how networks learn.
struct CellEnvironment {
  std::string data_fingerprint = {};  ///< SHA-256 over all files of the data set
  std::string code_digest = {};       ///< SHA-256 over the code that shapes results
  std::vector<std::pair<std::string, std::string>> libraries = {};  ///< name, version
  std::vector<std::pair<std::string, std::string>> learning = {};   ///< option, value with its unit
};

/// All that the results of a cell depend on, as one JSON text: its digest is the cell's identity.
/// Names and descriptions are left out; two studies that ask for the same share the cell.
[[nodiscard]] std::string cell_inputs(
    const plan::StudyPlan& plan, const plan::Cell& cell, const CellEnvironment& environment);

/// Whether a text is what a cell may be called by, as its folder is: 16 digits from 0 to 9 and a to
/// f. A study from elsewhere may say else, to lead out of its folder.
[[nodiscard]] bool is_cell_id(std::string_view text);
inline constexpr std::size_t kCellIdDigits = 16;
inline constexpr const char* kCellIdExpected = "16 digits from 0 to 9 and a to f";

/// What a cell found.
struct CellResult {
  std::string id = {};
  std::vector<std::pair<std::string, analysis::PatientMeasures>> patients = {};  ///< id, numbers
  std::vector<analysis::LeftOut> left_out =
      {};  ///< of whom nothing can be said, if the kind is kLabels
};

/// cell.json: the identity, what the cell depends on, every number about every patient,
/// and who was left out, if anybody was.
/// @param inputs  of cell_inputs()
[[nodiscard]] std::string cell_json(const CellResult& result, const std::string& inputs);

/// Reads cell.json back, every number to the last bit.
/// @throws std::runtime_error  naming the file and what is wrong with it
[[nodiscard]] CellResult read_cell(const std::string& path);

/// The numbers of a cell as rows of results.csv.
[[nodiscard]] std::vector<analysis::Measurement> measurements_of(
    const CellResult& result, const plan::Cell& cell);

}  // namespace segnoise::study_files

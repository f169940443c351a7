#pragma once

#include "study/analysis/report_data.h"

#include <string>

namespace segnoise::study_files {

/// Reads the results of a study back from its folder: of `camus-noise --study`, where networks
/// learn or labels are drawn, and of `camus-noise --labels-only`.
///
/// What the study was is read from summary.json, its numbers from results.csv and the tables of its
/// cells (or from patients.csv and parts.csv of the folder), to the last bit; comparisons and
/// summaries are made of them again by the functions that made them first. Of a study of labels
/// without cells, the one condition is called as its setup is.
///
/// A folder from elsewhere is not trusted: nothing outside of it is read, whatever it calls its
/// cells.
///
/// @throws std::runtime_error  one line that names the folder or the file: no such folder, no
///                             results in it, no complete cell yet, or what is wrong with a file
[[nodiscard]] analysis::ReportData read_report_data(const std::string& folder);

}  // namespace segnoise::study_files

#pragma once

#include "study/analysis/sensitivity.h"
#include "study/analysis/sensitivity_summary.h"
#include "study/plan/results.h"
#include "study/readings/panel.h"

#include <string>
#include <vector>

namespace segnoise::study_files {

/// "program" of the summary.json of `camus-noise --labels-only`, which tells it from others.
inline constexpr const char* kLabelsOnlyProgram = "camus-noise --labels-only";

/// What the label side of a study was, and what it found.
struct SensitivityReport {
  plan::StudyDescription description = {};  ///< the split and the learning are without meaning
  analysis::SensitivityOptions options = {};
  analysis::CohortSensitivity cohort = {};
  analysis::SensitivitySummary summary = {};
  std::vector<readings::PanelEf> panels = {};  ///< of several readers; none if nobody was asked to
};

/// patients.csv: one row per patient that could be measured. Volumes in mL, EF in percent and its
/// errors in percentage points (pp), probabilities and shares as fractions; empty cells where
/// something is unknown or undefined.
[[nodiscard]] std::string sensitivity_patients_csv(const SensitivityReport& report);

/// parts.csv: one row per patient and part of the noise, with what that part does alone.
[[nodiscard]] std::string sensitivity_parts_csv(const SensitivityReport& report);

/// Reads patients.csv and parts.csv back, every number to the last bit.
/// @throws std::runtime_error  naming the file, the line and what is wrong with it
[[nodiscard]] std::vector<analysis::PatientSensitivity> read_sensitivity_csv(
    const std::string& patients_path, const std::string& parts_path);

/// summary.json: all that is needed to make it again, the strata, the reclassification, the rule of
/// the EF categories, and who was left out and why.
[[nodiscard]] std::string sensitivity_json(const SensitivityReport& report);

}  // namespace segnoise::study_files

#pragma once

#include "study/results.h"
#include "study/sensitivity.h"
#include "study/sensitivity_summary.h"

#include <string>
#include <vector>

namespace segnoise {

/// "program" of the summary.json of `camus-noise --labels-only`, which tells it from others.
inline constexpr const char* kLabelsOnlyProgram = "camus-noise --labels-only";

/// What the label side of a study was, and what it found.
struct SensitivityReport {
  StudyDescription description = {};  ///< the split and the learning are without meaning
  SensitivityOptions options = {};
  CohortSensitivity cohort = {};
  SensitivitySummary summary = {};
};

/// patients.csv: one row per patient that could be measured. Volumes in mL, EF in percent and its
/// errors in percentage points (pp), probabilities and shares as fractions; empty cells where
/// something is unknown or undefined.
[[nodiscard]] std::string sensitivity_patients_csv(const SensitivityReport& report);

/// parts.csv: one row per patient and part of the noise, with what that part does alone.
[[nodiscard]] std::string sensitivity_parts_csv(const SensitivityReport& report);

/// Reads patients.csv and parts.csv back, every number to the last bit.
/// @throws std::runtime_error  naming the file, the line and what is wrong with it
[[nodiscard]] std::vector<PatientSensitivity> read_sensitivity_csv(
    const std::string& patients_path, const std::string& parts_path);

/// summary.json: all that is needed to make it again, the strata, the reclassification, the rule of
/// the EF categories, and who was left out and why.
[[nodiscard]] std::string sensitivity_json(const SensitivityReport& report);

}  // namespace segnoise

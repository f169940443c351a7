#pragma once

#include "study/results.h"

#include <string>
#include <vector>

namespace segnoise {

/// summary.json: the description of the study, complete enough to make it again, and "table7" with
/// one object per condition: mean, sd, n and ci95 of dice_es_percent, dice_ed_percent, ef_error_pp
/// and hd_ed_mm, null where no patient has a value.
[[nodiscard]] std::string summary_json(const StudyResults& results);

/// patients.csv: one row per patient, condition and instant with every measure of both views,
/// volumes and EF; empty cells where a measure is undefined.
[[nodiscard]] std::string patients_csv(const StudyResults& results);

/// noise.csv: one row per training label: what was drawn, and what it did (see Effect); empty cells
/// where a measure is undefined.
[[nodiscard]] std::string noise_csv(const StudyResults& results);

/// training.csv: one row per condition and epoch.
[[nodiscard]] std::string training_csv(const StudyResults& results);

/// Reads training.csv back: a record for each condition, in order of appearance.
/// @throws std::runtime_error  naming the file, the line and what is wrong with it
[[nodiscard]] std::vector<TrainingRecord> read_training_csv(const std::string& path);

}  // namespace segnoise

#pragma once

#include "study/plan/results.h"

#include <cstdint>
#include <string>
#include <vector>

namespace segnoise::study_files {

/// patients.csv: one row per patient, condition and instant with every measure of both views,
/// volumes and EF; empty cells where a measure is undefined.
[[nodiscard]] std::string patients_csv(const plan::StudyResults& results);

/// noise.csv: one row per training label: what was drawn, and what it did (see Effect); empty cells
/// where a measure is undefined.
[[nodiscard]] std::string noise_csv(const plan::StudyResults& results);

/// Reads noise.csv back.
/// @throws std::runtime_error  naming the file, the line and what is wrong with it
[[nodiscard]] std::vector<plan::NoiseRecord> read_noise_csv(const std::string& path);

/// Appends the curve in the training.csv of a cell's folder; nothing if it trained no network.
/// @throws std::runtime_error  as read_training_csv() does
void append_training_curves(
    const std::string& folder,
    const std::string& condition,
    std::uint64_t seed,
    int fold,
    std::vector<plan::TrainingCurve>& curves);

/// training.csv: one row per condition and epoch.
[[nodiscard]] std::string training_csv(const plan::StudyResults& results);

/// Reads training.csv back: a record for each condition, in order of appearance.
/// @throws std::runtime_error  naming the file, the line and what is wrong with it
[[nodiscard]] std::vector<plan::TrainingRecord> read_training_csv(const std::string& path);

}  // namespace segnoise::study_files

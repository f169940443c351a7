#pragma once

#include "study/analysis/sensitivity.h"
#include "study/readings/panel.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace segnoise::study_files {

/// What a file is called, and what is in it.
struct NamedText {
  std::string name = {};
  std::string text = {};
};

/// What readings of the patients amount to, as files beside patients.csv:
///
/// - shapes.csv: one row per patient, view and instant that were drawn, with how far the outlines
///   of the draws are from the clean one; distances in mm
/// - methods.csv: one row per patient and method, with his EF by it and what the draws make of that
/// - readings.csv: one row per patient and draw of those that are looked at closely and gave an EF
[[nodiscard]] std::vector<NamedText> readings_files(
    std::span<const analysis::PatientSensitivity> patients);

/// Reads these files of a folder back into the patients that they are of, every number to the last
/// bit.
/// @param patients  of patients.csv, in its order
/// @throws std::runtime_error  naming the file, the line and what is wrong with it
void read_readings(
    const std::filesystem::path& folder, std::span<analysis::PatientSensitivity> patients);

/// panels.csv: one row per patient, panel of readers, size of it and rule; an empty cell where the
/// panel gave no EF.
[[nodiscard]] std::string panels_csv(std::span<const readings::PanelEf> panels);

/// Reads panels.csv back, every number to the last bit.
/// @throws std::runtime_error  naming the file, the line and what is wrong with it
[[nodiscard]] std::vector<readings::PanelEf> read_panels_csv(const std::string& path);

}  // namespace segnoise::study_files

#pragma once

#include "core/cardiac/echo.h"
#include "core/noise/setup.h"
#include "show/pictures/patient_panels.h"
#include "study/engine/observer.h"
#include "study/engine/shown_patients.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::study_pictures {

/// Reads a patient of the data set by his id; may throw.
using PatientReader = std::function<cardiac::Patient(const std::string& id)>;

/// What pictures show beside patients' frames and clean labels.
struct PictureContent {
  std::optional<noise::NoiseSetup> noise = {};
  std::uint64_t seed = 1;
  pictures::ReportImages images = pictures::ReportImages::kFrames;

  /// What networks make of a patient; nothing is shown where there are none.
  std::function<std::vector<pictures::PredictedVentricles>(const std::string& patient)>
      predictions = [](const std::string&) { return std::vector<pictures::PredictedVentricles>{}; };
};

/// Writes folder/panels/PATIENT.jpg, his four frames, for each patient. Panels that were there
/// before are replaced or removed.
/// @throws  as reading does; std::runtime_error naming the file, if it cannot be written
void write_panels(
    const std::filesystem::path& folder,
    std::span<const std::string> patients,
    const PictureContent& content,
    const PatientReader& read,
    engine::Observer& observer);

/// Writes folder/figures/RANK.png for each patient, in place of all that was there before.
/// @throws  as write_panels() does
void write_gallery(
    const std::filesystem::path& folder,
    std::span<const engine::RankedPatient> patients,
    const PictureContent& content,
    const PatientReader& read);

}  // namespace segnoise::study_pictures

#pragma once

#include "cli/progress.h"
#include "data/camus/data_set.h"
#include "open_study.h"
#include "show/pictures/patient_panels.h"
#include "study/analysis/measurement.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise {

/// The most patients of whom a study keeps a picture, so that its report stays of a size to send.
inline constexpr std::size_t kMostPanels = 50;

/// What a picture shows beside a patient's frames and clean labels.
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
/// @throws std::runtime_error  naming the file, if it cannot be read or written
/// @throws Interrupted  on Ctrl-C
void write_panels(
    const std::filesystem::path& folder,
    const camus::DataSet& data_set,
    std::span<const std::string> patients,
    const PictureContent& content,
    cli::Progress& progress);

/// Writes the pictures of a study: panels, and of networks also figures/worst.png, median.png and
/// best.png, the testing patients by mean Dice of the LV. Shown are the network of clean labels and
/// that of the last condition, under the first seed. Of more than kMostPanels patients those whose
/// EF comes out worst under that condition have a panel.
///
/// @param measurements  of the cells that are there
/// @throws as write_panels() does
void write_study_pictures(
    const OpenStudy& study,
    std::span<const analysis::Measurement> measurements,
    pictures::ReportImages images,
    cli::Progress& progress);

}  // namespace segnoise

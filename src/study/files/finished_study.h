#pragma once

#include "core/cardiac/echo.h"
#include "core/cardiac/ejection.h"
#include "core/noise/setup.h"
#include "core/shape/mask.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::study_files {

/// How wrong a study found the ejection fraction of a patient.
struct PatientError {
  std::string patient = {};
  double ef_error_pp = 0.0;  ///< >= 0, percentage points; mean over conditions, seeds and folds

  /// Of a study of cells, the one with his greatest error, the first of equal ones; and what it is:
  /// "camus high, seed 2".
  std::string worst_cell = {};
  std::string worst_condition = {};

  bool operator==(const PatientError&) const = default;
};

/// What a viewer wants to know of a finished study: whom to show, and with which noise.
struct FinishedStudy {
  std::string data_root = {};
  std::uint64_t seed = 1;  ///< of several the first
  cardiac::VolumeMethod volume_method = cardiac::VolumeMethod::kBiplaneAse;
  std::optional<noise::NoiseSetup> setup = {};  ///< of the first noisy condition
  std::vector<PatientError> patients = {};      ///< by error, the greatest first; equal ones by id
};

/// Reads a folder of results, of any kind that camus-noise writes: of networks or of labels alone.
/// The error of a patient is the mean of |EF predicted - EF of the clean labels|; where no network
/// was trained, of |bias of EF|.
///
/// Unlike read_report_data() it makes no comparison again, and so takes no time.
///
/// @throws std::runtime_error  one line: the file that is missing or not one of camus-noise, or the
///                             folder, if it has no patient with an EF error
[[nodiscard]] FinishedStudy read_finished_study(const std::string& folder);

/// What the worst cell of a study drew of a patient.
/// @return  nothing if the study has no cells, or that one has kept no outlines of him
/// @throws std::runtime_error  as read_outlines() does
[[nodiscard]] std::optional<cardiac::PerFrame<std::optional<shape::Mask>>> worst_outlines(
    const std::string& folder, const PatientError& error);

}  // namespace segnoise::study_files

#pragma once

#include "core/cardiac/echo.h"
#include "core/cardiac/sequence_info.h"
#include "core/noise/setup.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace segnoise::phantom {

/// Raised whenever the same options would give other bytes.
inline constexpr int kPhantomVersion = 3;

inline constexpr int kLeastPhantomPatients = 3;  ///< one each to train, validate and test
inline constexpr int kMostPhantomPatients = 9999;

/// Which phantom data set.
struct PhantomOptions {
  int patients = 60;  ///< kLeastPhantomPatients ... kMostPhantomPatients
  std::uint64_t seed = 1;
  std::optional<noise::NoiseSetup> hand = {};  ///< who labels it (see trace_labels()); else exact
};

/// What is known of a phantom patient by construction.
struct PhantomTruth {
  double edv_ml = 0.0;  ///< of the solid, not of its outlines
  double esv_ml = 0.0;
  double ef_percent = 0.0;
  bool foreshortened = false;                   ///< in a view at least
  std::array<double, 2> elevation_deg{};        ///< of the plane out of the long axis; by View
  std::array<double, 2> length_mm{};            ///< of the cavity, annulus to apex; by Instant
  cardiac::PerFrame<double> section_length_mm;  ///< as the plane shows it
  std::array<double, 2> wall_mm{};              ///< mean thickness of the wall's sides; by Instant
  std::array<double, 2> wall_ml{};
  std::array<double, 2> tilt_deg{};  ///< of the axis in the image at end-diastole; by View
  std::array<double, 2> depth_mm{};  ///< of the sector; by View
};

struct PhantomPatient {
  cardiac::Patient patient;  ///< all four frames, sex, age, quality, and EF in whole percent
  std::array<cardiac::SequenceInfo, 2> sequences;  ///< by View; ES may come before ED
  PhantomTruth truth;
};

/// Patient `number` of the data sets with a seed, whatever their size: an analytic heart, and what
/// four B-mode frames show of it. Pure computation, about 0.1 s.
///
/// @param number  1 for patient0001
/// @throws std::invalid_argument  if number is not 1 ... 9999
[[nodiscard]] PhantomPatient make_phantom_patient(int number, std::uint64_t seed);

/// "patient0001" ...
[[nodiscard]] std::string phantom_id(int number);

}  // namespace segnoise::phantom

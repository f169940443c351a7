#pragma once

#include "core/statistics/bootstrap.h"

#include <optional>
#include <span>
#include <string>

namespace segnoise::readings {

/// EF of one patient over his readings: the draws of his outlines.
struct EfMoments {
  double clean_percent = 0.0;
  double bias_pp = 0.0;  ///< mean of the readings minus clean
  double sd_pp = 0.0;    ///< of the readings
};

/// How much one reading of each of some patients is worth, the clean outlines being the other.
///
/// ICC, r and the SD of the differences are those that a single reading of each patient has on
/// average: mean squares, variances and covariance are put at their expectations over the readings,
/// which the patients' moments give without drawing any.
struct Reliability {
  int patients = 0;
  double sd_pp = 0.0;  ///< of a reading: root of the mean of the patients' variances
  std::optional<double> cv_percent =
      {};                ///< 100 sd_pp / mean of the readings; nothing unless that is > 0
  double bias_pp = 0.0;  ///< mean of reading minus clean
  std::optional<double> difference_sd_pp = {};  ///< of reading minus clean; two patients at least
  std::optional<double> icc = {};  ///< ICC(2,1) of reading and clean; two patients at least
  std::optional<double> r = {};    ///< Pearson's, of reading and clean; likewise
};

/// @return  nothing of no patients
[[nodiscard]] std::optional<Reliability> reliability(std::span<const EfMoments> patients);

/// 1.96 √2 sd: two readings that differ by less may be readings of one and the same heart; in 5 of
/// 100 pairs of such they differ by more.
[[nodiscard]] double minimal_detectable_change(double sd);

/// What a method that measures EF should reach.
inline constexpr double kIccTarget = 0.85;
inline constexpr double kCvTargetPercent = 8.0;
inline constexpr double kWithin10Target = 0.85;  ///< fraction of readings within 10 points

/// "A change of less than 6.5 points between two readings may be tracing alone (1.96 √2 times the
/// SD of a reading, 2.4 points; n = 60)."
[[nodiscard]] std::string detectable_sentence(const Reliability& reliability);

/// "With EDV off by 5 % and ESV by 5 %, an EF of 45.0 % is found anywhere from 39.2 to 50.2 %.":
/// cardiac::propagated_ef_range() in words.
/// @param edv_fraction, esv_fraction  as there
[[nodiscard]] std::string volume_error_sentence(
    double ef_percent, double edv_fraction, double esv_fraction);

/// The formula of that.
inline constexpr const char* kVolumeErrorFormula =
    "EF' = 100 (1 - (1 - EF / 100) (1 + error of ESV) / (1 + error of EDV))";

}  // namespace segnoise::readings

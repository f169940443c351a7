#pragma once

#include "core/cardiac/echo.h"
#include "core/statistics/bootstrap.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace segnoise::readings {

/// EF from the clean outlines of a patient and from readings of him, in percent.
struct PatientEf {
  double clean_percent = 0.0;
  std::vector<double> readings_percent = {};
  std::optional<cardiac::Quality> quality = {};  ///< of his images, where it is known
};

/// The ends of an interval as straight lines in a reading.
struct EfIntervalEnds {
  double lower_at_0_percent = 0.0;
  double lower_slope = 0.0;
  double upper_at_0_percent = 0.0;
  double upper_slope = 0.0;

  /// @return  in percent, within 0 to 100; not bent towards what EF is frequent
  [[nodiscard]] statistics::Interval of(double reading_percent) const;
};

/// From a single reading to an interval that holds the clean EF with some probability.
struct EfIntervalRule {
  double probability = 0.0;
  int patients = 0;  ///< that it was learned from
  int readings = 0;
  EfIntervalEnds ends = {};  ///< whatever the images are like

  /// For images of a quality, in its order; where enough patients have it.
  std::array<std::optional<EfIntervalEnds>, cardiac::kQualities.size()> of_quality = {};

  /// @return  in percent, by the quality's ends if it is known and has any, else by the others
  [[nodiscard]] statistics::Interval of(
      double reading_percent, std::optional<cardiac::Quality> quality = {}) const;
};

/// So few patients tell of no error's shape.
inline constexpr int kLeastForEfIntervals = 10;

/// So few patients tell of no image quality's scale.
inline constexpr int kLeastOfQuality = 5;

/// Learns how readings err, and turns it around.
///
/// A reading of a patient whose clean EF is c is c + b(c) + s(c) u: the bias b is a line fitted to
/// the patients' biases, the scale s one fitted to their mean absolute errors about b (level where
/// it would fall below a fifth of its mean within the patients' range, and larger by √(n / (n - 2))
/// for the fit), and u has the distribution of all errors so scaled, of whatever shape. The
/// interval of a reading x is {c : the quantiles of u at (1 - p) / 2 and (1 + p) / 2 hold
/// (x - c - b(c)) / s(c)}, so that the known bias is taken out, and it covers a patient whatever EF
/// the others have.
///
/// Hands are less steady on poor images: for each quality that kLeastOfQuality patients have, s is
/// multiplied by the mean over them of their mean absolute error in s, and u is the distribution
/// of all errors divided by that of their own quality, so that few poor images borrow the shape of
/// all. A patient without a quality, or of a rarer one, has a factor of 1.
///
/// @param probabilities  p, each in (0, 1)
/// @return  one rule for each; none below kLeastForEfIntervals patients with two readings each (who
///          has fewer is left aside), if all have one clean EF or readings do not err, or where
///          they hardly depend on the clean EF (a slope below 0.1)
/// @throws std::invalid_argument  if a probability is out of range
/// Source: ours; the inversion is J. Neyman's, Phil. Trans. R. Soc. A 236, 333-380 (1937).
[[nodiscard]] std::vector<EfIntervalRule> ef_interval_rules(
    std::span<const PatientEf> patients, std::span<const double> probabilities);

/// How many intervals hold the clean EF.
struct EfCoverage {
  double probability = 0.0;  ///< what the intervals claim
  int patients = 0;
  int readings = 0;
  double covered = 0.0;  ///< fraction of the readings' intervals, patients being weighed alike
  std::optional<statistics::Interval> ci95 = {};  ///< of that, over patients
  double width_pp = 0.0;                          ///< mean width of the intervals
};

/// Of rules on patients that they were not learned from.
/// @return  one for each rule; nothing covered where no patient has a reading
[[nodiscard]] std::vector<EfCoverage> ef_coverage(
    std::span<const EfIntervalRule> rules, std::span<const PatientEf> patients);

/// The same with each tenth of the patients (every tenth in their order) as those whom the rules
/// have not seen.
/// @return  empty if a part of the patients gives no rules
[[nodiscard]] std::vector<EfCoverage> cross_validated_coverage(
    std::span<const PatientEf> patients, std::span<const double> probabilities);

}  // namespace segnoise::readings

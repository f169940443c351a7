#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace segnoise::statistics {

/// An interval that holds the true value with the stated confidence.
struct Interval {
  double lower = 0.0;
  double upper = 0.0;
};

/// Percentile bootstrap confidence interval of a mean, resampling the values with replacement.
///
/// @param values      one per independent unit (patient)
/// @param seed        same seed and values, same interval
/// @param confidence  in (0, 1)
/// @param resamples   >= 1
/// @return            nothing for fewer than two values
/// @throws std::invalid_argument  if confidence or resamples is out of range, or a value not finite
/// Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
[[nodiscard]] std::optional<Interval> bootstrap_mean_interval(
    std::span<const double> values,
    std::uint64_t seed,
    double confidence = 0.95,
    int resamples = 10'000);

/// A number that a sample of units (patients) has.
///
/// @param units  their numbers, in any order, some perhaps more than once; whatever belongs to a
///               unit, several frames perhaps, comes with it
/// @return       nothing where it is not defined
using Statistic = std::function<std::optional<double>(std::span<const std::size_t> units)>;

/// A bootstrap interval and what it was made of.
struct BcaInterval {
  double estimate = 0.0;         ///< the statistic of the sample itself
  Interval interval = {};        ///< which need not hold the estimate
  double bias_correction = 0.0;  ///< z0: how far, in normal quantiles, resamples lie above it
  double acceleration = 0.0;     ///< a: how fast the standard error grows with the statistic
  int undefined = 0;             ///< resamples that had no value and were left out
};

/// How a bootstrap is done.
struct BootstrapOptions {
  double confidence = 0.95;  ///< in (0, 1)
  int resamples = 10'000;    ///< >= 1
};

/// Bias-corrected and accelerated bootstrap confidence interval (BCa) of any statistic, resampling
/// units with replacement.
///
/// z0 is the normal quantile of the share of resamples whose statistic is below that of the sample,
/// those equal to it counted by half; a comes from leaving out each unit once.
///
/// @param units  how many there are
/// @param seed   same seed and statistic, same interval
/// @return       nothing for fewer than two units, if the statistic of the sample, or with a unit
///               left out, or of more than half the resamples is not defined, or if it lies at or
///               beyond the end of all resamples, so that z0 is not finite. A statistic that never
///               differs has a point for an interval.
/// @throws std::invalid_argument  if an option is out of range or a statistic not finite
/// Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), section 14.3.
[[nodiscard]] std::optional<BcaInterval> bca_interval(
    std::size_t units,
    const Statistic& statistic,
    std::uint64_t seed,
    const BootstrapOptions& options = {});

}  // namespace segnoise::statistics

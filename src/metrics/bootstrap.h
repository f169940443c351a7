#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace segnoise {

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

}  // namespace segnoise

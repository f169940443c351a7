#pragma once

#include <optional>
#include <span>
#include <vector>

namespace segnoise::statistics {

/// Mean and sample standard deviation (n - 1) of a sample.
struct Summary {
  int count = 0;
  double mean = 0.0;
  double sd = 0.0;  ///< 0 for a single value
};

/// @return  nothing for an empty sample
/// @throws std::invalid_argument  if a value is not finite
[[nodiscard]] std::optional<Summary> summary(std::span<const double> values);

/// The value below which a share p of a sample lies, interpolated linearly between the order
/// statistics at (n - 1) p, as numpy.percentile does; the median for p = 0.5.
///
/// @param values  not NaN
/// @return        nothing for an empty sample
/// @throws std::invalid_argument  if p is not in [0, 1]
[[nodiscard]] std::optional<double> quantile(std::vector<double> values, double p);

}  // namespace segnoise::statistics

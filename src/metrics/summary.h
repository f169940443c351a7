#pragma once

#include <optional>
#include <span>

namespace segnoise {

/// Mean and sample standard deviation (n - 1) of a sample.
struct Summary {
  int count = 0;
  double mean = 0.0;
  double sd = 0.0;  ///< 0 for a single value
};

/// @param values  finite
/// @return        nothing for an empty sample
[[nodiscard]] std::optional<Summary> summary(std::span<const double> values);

}  // namespace segnoise

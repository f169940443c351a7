#include "core/statistics/summary.h"

#include "core/statistics/sample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::statistics {

std::optional<Summary> summary(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  require_finite(values);
  double sum = 0.0;
  for (const double value : values) sum += value;
  const auto count = static_cast<double>(values.size());
  Summary result{.count = static_cast<int>(values.size()), .mean = sum / count};
  if (values.size() < 2) return result;
  double squares = 0.0;
  for (const double value : values) squares += (value - result.mean) * (value - result.mean);
  result.sd = std::sqrt(squares / (count - 1.0));
  return result;
}

std::optional<double> quantile(std::vector<double> values, double p) {
  if (!(p >= 0.0 && p <= 1.0)) {
    throw std::invalid_argument("p must be in [0, 1], got " + std::to_string(p));
  }
  if (values.empty()) return std::nullopt;
  const double rank = p * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::ptrdiff_t>(rank);
  const auto lower = values.begin() + below;
  std::nth_element(values.begin(), lower, values.end());
  const double fraction = rank - static_cast<double>(below);
  if (fraction == 0.0) return *lower;
  const double upper = *std::min_element(lower + 1, values.end());
  return *lower + fraction * (upper - *lower);
}

}  // namespace segnoise::statistics

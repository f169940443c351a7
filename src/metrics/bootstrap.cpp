#include "metrics/bootstrap.h"

#include "metrics/summary.h"
#include "random/rng.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise {

std::optional<Interval> bootstrap_mean_interval(
    std::span<const double> values, std::uint64_t seed, double confidence, int resamples) {
  if (!(confidence > 0.0 && confidence < 1.0)) {
    throw std::invalid_argument("confidence must be in (0, 1), got " + std::to_string(confidence));
  }
  if (resamples < 1) {
    throw std::invalid_argument("resamples must be >= 1, got " + std::to_string(resamples));
  }
  for (const double value : values) {
    if (std::isfinite(value)) continue;
    throw std::invalid_argument("values must be finite, got " + std::to_string(value));
  }
  if (values.size() < 2) return std::nullopt;

  Rng rng(seed, identity_of("bootstrap"));
  const auto count = static_cast<std::uint32_t>(values.size());
  std::vector<double> means(static_cast<std::size_t>(resamples));
  for (double& mean : means) {
    double sum = 0.0;
    for (std::uint32_t i = 0; i < count; ++i) sum += values[rng.below(count)];
    mean = sum / static_cast<double>(count);
  }
  const double tail = 0.5 * (1.0 - confidence);
  return Interval{.lower = *quantile(means, tail), .upper = *quantile(means, 1.0 - tail)};
}

}  // namespace segnoise

#include "core/statistics/bootstrap.h"

#include "core/random/rng.h"
#include "core/statistics/distributions.h"
#include "core/statistics/sample.h"
#include "core/statistics/summary.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::statistics {
namespace {

void require_resamples(int resamples) {
  if (resamples >= 1) return;
  throw std::invalid_argument("resamples must be >= 1, got " + std::to_string(resamples));
}

/// What a statistic gives, which must be finite where it gives something.
std::optional<double> finite(std::optional<double> value) {
  if (value && !std::isfinite(*value)) {
    throw std::invalid_argument("a statistic must be finite, got " + std::to_string(*value));
  }
  return value;
}

/// a of BCa; nothing if the statistic is not defined without one of the units.
std::optional<double> acceleration(std::size_t units, const Statistic& statistic) {
  std::vector<double> without(units);
  std::vector<std::size_t> others(units - 1);
  for (std::size_t left_out = 0; left_out < units; ++left_out) {
    for (std::size_t i = 0; i + 1 < units; ++i) others[i] = i < left_out ? i : i + 1;
    const auto value = finite(statistic(others));
    if (!value) return std::nullopt;
    without[left_out] = *value;
  }
  const double mean = summary(without)->mean;
  double squares = 0.0;
  double cubes = 0.0;
  for (const double value : without) {
    const double below = mean - value;
    squares += below * below;
    cubes += below * below * below;
  }
  if (squares == 0.0) return 0.0;
  return cubes / (6.0 * squares * std::sqrt(squares));
}

}  // namespace

std::optional<Interval> bootstrap_mean_interval(
    std::span<const double> values, std::uint64_t seed, double confidence, int resamples) {
  require_share("confidence", confidence);
  require_resamples(resamples);
  require_finite(values);
  if (values.size() < 2) return std::nullopt;

  random::Rng rng(seed, random::identity_of("bootstrap"));
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

std::optional<BcaInterval> bca_interval(
    std::size_t units,
    const Statistic& statistic,
    std::uint64_t seed,
    const BootstrapOptions& options) {
  require_share("confidence", options.confidence);
  require_resamples(options.resamples);
  if (units < 2) return std::nullopt;
  std::vector<std::size_t> drawn(units);
  std::iota(drawn.begin(), drawn.end(), std::size_t{0});
  const auto estimate = finite(statistic(drawn));
  if (!estimate) return std::nullopt;
  const auto a = acceleration(units, statistic);
  if (!a) return std::nullopt;

  random::Rng rng(seed, random::identity_of("bca"));
  std::vector<double> values;
  values.reserve(static_cast<std::size_t>(options.resamples));
  double below = 0.0;
  for (int i = 0; i < options.resamples; ++i) {
    for (std::size_t& unit : drawn) unit = rng.below(static_cast<std::uint32_t>(units));
    const auto value = finite(statistic(drawn));
    if (!value) continue;
    values.push_back(*value);
    below += *value < *estimate ? 1.0 : (*value == *estimate ? 0.5 : 0.0);
  }
  const int undefined = options.resamples - static_cast<int>(values.size());
  const double share = below / static_cast<double>(values.size());
  if (2 * undefined > options.resamples || share <= 0.0 || share >= 1.0) return std::nullopt;

  const double z0 = random::normal_quantile(share);
  const auto adjusted_quantile = [&](double p) {
    const double z = z0 + random::normal_quantile(p);
    // Where 1 - a z reaches 0, the adjusted share has reached its end.
    const double slowed = 1.0 - *a * z;
    return *quantile(values, slowed > 0.0 ? normal_cdf(z0 + z / slowed) : (z > 0.0 ? 1.0 : 0.0));
  };
  const double tail = 0.5 * (1.0 - options.confidence);
  return BcaInterval{
      .estimate = *estimate,
      .interval = {.lower = adjusted_quantile(tail), .upper = adjusted_quantile(1.0 - tail)},
      .bias_correction = z0,
      .acceleration = *a,
      .undefined = undefined};
}

}  // namespace segnoise::statistics

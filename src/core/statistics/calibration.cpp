#include "core/statistics/calibration.h"

#include "core/random/rng.h"
#include "core/statistics/sample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>

namespace segnoise::statistics {
namespace {

void require_predictions(std::span<const Interval> predicted, std::span<const double> truth) {
  require_equal_lengths(predicted.size(), truth.size());
  require_finite(truth);
  for (const Interval& interval : predicted) {
    if (std::isfinite(interval.lower) && std::isfinite(interval.upper) &&
        interval.lower <= interval.upper) {
      continue;
    }
    throw std::invalid_argument(
        "intervals must be finite with lower <= upper, got " + std::to_string(interval.lower) +
        " and " + std::to_string(interval.upper));
  }
}

void require_probabilities(std::span<const double> of_unit) {
  constexpr double kRounding = 1e-6;
  double sum = 0.0;
  for (const double p : of_unit) {
    if (!(p >= 0.0 && p <= 1.0)) {
      throw std::invalid_argument("probabilities must be in [0, 1], got " + std::to_string(p));
    }
    sum += p;
  }
  if (std::abs(sum - 1.0) <= kRounding) return;
  throw std::invalid_argument(
      "probabilities of a unit must add up to 1, got " + std::to_string(sum));
}

}  // namespace

std::optional<Estimate> coverage(
    std::span<const Interval> predicted, std::span<const double> truth, double confidence) {
  require_predictions(predicted, truth);
  require_share("confidence", confidence);
  if (predicted.empty()) return std::nullopt;
  int covered = 0;
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    if (truth[i] >= predicted[i].lower && truth[i] <= predicted[i].upper) ++covered;
  }
  const auto n = static_cast<double>(predicted.size());
  const double share = covered / n;
  const double z = random::normal_quantile(0.5 + 0.5 * confidence);
  const double centre = (share + 0.5 * z * z / n) / (1.0 + z * z / n);
  const double reach =
      z / (1.0 + z * z / n) * std::sqrt(share * (1.0 - share) / n + 0.25 * z * z / (n * n));
  return Estimate{
      .value = share,
      .interval =
          Interval{.lower = std::max(0.0, centre - reach), .upper = std::min(1.0, centre + reach)}};
}

std::optional<double> interval_score(
    std::span<const Interval> predicted, std::span<const double> truth, double probability) {
  require_predictions(predicted, truth);
  require_share("probability", probability);
  if (predicted.empty()) return std::nullopt;
  const double penalty = 2.0 / (1.0 - probability);
  double sum = 0.0;
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    const auto [lower, upper] = predicted[i];
    const double outside = std::max({lower - truth[i], truth[i] - upper, 0.0});
    sum += upper - lower + penalty * outside;
  }
  return sum / static_cast<double>(predicted.size());
}

std::optional<double> brier_score(
    std::span<const double> probabilities, std::span<const int> truth, int categories) {
  if (categories < 1) {
    throw std::invalid_argument("categories must be >= 1, got " + std::to_string(categories));
  }
  const auto width = static_cast<std::size_t>(categories);
  require_equal_lengths(probabilities.size(), truth.size() * width);
  double sum = 0.0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const auto of_unit = probabilities.subspan(i * width, width);
    require_probabilities(of_unit);
    if (truth[i] < 0 || truth[i] >= categories) {
      throw std::invalid_argument(
          "truth must be in [0, " + std::to_string(categories) + "), got " +
          std::to_string(truth[i]));
    }
    for (std::size_t c = 0; c < width; ++c) {
      const double came_true = c == static_cast<std::size_t>(truth[i]) ? 1.0 : 0.0;
      sum += (of_unit[c] - came_true) * (of_unit[c] - came_true);
    }
  }
  if (truth.empty()) return std::nullopt;
  return sum / static_cast<double>(truth.size());
}

}  // namespace segnoise::statistics

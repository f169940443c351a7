#include "core/statistics/agreement.h"

#include "core/random/rng.h"
#include "core/statistics/distributions.h"
#include "core/statistics/sample.h"
#include "core/statistics/summary.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace segnoise::statistics {
namespace {

void require_pairs(std::span<const double> a, std::span<const double> b) {
  require_equal_lengths(a.size(), b.size());
  require_finite(a);
  require_finite(b);
}

/// Sums of squares and products about the means.
struct Moments {
  double mean_a = 0.0;
  double mean_b = 0.0;
  double aa = 0.0;
  double bb = 0.0;
  double ab = 0.0;
};

Moments moments(std::span<const double> a, std::span<const double> b) {
  Moments sums{.mean_a = summary(a)->mean, .mean_b = summary(b)->mean};
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double da = a[i] - sums.mean_a;
    const double db = b[i] - sums.mean_b;
    sums.aa += da * da;
    sums.bb += db * db;
    sums.ab += da * db;
  }
  return sums;
}

/// A sample whose values are all the same has no spread, whatever its mean is rounded to.
bool is_constant(std::span<const double> values) {
  return std::ranges::all_of(values, [&](double value) { return value == values.front(); });
}

double correlation(const Moments& sums) {
  return std::clamp(sums.ab / (std::sqrt(sums.aa) * std::sqrt(sums.bb)), -1.0, 1.0);
}

/// Whether a correlation is 1 or -1 but for rounding.
bool is_perfect(double r) {
  constexpr double kRounding = 1e-12;
  return std::abs(r) >= 1.0 - kRounding;
}

/// The interval of a correlation whose z transform has a standard error.
Interval fisher_interval(double r, double standard_error, double confidence) {
  const double reach = random::normal_quantile(0.5 + 0.5 * confidence) * standard_error;
  return {.lower = std::tanh(std::atanh(r) - reach), .upper = std::tanh(std::atanh(r) + reach)};
}

Interval around(double value, double reach) {
  return {.lower = value - reach, .upper = value + reach};
}

std::optional<ProportionalBias> trend_of(
    std::span<const double> differences,
    std::span<const double> means,
    std::optional<double> confidence) {
  if (differences.size() < 3 || is_constant(means) || is_constant(differences)) return std::nullopt;
  const Moments sums = moments(means, differences);
  const double slope = sums.ab / sums.aa;
  const double residual = sums.bb - slope * sums.ab;
  constexpr double kRounding = 1e-12;
  if (residual <= kRounding * sums.bb) return std::nullopt;
  const auto degrees = static_cast<double>(differences.size() - 2);
  const double standard_error = std::sqrt(residual / degrees / sums.aa);
  ProportionalBias trend{
      .slope = slope,
      .intercept = sums.mean_b - slope * sums.mean_a,
      .p = 2.0 * student_t_upper_tail(std::abs(slope) / standard_error, degrees)};
  if (confidence) {
    const double reach = student_t_quantile(0.5 + 0.5 * *confidence, degrees) * standard_error;
    trend.slope_interval = around(slope, reach);
  }
  return trend;
}

}  // namespace

std::optional<double> mean_absolute_error(std::span<const double> a, std::span<const double> b) {
  require_pairs(a, b);
  if (a.empty()) return std::nullopt;
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(a[i] - b[i]);
  return sum / static_cast<double>(a.size());
}

std::optional<double> root_mean_square_error(std::span<const double> a, std::span<const double> b) {
  require_pairs(a, b);
  if (a.empty()) return std::nullopt;
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum / static_cast<double>(a.size()));
}

std::optional<Estimate> pearson(
    std::span<const double> a, std::span<const double> b, double confidence) {
  require_pairs(a, b);
  require_share("confidence", confidence);
  if (a.size() < 2 || is_constant(a) || is_constant(b)) return std::nullopt;
  Estimate r{.value = correlation(moments(a, b))};
  if (a.size() > 3 && !is_perfect(r.value)) {
    const double standard_error = 1.0 / std::sqrt(static_cast<double>(a.size() - 3));
    r.interval = fisher_interval(r.value, standard_error, confidence);
  }
  return r;
}

std::optional<Estimate> concordance(
    std::span<const double> a, std::span<const double> b, double confidence) {
  require_pairs(a, b);
  require_share("confidence", confidence);
  if (a.size() < 2 || is_constant(a) || is_constant(b)) return std::nullopt;
  const Moments sums = moments(a, b);
  const auto count = static_cast<double>(a.size());
  const double shift = sums.mean_a - sums.mean_b;
  const double c = 2.0 * sums.ab / (sums.aa + sums.bb + count * shift * shift);
  Estimate estimate{.value = c};
  const double r = correlation(sums);
  if (a.size() < 3 || r == 0.0 || is_perfect(r)) return estimate;

  const double u2 = shift * shift * count / std::sqrt(sums.aa * sums.bb);
  const double variance =
      ((1.0 - r * r) * c * c * (1.0 - c * c) / (r * r) + 2.0 * c * c * c * (1.0 - c) * u2 / r -
       0.5 * c * c * c * c * u2 * u2 / (r * r)) /
      (count - 2.0);
  if (!(variance > 0.0)) return estimate;
  estimate.interval = fisher_interval(c, std::sqrt(variance) / (1.0 - c * c), confidence);
  return estimate;
}

std::optional<BlandAltman> bland_altman(
    std::span<const double> a, std::span<const double> b, const BlandAltmanOptions& options) {
  require_pairs(a, b);
  require_share("limits", options.limits);
  if (options.confidence) require_share("confidence", *options.confidence);
  if (a.size() < 2) return std::nullopt;
  std::vector<double> differences(a.size());
  std::vector<double> means(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    differences[i] = a[i] - b[i];
    means[i] = 0.5 * a[i] + 0.5 * b[i];
  }
  const Summary sample = *summary(differences);
  const auto count = static_cast<double>(sample.count);
  const double z = random::normal_quantile(0.5 + 0.5 * options.limits);
  BlandAltman found{
      .count = sample.count,
      .bias = {.value = sample.mean},
      .sd = sample.sd,
      .lower_limit = {.value = sample.mean - z * sample.sd},
      .upper_limit = {.value = sample.mean + z * sample.sd},
      .trend = trend_of(differences, means, options.confidence)};
  if (!options.confidence) return found;
  const double t = student_t_quantile(0.5 + 0.5 * *options.confidence, count - 1.0);
  const double limit_reach = t * sample.sd * std::sqrt(1.0 / count + 0.5 * z * z / (count - 1.0));
  found.bias.interval = around(sample.mean, t * sample.sd / std::sqrt(count));
  for (Estimate* limit : {&found.lower_limit, &found.upper_limit}) {
    limit->interval = around(limit->value, limit_reach);
  }
  return found;
}

}  // namespace segnoise::statistics

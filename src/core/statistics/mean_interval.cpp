#include "core/statistics/mean_interval.h"

#include "core/statistics/distributions.h"
#include "core/statistics/sample.h"
#include "core/statistics/summary.h"

#include <cmath>
#include <cstddef>

namespace segnoise::statistics {

std::optional<Interval> student_t_interval(std::span<const double> values, double confidence) {
  require_share("confidence", confidence);
  require_finite(values);
  if (values.size() < 2) return std::nullopt;
  const Summary sample = summary(values).value();
  const double half = student_t_quantile(0.5 * (1.0 + confidence), sample.count - 1.0) * sample.sd /
                      std::sqrt(sample.count);
  return Interval{sample.mean - half, sample.mean + half};
}

std::optional<Interval> mean_interval(
    std::span<const double> values, std::uint64_t seed, const BootstrapOptions& options) {
  if (values.size() < kLeastForBootstrap) return student_t_interval(values, options.confidence);
  const auto mean = [&](std::span<const std::size_t> units) -> std::optional<double> {
    double sum = 0.0;
    for (const std::size_t unit : units) sum += values[unit];
    return sum / static_cast<double>(units.size());
  };
  const auto bca = bca_interval(values.size(), mean, seed, options);
  if (bca) return bca->interval;
  return bootstrap_mean_interval(values, seed, options.confidence, options.resamples);
}

}  // namespace segnoise::statistics

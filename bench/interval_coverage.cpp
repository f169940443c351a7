// interval_coverage: how often intervals hold the truth: of a difference of average precisions, and
// of a mean over few patients.

#include "core/detection/paired_precision.h"
#include "core/random/rng.h"
#include "core/statistics/bootstrap.h"
#include "core/statistics/distributions.h"
#include "core/statistics/mean_interval.h"
#include "core/statistics/summary.h"
#include "support/detector_world.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace segnoise;
using segnoise::testing::drawn_images;
using segnoise::testing::gain;
using segnoise::testing::TwoDetectors;

namespace {

constexpr std::array<std::string_view, 3> kKinds{"percentile", "basic", "BCa"};
using Intervals = std::array<statistics::Interval, kKinds.size()>;

struct Sizes {
  int categories = 0;
  std::uint32_t images = 0;
  std::uint32_t samples = 0;
  std::uint32_t resamples = 0;
};

struct Tally {
  std::uint32_t below = 0;  ///< the truth lies below the interval
  std::uint32_t above = 0;
  double length = 0.0;
};

/// a of BCa by leaving out a twentieth of the images at a time: one at a time would take AP as
/// often as there are images.
double acceleration(const TwoDetectors& sample, std::uint32_t images) {
  constexpr std::uint32_t kGroups = 20;
  std::vector<double> without;
  for (std::uint32_t group = 0; group < kGroups; ++group) {
    std::vector<std::uint32_t> weights(images, 1);
    for (std::uint32_t i = group; i < images; i += kGroups) weights[i] = 0;
    without.push_back(gain(sample, weights));
  }
  const double mean = statistics::summary(without)->mean;
  double squares = 0.0;
  double cubes = 0.0;
  for (const double value : without) {
    squares += std::pow(mean - value, 2);
    cubes += std::pow(mean - value, 3);
  }
  return squares > 0.0 ? cubes / (6.0 * std::pow(squares, 1.5)) : 0.0;
}

Intervals intervals_of(const TwoDetectors& sample, const Sizes& sizes, std::uint64_t seed) {
  constexpr double kTail = 0.025;
  const double estimate = gain(sample);
  std::vector<double> drawn;
  double below = 0.0;
  for (std::uint32_t i = 0; i < sizes.resamples; ++i) {
    drawn.push_back(gain(sample, detection::resampled_images(sizes.images, seed, i)));
    below += drawn.back() < estimate ? 1.0 : (drawn.back() == estimate ? 0.5 : 0.0);
  }
  const statistics::Interval percentile{
      *statistics::quantile(drawn, kTail), *statistics::quantile(drawn, 1.0 - kTail)};
  const double half = 0.5 / sizes.resamples;
  const double z0 = random::normal_quantile(std::clamp(below / sizes.resamples, half, 1.0 - half));
  const double a = acceleration(sample, sizes.images);
  const auto adjusted = [&](double p) {
    const double z = z0 + random::normal_quantile(p);
    return *statistics::quantile(drawn, statistics::normal_cdf(z0 + z / (1.0 - a * z)));
  };
  return {
      percentile,
      statistics::Interval{2.0 * estimate - percentile.upper, 2.0 * estimate - percentile.lower},
      statistics::Interval{adjusted(kTail), adjusted(1.0 - kTail)}};
}

void measure(const Sizes& sizes) {
  constexpr std::uint32_t kWholeWorld = 240'000;
  const double truth = gain(drawn_images(sizes.categories, kWholeWorld, 1));
  std::array<Tally, kKinds.size()> tallies;
  double bias = 0.0;
  for (std::uint32_t i = 0; i < sizes.samples; ++i) {
    const TwoDetectors sample = drawn_images(sizes.categories, sizes.images, 2 + i);
    bias += gain(sample) - truth;
    const Intervals intervals = intervals_of(sample, sizes, i);
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
      const auto& [lower, upper] = intervals.at(kind);
      tallies.at(kind).below += truth < lower ? 1 : 0;
      tallies.at(kind).above += truth > upper ? 1 : 0;
      tallies.at(kind).length += upper - lower;
    }
  }
  const double samples = sizes.samples;
  std::cout << std::fixed << std::setprecision(4) << sizes.categories << " categories, "
            << sizes.images << " images: true difference " << truth << ", bias of the estimate "
            << bias / samples << '\n';
  for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
    const auto& [below, above, length] = tallies.at(kind);
    std::cout << "  " << std::left << std::setw(11) << kKinds.at(kind) << std::setprecision(3)
              << " holds it " << 1.0 - (below + above) / samples << "; it lies below "
              << below / samples << ", above " << above / samples << "; length "
              << std::setprecision(4) << length / samples << '\n';
  }
}

// --- means over patients -------------------------------------------------------------------------

struct Distribution {
  std::string_view name;
  double (*drawn)(random::Rng& rng);
  double mean;
};

const std::array kDistributions{
    Distribution{"normal", [](random::Rng& rng) { return rng.normal(); }, 0.0},
    Distribution{
        "|normal|",
        [](random::Rng& rng) { return std::abs(rng.normal()); },
        std::sqrt(2.0 / 3.14159265358979323846)},
    Distribution{
        "lognormal", [](random::Rng& rng) { return std::exp(rng.normal()); }, std::exp(0.5)}};

/// Shares of samples whose interval holds the mean, by BCa, by t, and by what studies take.
void measure_means(const Distribution& of, int count, std::uint32_t samples) {
  constexpr int kResamples = 1'000;
  random::Rng rng(1);
  std::array<int, 3> held{};
  for (std::uint32_t i = 0; i < samples; ++i) {
    std::vector<double> values;
    for (int k = 0; k < count; ++k) values.push_back(of.drawn(rng));
    const auto mean = [&](std::span<const std::size_t> units) -> std::optional<double> {
      double sum = 0.0;
      for (const std::size_t unit : units) sum += values[unit];
      return sum / static_cast<double>(units.size());
    };
    const auto bca = statistics::bca_interval(values.size(), mean, i, {.resamples = kResamples});
    const auto holds = [&](const statistics::Interval& interval) {
      return interval.lower <= of.mean && of.mean <= interval.upper ? 1 : 0;
    };
    held[0] += bca ? holds(bca->interval) : 0;
    held[1] += holds(*statistics::student_t_interval(values));
    held[2] += holds(*statistics::mean_interval(values, i, {.resamples = kResamples}));
  }
  std::cout << std::left << std::setw(11) << of.name << std::right << std::setw(4) << count;
  for (const int count_held : held)
    std::cout << std::setw(8) << std::setprecision(1) << 100.0 * count_held / samples;
  std::cout << std::endl;  // it takes a while
}

}  // namespace

int main(int argc, char** argv) {
  const auto samples = static_cast<std::uint32_t>(argc > 1 ? std::stoul(argv[1]) : 500);
  std::cout << std::fixed << "95 % intervals of a mean that hold it, %\n"
            << "values       n     BCa       t   taken\n";
  for (const Distribution& each : kDistributions) {
    for (const int count : {8, 12, 16, 20, 30, 50}) measure_means(each, count, 4 * samples);
  }
  for (const auto& [categories, images] : {std::pair{5, 100U}, {40, 100U}, {80, 300U}}) {
    measure({.categories = categories, .images = images, .samples = samples, .resamples = 300});
  }
}

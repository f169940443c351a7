#include "core/statistics/bootstrap.h"

#include "core/random/rng.h"
#include "core/statistics/summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

namespace segnoise::statistics {
namespace {

std::vector<double> standard_normal_sample(int count, random::Rng& rng) {
  std::vector<double> values(static_cast<std::size_t>(count));
  for (double& value : values) value = 5.0 + 2.0 * rng.normal();
  return values;
}

TEST(BootstrapMeanInterval, IsAboutTheNormalOneForALargeSample) {
  random::Rng rng(1);
  const std::vector<double> values = standard_normal_sample(400, rng);
  const auto interval = bootstrap_mean_interval(values, 7);
  ASSERT_TRUE(interval);
  const Summary sample = *summary(values);
  const double standard_error = sample.sd / 20.0;
  // A 2.5 % quantile of 10,000 normal values has a standard error of 0.027 standard deviations; the
  // margin is four of them.
  EXPECT_NEAR(interval->lower, sample.mean - 1.96 * standard_error, 0.11 * standard_error);
  EXPECT_NEAR(interval->upper, sample.mean + 1.96 * standard_error, 0.11 * standard_error);
}

TEST(BootstrapMeanInterval, OfTwoValuesReachesFromOneToTheOther) {
  // Both draws are the smaller value in a quarter of the resamples.
  const auto interval = bootstrap_mean_interval(std::vector{1.0, 3.0}, 7);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->lower, 1.0);
  EXPECT_EQ(interval->upper, 3.0);
}

TEST(BootstrapMeanInterval, IsNarrowerForLessConfidence) {
  random::Rng rng(2);
  const std::vector<double> values = standard_normal_sample(30, rng);
  const auto wide = bootstrap_mean_interval(values, 7, 0.99);
  const auto narrow = bootstrap_mean_interval(values, 7, 0.5);
  EXPECT_LT(wide->lower, narrow->lower);
  EXPECT_GT(wide->upper, narrow->upper);
}

TEST(BootstrapMeanInterval, DependsOnSeedAndValuesAlone) {
  random::Rng rng(3);
  const std::vector<double> values = standard_normal_sample(20, rng);
  const auto first = bootstrap_mean_interval(values, 7, 0.95, 100);
  const auto again = bootstrap_mean_interval(values, 7, 0.95, 100);
  const auto other = bootstrap_mean_interval(values, 8, 0.95, 100);
  EXPECT_EQ(first->lower, again->lower);
  EXPECT_EQ(first->upper, again->upper);
  EXPECT_NE(first->lower, other->lower);
}

TEST(BootstrapMeanInterval, OfEqualValuesIsAPoint) {
  const auto interval = bootstrap_mean_interval(std::vector(5, 2.5), 7, 0.95, 100);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->lower, 2.5);
  EXPECT_EQ(interval->upper, 2.5);
}

TEST(BootstrapMeanInterval, OfFewerThanTwoValuesIsNothing) {
  EXPECT_FALSE(bootstrap_mean_interval({}, 7));
  EXPECT_FALSE(bootstrap_mean_interval(std::vector{1.0}, 7));
}

TEST(BootstrapMeanInterval, RefusesWhatMeansNothing) {
  const std::vector<double> values = {1.0, 2.0};
  for (const double confidence : {0.0, 1.0, -0.5, std::nan("")}) {
    EXPECT_THROW((void)bootstrap_mean_interval(values, 7, confidence), std::invalid_argument);
  }
  EXPECT_THROW((void)bootstrap_mean_interval(values, 7, 0.95, 0), std::invalid_argument);
  const std::vector<double> infinite = {1.0, std::numeric_limits<double>::infinity()};
  EXPECT_THROW((void)bootstrap_mean_interval(infinite, 7), std::invalid_argument);
}

/// Table 14.1 of Efron and Tibshirani (1993): 26 children in a test of space.
const std::vector<double> kSpatialTest{48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6,
                                       0,  33, 28, 34, 4,  32, 24, 47, 41, 24, 26, 30, 41};

std::vector<double> at(const std::vector<double>& values, std::span<const std::size_t> units) {
  std::vector<double> chosen;
  for (const std::size_t unit : units) chosen.push_back(values[unit]);
  return chosen;
}

Statistic mean_of(const std::vector<double>& values) {
  return [&](std::span<const std::size_t> units) -> std::optional<double> {
    return summary(at(values, units))->mean;
  };
}

/// The variance, divided by n.
Statistic variance_of(const std::vector<double>& values) {
  return [&](std::span<const std::size_t> units) -> std::optional<double> {
    const Summary sample = *summary(at(values, units));
    return sample.sd * sample.sd * (sample.count - 1) / sample.count;
  };
}

TEST(BcaInterval, OfTheSpatialTestIsAsPrinted) {
  // They print a variance of 171.5, a = 0.061, z0 = 0.146 and, for 90 %, 115.8 to 259.6 from 2,000
  // resamples. z0 of so few has a standard error of 0.028, which moves the ends by about 3 and 7.
  const auto found =
      bca_interval(26, variance_of(kSpatialTest), 7, {.confidence = 0.9, .resamples = 20'000});
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->estimate, 171.5, 0.05);
  EXPECT_NEAR(found->acceleration, 0.061, 0.0005);
  EXPECT_NEAR(found->bias_correction, 0.146, 0.08);
  EXPECT_NEAR(found->interval.lower, 115.8, 3.0);
  EXPECT_NEAR(found->interval.upper, 259.6, 7.0);
  EXPECT_EQ(found->undefined, 0);
}

TEST(BcaInterval, OfTheMeanOfALargeSampleIsAboutTheNormalOne) {
  random::Rng rng(4);
  const std::vector<double> values = standard_normal_sample(400, rng);
  const auto found = bca_interval(400, mean_of(values), 7);
  const Summary sample = *summary(values);
  const double standard_error = sample.sd / 20.0;
  EXPECT_NEAR(found->interval.lower, sample.mean - 1.96 * standard_error, 0.2 * standard_error);
  EXPECT_NEAR(found->interval.upper, sample.mean + 1.96 * standard_error, 0.2 * standard_error);
}

TEST(BcaInterval, FollowsAMonotoneTransformation) {
  const auto plain = bca_interval(26, variance_of(kSpatialTest), 7, {.resamples = 999});
  const Statistic cubed = [&](std::span<const std::size_t> units) {
    return std::optional(std::pow(*variance_of(kSpatialTest)(units), 3.0));
  };
  const auto found = bca_interval(26, cubed, 7, {.resamples = 999});
  EXPECT_EQ(found->bias_correction, plain->bias_correction);
  // Both ends move only as far as a does, which the transformation changes a little.
  EXPECT_NEAR(std::cbrt(found->interval.lower), plain->interval.lower, 8.0);
  EXPECT_NEAR(std::cbrt(found->interval.upper), plain->interval.upper, 15.0);
}

TEST(BcaInterval, DrawsUnitsWithAllThatBelongsToThem) {
  // Two frames a patient: the same interval as of the patients' means.
  random::Rng rng(5);
  std::vector<double> frames;
  std::vector<double> patients;
  for (int i = 0; i < 12; ++i) {
    const double value = std::round(8.0 * rng.normal());
    frames.insert(frames.end(), {value - 1.0, value + 1.0});
    patients.push_back(value);
  }
  const Statistic mean_of_frames = [&](std::span<const std::size_t> units) {
    double sum = 0.0;
    for (const std::size_t unit : units) sum += frames[2 * unit] + frames[2 * unit + 1];
    return std::optional(sum / (2.0 * static_cast<double>(units.size())));
  };
  const auto of_frames = bca_interval(12, mean_of_frames, 7, {.resamples = 500});
  const auto of_patients = bca_interval(12, mean_of(patients), 7, {.resamples = 500});
  EXPECT_DOUBLE_EQ(of_frames->interval.lower, of_patients->interval.lower);
  EXPECT_DOUBLE_EQ(of_frames->interval.upper, of_patients->interval.upper);
}

TEST(BcaInterval, DependsOnSeedAndStatisticAlone) {
  const auto first = bca_interval(26, variance_of(kSpatialTest), 7, {.resamples = 200});
  const auto again = bca_interval(26, variance_of(kSpatialTest), 7, {.resamples = 200});
  const auto other = bca_interval(26, variance_of(kSpatialTest), 8, {.resamples = 200});
  EXPECT_EQ(first->interval.lower, again->interval.lower);
  EXPECT_EQ(first->interval.upper, again->interval.upper);
  EXPECT_NE(first->interval.lower, other->interval.lower);
}

TEST(BcaInterval, EndsWithTheResamplesWhereTheAdjustmentHasNoEnd) {
  // One value apart makes a = 0.14; at z = 7.1, 1 - a z falls below 0.
  std::vector values(10, 0.0);
  values.back() = 100.0;
  const auto found =
      bca_interval(10, mean_of(values), 7, {.confidence = 1.0 - 1e-12, .resamples = 1000});
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->acceleration, 0.14, 0.005);
  EXPECT_EQ(found->interval.lower, 0.0);
  EXPECT_GE(found->interval.upper, 40.0);
}

TEST(BcaInterval, OfAConstantIsAPoint) {
  const std::vector values(5, 2.5);
  const auto found = bca_interval(5, mean_of(values), 7, {.resamples = 100});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->interval.lower, 2.5);
  EXPECT_EQ(found->interval.upper, 2.5);
  EXPECT_EQ(found->bias_correction, 0.0);
}

TEST(BcaInterval, LeavesOutResamplesWithoutAValueAndCountsThem) {
  // Of the numbers 0 ... 9 a resample lacks 0 with probability 0.9^10 = 0.35.
  const Statistic needs_the_first =
      [](std::span<const std::size_t> units) -> std::optional<double> {
    if (units.size() == 10 && std::ranges::find(units, std::size_t{0}) == units.end()) {
      return std::nullopt;
    }
    return static_cast<double>(std::accumulate(units.begin(), units.end(), std::size_t{0}));
  };
  const auto found = bca_interval(10, needs_the_first, 7, {.resamples = 1000});
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->undefined, 349, 4 * 15);
}

TEST(BcaInterval, IsUndefinedWhereTheStatisticIs) {
  const std::vector values{1.0, 2.0, 3.0};
  EXPECT_FALSE(bca_interval(0, mean_of(values), 7));
  EXPECT_FALSE(bca_interval(1, mean_of(values), 7));
  const Statistic never = [](std::span<const std::size_t>) { return std::optional<double>(); };
  EXPECT_FALSE(bca_interval(3, never, 7));
  const Statistic only_of_all = [](std::span<const std::size_t> units) {
    return units.size() == 3 ? std::optional(1.0) : std::nullopt;
  };
  EXPECT_FALSE(bca_interval(3, only_of_all, 7));
  // Of the sample itself there are three different units, which few resamples have.
  const Statistic mostly_not = [](std::span<const std::size_t> units) {
    const bool differ =
        units[0] != units[1] && units.back() != units[0] && units.back() != units[1];
    return differ || units.size() == 2 ? std::optional(1.0) : std::nullopt;
  };
  EXPECT_FALSE(bca_interval(3, mostly_not, 7));
  // The largest value of a sample is above no resample's.
  const Statistic negative_spread = [&](std::span<const std::size_t> units) {
    const bool is_sample = units.size() == 3 && units[0] == 0 && units[1] == 1 && units[2] == 2;
    return std::optional(is_sample ? 5.0 : 1.0);
  };
  EXPECT_FALSE(bca_interval(3, negative_spread, 7, {.resamples = 3}));
}

TEST(BcaInterval, RefusesWhatMeansNothing) {
  const std::vector values{1.0, 2.0};
  for (const double confidence : {0.0, 1.0, std::nan("")}) {
    EXPECT_THROW(
        (void)bca_interval(2, mean_of(values), 7, {.confidence = confidence}),
        std::invalid_argument);
  }
  EXPECT_THROW((void)bca_interval(2, mean_of(values), 7, {.resamples = 0}), std::invalid_argument);
  const Statistic infinite = [](std::span<const std::size_t>) {
    return std::optional(std::numeric_limits<double>::infinity());
  };
  EXPECT_THROW((void)bca_interval(2, infinite, 7), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::statistics

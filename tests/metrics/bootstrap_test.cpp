#include "metrics/bootstrap.h"

#include "metrics/summary.h"
#include "random/rng.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise {
namespace {

std::vector<double> normal_sample(int count, Rng& rng) {
  std::vector<double> values(static_cast<std::size_t>(count));
  for (double& value : values) value = 5.0 + 2.0 * rng.normal();
  return values;
}

TEST(BootstrapMeanInterval, IsAboutTheNormalOneForALargeSample) {
  Rng rng(1);
  const std::vector<double> values = normal_sample(400, rng);
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
  Rng rng(2);
  const std::vector<double> values = normal_sample(30, rng);
  const auto wide = bootstrap_mean_interval(values, 7, 0.99);
  const auto narrow = bootstrap_mean_interval(values, 7, 0.5);
  EXPECT_LT(wide->lower, narrow->lower);
  EXPECT_GT(wide->upper, narrow->upper);
}

TEST(BootstrapMeanInterval, DependsOnSeedAndValuesAlone) {
  Rng rng(3);
  const std::vector<double> values = normal_sample(20, rng);
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

}  // namespace
}  // namespace segnoise

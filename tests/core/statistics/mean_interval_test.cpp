#include "core/statistics/mean_interval.h"

#include "core/random/rng.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise::statistics {
namespace {

/// Lognormal, with mean 1.
std::vector<double> drawn(int count, random::Rng& rng) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(std::exp(rng.normal() - 0.5));
  return values;
}

TEST(StudentTInterval, IsWorkedOutByHand) {
  // Mean 3, SD 2, n = 3; t with two degrees has the quantile √(2 q² / (1 - q²)), q = 0.95.
  const auto interval = student_t_interval(std::vector{1.0, 3.0, 5.0}).value();
  const double half = std::sqrt(2.0 * 0.9025 / 0.0975) * 2.0 / std::sqrt(3.0);
  EXPECT_NEAR(interval.lower, 3.0 - half, 1e-9);
  EXPECT_NEAR(interval.upper, 3.0 + half, 1e-9);
  EXPECT_FALSE(student_t_interval(std::vector{1.0}));
  EXPECT_EQ(student_t_interval(std::vector{2.0, 2.0})->upper, 2.0);
}

TEST(StudentTInterval, RefusesWhatIsNoSampleAndNoShare) {
  const std::vector infinite{1.0, std::numeric_limits<double>::infinity()};
  EXPECT_THROW((void)student_t_interval(infinite), std::invalid_argument);
  EXPECT_THROW((void)student_t_interval(std::vector{1.0, 2.0}, 1.0), std::invalid_argument);
}

TEST(MeanInterval, IsStudentsBelowTwentyValuesAndBcaFromThere) {
  random::Rng rng(4);
  const std::vector<double> values = drawn(20, rng);
  const auto of_19 = mean_interval(std::span(values).first(19), 1).value();
  EXPECT_EQ(of_19.lower, student_t_interval(std::span(values).first(19))->lower);
  const auto of_20 = mean_interval(values, 1).value();
  const double mean = 0.5 * (student_t_interval(values)->lower + student_t_interval(values)->upper);
  EXPECT_GT(of_20.upper - mean, 1.05 * (mean - of_20.lower));  // skewed as the values are
  const std::vector equal(20, 2.0);
  EXPECT_EQ(mean_interval(equal, 1)->lower, 2.0);
  EXPECT_EQ(mean_interval(equal, 1)->upper, 2.0);
}

TEST(MeanInterval, HoldsTheMeanOfTwelveMoreOftenThanABootstrap) {
  constexpr int kSamples = 1'000;
  random::Rng rng(4);
  int held = 0;
  int held_by_bootstrap = 0;
  for (int i = 0; i < kSamples; ++i) {
    const std::vector<double> values = drawn(12, rng);
    const auto holds = [](const Interval& interval) {
      return interval.lower <= 1.0 && 1.0 <= interval.upper ? 1 : 0;
    };
    held += holds(*mean_interval(values, 1));
    held_by_bootstrap += holds(*bootstrap_mean_interval(values, 1, 0.95, 500));
  }
  EXPECT_GT(held, held_by_bootstrap + 20);
}

}  // namespace
}  // namespace segnoise::statistics

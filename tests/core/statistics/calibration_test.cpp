#include "core/statistics/calibration.h"

#include "core/random/rng.h"
#include "support/values.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

namespace segnoise::statistics {
namespace {

using testing::kNan;

TEST(Coverage, CountsWhatLiesInsideEndsIncluded) {
  const std::vector<Interval> predicted{{40, 50}, {40, 50}, {40, 50}, {40, 50}, {40, 50}};
  const auto found = coverage(predicted, std::vector{40.0, 50.0, 45.0, 39.9, 50.1});
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(found->value, 0.6);
}

TEST(Coverage, HasWilsonsInterval) {
  // 8 of 10: centre (0.8 + z²/20) / (1 + z²/10) = 0.7167, ends 0.4902 and 0.9433 in any table.
  std::vector<Interval> predicted(10, Interval{0.0, 1.0});
  std::vector<double> truth(10, 0.5);
  truth[0] = 2.0;
  truth[1] = -2.0;
  const auto found = coverage(predicted, truth);
  EXPECT_NEAR(found->interval->lower, 0.4902, 0.00005);
  EXPECT_NEAR(found->interval->upper, 0.9433, 0.00005);
  // All of n: from n / (n + z²) to 1.
  const auto all = coverage(predicted, std::vector<double>(10, 0.5));
  EXPECT_EQ(all->value, 1.0);
  EXPECT_NEAR(all->interval->lower, 10.0 / (10.0 + 3.841458820694124), 1e-12);
  EXPECT_NEAR(all->interval->upper, 1.0, 1e-15);
}

TEST(IntervalScore, OfIntervalsWorkedByHand) {
  // α = 0.2: 10 inside; 10 + 10 · 2 below; 4 + 10 · 1 above.
  const std::vector<Interval> predicted{{40, 50}, {40, 50}, {50, 54}};
  EXPECT_DOUBLE_EQ(
      *interval_score(predicted, std::vector{50.0, 38.0, 55.0}, 0.8), (10.0 + 30.0 + 14.0) / 3.0);
}

TEST(IntervalScore, IsBestForTheTrueQuantiles) {
  random::Rng rng(1);
  std::vector<double> truth(20'000);
  for (double& value : truth) value = rng.normal();
  const auto score_of = [&](double lower, double upper) {
    return *interval_score(std::vector(truth.size(), Interval{lower, upper}), truth, 0.9);
  };
  const double best = score_of(-1.645, 1.645);
  // 2 φ(z) / (α / 2) = 4.1254 is what the true one scores of a standard normal; the standard
  // deviation of a score is about 3, so four standard errors are 0.09.
  EXPECT_NEAR(best, 4.1254, 0.09);
  for (const double shift : {-0.5, 0.5}) EXPECT_GT(score_of(-1.645 + shift, 1.645 + shift), best);
  for (const double reach : {1.0, 2.5}) EXPECT_GT(score_of(-reach, reach), best);
}

TEST(BrierScore, OfForecastsWorkedByHand) {
  // (0.2² + 0.2²) and (0.7² + 0.5² + 0.2²).
  const std::vector probabilities{0.8, 0.2, 0.0, 0.3, 0.5, 0.2};
  EXPECT_DOUBLE_EQ(*brier_score(probabilities, std::vector{0, 0}, 3), (0.08 + 0.78) / 2.0);
  EXPECT_EQ(brier_score(std::vector{0.0, 1.0}, std::vector{1}, 2), 0.0);
  EXPECT_EQ(brier_score(std::vector{1.0, 0.0}, std::vector{1}, 2), 2.0);
  EXPECT_EQ(brier_score(std::vector{1.0}, std::vector{0}, 1), 0.0);
}

TEST(BrierScore, IsBestForTheTrueProbabilities) {
  // On average, over categories that come true 5, 3 and 2 times of ten.
  const std::vector truth{0, 0, 0, 0, 0, 1, 1, 1, 2, 2};
  const auto score_of = [&](double p0, double p1, double p2) {
    std::vector<double> probabilities;
    for (std::size_t i = 0; i < truth.size(); ++i) {
      probabilities.insert(probabilities.end(), {p0, p1, p2});
    }
    return *brier_score(probabilities, truth, 3);
  };
  const double best = score_of(0.5, 0.3, 0.2);
  EXPECT_NEAR(best, 0.62, 1e-12);  // 1 - 0.25 - 0.09 - 0.04
  EXPECT_GT(score_of(0.6, 0.2, 0.2), best);
  EXPECT_GT(score_of(1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0), best);
  EXPECT_GT(score_of(1.0, 0.0, 0.0), best);
}

TEST(Calibration, OfNothingIsNothing) {
  EXPECT_FALSE(coverage({}, {}));
  EXPECT_FALSE(interval_score({}, {}, 0.9));
  EXPECT_FALSE(brier_score({}, {}, 3));
}

TEST(Calibration, RefusesWhatMeansNothing) {
  const std::vector<Interval> one{{0.0, 1.0}};
  const std::vector truth{0.5};
  for (const Interval& bad : {Interval{1.0, 0.0}, Interval{kNan, 1.0}, Interval{0.0, kNan}}) {
    EXPECT_THROW((void)coverage(std::vector{bad}, truth), std::invalid_argument);
    EXPECT_THROW((void)interval_score(std::vector{bad}, truth, 0.9), std::invalid_argument);
  }
  EXPECT_THROW((void)coverage(one, std::vector{kNan}), std::invalid_argument);
  EXPECT_THROW((void)coverage(one, {}), std::invalid_argument);
  EXPECT_THROW((void)coverage(one, truth, 1.0), std::invalid_argument);
  EXPECT_THROW((void)interval_score(one, truth, 0.0), std::invalid_argument);
  EXPECT_THROW((void)interval_score(one, truth, 1.0), std::invalid_argument);
  EXPECT_THROW((void)brier_score(std::vector{0.5, 0.4}, std::vector{0}, 2), std::invalid_argument);
  EXPECT_THROW((void)brier_score(std::vector{1.5, -0.5}, std::vector{0}, 2), std::invalid_argument);
  EXPECT_THROW((void)brier_score(std::vector{0.5, 0.5}, std::vector{2}, 2), std::invalid_argument);
  EXPECT_THROW((void)brier_score(std::vector{0.5, 0.5}, std::vector{-1}, 2), std::invalid_argument);
  EXPECT_THROW((void)brier_score(std::vector{1.0}, std::vector{0}, 2), std::invalid_argument);
  EXPECT_THROW((void)brier_score({}, {}, 0), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::statistics

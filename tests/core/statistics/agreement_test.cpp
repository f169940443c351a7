#include "core/statistics/agreement.h"

#include "core/random/rng.h"
#include "core/statistics/distributions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <stdexcept>
#include <vector>

namespace segnoise::statistics {
namespace {

/// Peak expiratory flow rates of 17 people by two meters, l/min; the first of two readings each.
/// Source: J. M. Bland, D. G. Altman, Lancet 327, 307-310 (1986).
const std::vector<double> kLargeMeter{
    494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427};
const std::vector<double> kMiniMeter{
    512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451};

std::vector<double> normal_sample(int count, double mean, double sd, random::Rng& rng) {
  std::vector<double> values(static_cast<std::size_t>(count));
  for (double& value : values) value = mean + sd * rng.normal();
  return values;
}

std::vector<double> scaled(std::vector<double> values, double factor, double shift) {
  for (double& value : values) value = factor * value + shift;
  return values;
}

TEST(Errors, OfPairsWorkedByHand) {
  const std::vector a{1.0, 2.0, 5.0, 4.0};
  const std::vector b{2.0, 2.0, 3.0, 8.0};
  EXPECT_EQ(mean_absolute_error(a, b), 7.0 / 4.0);
  EXPECT_EQ(root_mean_square_error(a, b), std::sqrt(21.0 / 4.0));
  EXPECT_EQ(mean_absolute_error(a, a), 0.0);
  EXPECT_EQ(root_mean_square_error(a, a), 0.0);
  EXPECT_EQ(mean_absolute_error(b, a), mean_absolute_error(a, b));
  EXPECT_FALSE(mean_absolute_error({}, {}));
  EXPECT_FALSE(root_mean_square_error({}, {}));
}

TEST(Errors, AreNeverBelowTheirMeanAbsoluteValue) {
  random::Rng rng(1);
  const auto a = normal_sample(50, 0.0, 1.0, rng);
  const auto b = normal_sample(50, 0.3, 2.0, rng);
  EXPECT_GE(root_mean_square_error(a, b).value(), mean_absolute_error(a, b).value());
}

TEST(BlandAltman, FindsWhatTheAuthorsPrinted) {
  const auto found = bland_altman(kLargeMeter, kMiniMeter);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->count, 17);
  EXPECT_NEAR(found->bias.value, -2.1, 0.05);
  EXPECT_NEAR(found->sd, 38.8, 0.05);
  EXPECT_NEAR(found->bias.interval->lower, -22.0, 0.1);
  EXPECT_NEAR(found->bias.interval->upper, 17.8, 0.1);
  // They printed bias -+ 2 sd with the standard error sqrt(3 / n) sd: from -114.3 to -45.1 and from
  // 40.9 to 110.1. Here z is 1.96, and the standard error 1.2 % larger.
  EXPECT_NEAR(found->lower_limit.value, -2.1 - 1.96 * 38.77, 0.1);
  EXPECT_NEAR(found->upper_limit.value, -2.1 + 1.96 * 38.77, 0.1);
  const Interval lower = found->lower_limit.interval.value();
  EXPECT_NEAR(lower.upper - lower.lower, 114.3 - 45.1, 0.015 * (114.3 - 45.1));
  EXPECT_NEAR(0.5 * (lower.upper + lower.lower), found->lower_limit.value, 1e-9);
}

TEST(BlandAltman, FindsTheLimitsThatTheAuthorsPrintedOfBloodPressures) {
  // 85 people, mean difference -16.29 mmHg, sd 19.61: limits -54.7 and 22.1, with intervals from
  // -61.9 to -47.5 and from 14.9 to 29.3 (Stat. Methods Med. Res. 8(2), 135-160, 1999), which they
  // added up from rounded numbers.
  std::vector<double> differences(85, 0.0);
  const double step = 19.61;  // 42 up, 42 down and one at the mean: squares add up to 84 step²
  for (int i = 0; i < 84; ++i) differences[static_cast<std::size_t>(i)] = i % 2 == 0 ? step : -step;
  differences = scaled(differences, 1.0, -16.29);
  const auto found = bland_altman(differences, std::vector<double>(85, 0.0));
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->sd, 19.61, 1e-9);
  EXPECT_NEAR(found->lower_limit.value, -54.7, 0.05);
  EXPECT_NEAR(found->upper_limit.value, 22.1, 0.06);
  EXPECT_NEAR(found->lower_limit.interval->lower, -61.9, 0.15);
  EXPECT_NEAR(found->lower_limit.interval->upper, -47.5, 0.15);
  EXPECT_NEAR(found->upper_limit.interval->lower, 14.9, 0.15);
  EXPECT_NEAR(found->upper_limit.interval->upper, 29.3, 0.15);
}

TEST(BlandAltman, FindsATrendByLeastSquares) {
  // The slope of the differences on the means, by the formulas of a text book.
  const auto found = bland_altman(kLargeMeter, kMiniMeter);
  ASSERT_TRUE(found->trend);
  EXPECT_NEAR(found->trend->slope, 0.02868744515254921, 1e-12);
  EXPECT_NEAR(found->trend->intercept, -15.067497300038978, 1e-9);
  const double reach = student_t_quantile(0.975, 15.0) * 0.08820640827654685;
  EXPECT_NEAR(found->trend->slope_interval->lower, found->trend->slope - reach, 1e-12);
  EXPECT_NEAR(found->trend->slope_interval->upper, found->trend->slope + reach, 1e-12);
  EXPECT_NEAR(found->trend->p, 2.0 * student_t_upper_tail(0.32523085015101894, 15.0), 1e-12);
}

TEST(BlandAltman, SeesAProportionalBias) {
  random::Rng rng(2);
  const auto truth = normal_sample(200, 50.0, 10.0, rng);
  std::vector<double> tall = scaled(truth, 1.2, 0.0);
  for (double& value : tall) value += rng.normal();
  const auto found = bland_altman(tall, truth);
  // d = 0.2 x and m = 1.1 x: a slope of 2 / 11.
  EXPECT_NEAR(found->trend->slope, 2.0 / 11.0, 4.0 * 1.0 / (1.1 * 10.0 * std::sqrt(200.0)));
  EXPECT_LT(found->trend->p, 1e-6);
  const auto swapped = bland_altman(truth, tall);
  EXPECT_NEAR(swapped->trend->slope, -found->trend->slope, 1e-12);
  EXPECT_NEAR(swapped->bias.value, -found->bias.value, 1e-12);
  EXPECT_NEAR(swapped->lower_limit.value, -found->upper_limit.value, 1e-12);
}

TEST(BlandAltman, CoversAsItPromises) {
  // Of 1,000 samples about 950 hold the true bias, and as many each true limit: 4 standard errors
  // of 0.0069 are 0.028; the intervals of the limits are approximate, hence 0.035.
  random::Rng rng(3);
  int bias = 0;
  int limit = 0;
  constexpr int kSamples = 1000;
  for (int i = 0; i < kSamples; ++i) {
    const auto a = normal_sample(20, 3.0, 2.0, rng);
    const auto found = bland_altman(a, std::vector<double>(20, 0.0));
    const auto holds = [](const Estimate& estimate, double value) {
      return estimate.interval->lower <= value && value <= estimate.interval->upper;
    };
    bias += holds(found->bias, 3.0) ? 1 : 0;
    limit += holds(found->upper_limit, 3.0 + 1.959964 * 2.0) ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(bias) / kSamples, 0.95, 0.028);
  EXPECT_NEAR(static_cast<double>(limit) / kSamples, 0.95, 0.035);
}

TEST(BlandAltman, TakesOtherLimitsAndConfidence) {
  const auto wide = bland_altman(kLargeMeter, kMiniMeter, {.limits = 0.99, .confidence = 0.5});
  const auto usual = bland_altman(kLargeMeter, kMiniMeter);
  EXPECT_LT(wide->lower_limit.value, usual->lower_limit.value);
  EXPECT_GT(wide->bias.interval->lower, usual->bias.interval->lower);
}

TEST(BlandAltman, IsTheSameWithoutIntervals) {
  const auto bare = bland_altman(kLargeMeter, kMiniMeter, {.confidence = std::nullopt});
  const auto usual = bland_altman(kLargeMeter, kMiniMeter);
  EXPECT_EQ(bare->bias.value, usual->bias.value);
  EXPECT_EQ(bare->lower_limit.value, usual->lower_limit.value);
  EXPECT_EQ(bare->upper_limit.value, usual->upper_limit.value);
  EXPECT_EQ(bare->trend->slope, usual->trend->slope);
  EXPECT_EQ(bare->trend->p, usual->trend->p);
  EXPECT_FALSE(bare->bias.interval || bare->lower_limit.interval || bare->upper_limit.interval);
  EXPECT_FALSE(bare->trend->slope_interval);
}

TEST(BlandAltman, OfTooLittleOrOfNoSpreadHasNoTrend) {
  EXPECT_FALSE(bland_altman({}, {}));
  EXPECT_FALSE(bland_altman(std::vector{1.0}, std::vector{2.0}));
  const auto two = bland_altman(std::vector{1.0, 2.0}, std::vector{1.5, 4.0});
  ASSERT_TRUE(two);
  EXPECT_EQ(two->bias.value, -1.25);
  EXPECT_FALSE(two->trend);
  const auto same = bland_altman(kLargeMeter, kLargeMeter);
  EXPECT_EQ(same->sd, 0.0);
  EXPECT_EQ(same->bias.interval->upper, 0.0);
  EXPECT_FALSE(same->trend);
  // One mean: 5 and 5, 4 and 6, 3 and 7.
  EXPECT_FALSE(bland_altman(std::vector{5.0, 4.0, 3.0}, std::vector{5.0, 6.0, 7.0})->trend);
  // On a line.
  EXPECT_FALSE(bland_altman(std::vector{2.0, 4.0, 6.0}, std::vector{1.0, 2.0, 3.0})->trend);
}

TEST(Pearson, OfThePeakFlowsIsAsPrinted) {
  const auto found = pearson(kLargeMeter, kMiniMeter);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->value, 0.94, 0.005);
  EXPECT_NEAR(found->value, 0.9432794468909462, 1e-12);
  EXPECT_NEAR(found->interval->lower, 0.8463588087924651, 1e-9);
  EXPECT_NEAR(found->interval->upper, 0.9797313373519239, 1e-9);
}

TEST(Pearson, DoesNotSeeScaleAndShift) {
  const double r = pearson(kLargeMeter, kMiniMeter)->value;
  EXPECT_NEAR(pearson(scaled(kLargeMeter, 1e-6, 3.0), kMiniMeter)->value, r, 1e-9);
  EXPECT_NEAR(pearson(kMiniMeter, scaled(kLargeMeter, -2.0, 3.0))->value, -r, 1e-12);
  EXPECT_EQ(pearson(kLargeMeter, kLargeMeter)->value, 1.0);
  EXPECT_FALSE(pearson(kLargeMeter, kLargeMeter)->interval);
}

TEST(Concordance, OfThePeakFlowsIsThatOfItsFormulaInR) {
  // By the expressions of epi.ccc() of R's epiR, evaluated apart.
  const auto found = concordance(kLargeMeter, kMiniMeter);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->value, 0.9427424314274847, 1e-12);
  EXPECT_NEAR(found->interval->lower, 0.850491873168561, 1e-9);
  EXPECT_NEAR(found->interval->upper, 0.9787262791701226, 1e-9);
}

TEST(Concordance, IsCorrelationLessWhatScaleAndShiftTakeAway) {
  EXPECT_NEAR(concordance(kLargeMeter, kLargeMeter)->value, 1.0, 1e-15);
  // 1, 2, 3 against 2, 3, 4: 2 (2/3) / (2/3 + 2/3 + 1).
  const auto shifted = concordance(std::vector{1.0, 2.0, 3.0}, std::vector{2.0, 3.0, 4.0});
  EXPECT_NEAR(shifted->value, (4.0 / 3.0) / (7.0 / 3.0), 1e-15);
  EXPECT_FALSE(shifted->interval);
  EXPECT_NEAR(
      concordance(std::vector{1.0, 2.0, 3.0}, std::vector{3.0, 2.0, 1.0})->value, -1.0, 1e-15);
  random::Rng rng(4);
  for (int i = 0; i < 20; ++i) {
    const auto a = normal_sample(10, 0.0, 1.0, rng);
    const auto b = normal_sample(10, 0.5, 2.0, rng);
    EXPECT_LE(std::abs(concordance(a, b)->value), std::abs(pearson(a, b)->value) + 1e-12);
    EXPECT_NEAR(concordance(a, b)->value, concordance(b, a)->value, 1e-12);
  }
}

TEST(Correlations, AreUndefinedOfConstantsAndOfTooLittle) {
  const std::vector<double> constant(17, 0.1);
  EXPECT_FALSE(pearson(kLargeMeter, constant));
  EXPECT_FALSE(pearson(constant, kLargeMeter));
  EXPECT_FALSE(concordance(constant, kLargeMeter));
  EXPECT_FALSE(concordance(kLargeMeter, constant));
  EXPECT_FALSE(pearson({}, {}));
  EXPECT_FALSE(concordance(std::vector{1.0}, std::vector{1.0}));
  const std::vector three{1.0, 2.0, 4.0};
  EXPECT_FALSE(pearson(three, std::vector{1.0, 3.0, 2.0})->interval);
  // Without correlation the variance of the concordance is not defined.
  EXPECT_FALSE(
      concordance(std::vector{0.0, 0.0, 1.0, 1.0}, std::vector{0.0, 1.0, 0.0, 1.0})->interval);
}

TEST(Agreement, RefusesWhatMeansNothing) {
  const std::vector a{1.0, 2.0, 3.0};
  const std::vector shorter{1.0, 2.0};
  const std::vector bad{1.0, 2.0, std::numeric_limits<double>::quiet_NaN()};
  EXPECT_THROW((void)mean_absolute_error(a, shorter), std::invalid_argument);
  EXPECT_THROW((void)root_mean_square_error(a, bad), std::invalid_argument);
  EXPECT_THROW((void)pearson(bad, a), std::invalid_argument);
  EXPECT_THROW((void)concordance(a, shorter), std::invalid_argument);
  EXPECT_THROW((void)bland_altman(a, bad), std::invalid_argument);
  for (const double share : {0.0, 1.0, -1.0, std::nan("")}) {
    EXPECT_THROW((void)pearson(a, a, share), std::invalid_argument);
    EXPECT_THROW((void)concordance(a, a, share), std::invalid_argument);
    EXPECT_THROW((void)bland_altman(a, a, {.limits = share}), std::invalid_argument);
    EXPECT_THROW((void)bland_altman(a, a, {.confidence = share}), std::invalid_argument);
  }
}

}  // namespace
}  // namespace segnoise::statistics

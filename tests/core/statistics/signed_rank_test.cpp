#include "core/statistics/signed_rank.h"

#include "core/random/rng.h"
#include "core/statistics/distributions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise::statistics {
namespace {

std::vector<double> differences(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> all;
  // To whole thousandths, as the data are printed, so that what is tied there is tied here.
  for (std::size_t i = 0; i < a.size(); ++i) all.push_back(std::round(1000.0 * (a[i] - b[i])));
  return all;
}

/// Depression scores of nine people before and after: M. Hollander, D. A. Wolfe, Nonparametric
/// Statistical Methods (1973), the example of R's wilcox.test().
const std::vector<double> kDepression = differences(
    {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30},
    {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29});

/// Hours of sleep gained with two drugs (Student 1908), R's data set sleep: one zero and one tie.
const std::vector<double> kSleep = differences(
    {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0},
    {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4});

/// The rank of |values[i]| among all: one more than those below, and a half for each equal to it.
double naive_rank(const std::vector<double>& values, std::size_t i) {
  double rank = 0.5;
  for (const double other : values) {
    if (std::abs(other) < std::abs(values[i])) rank += 1.0;
    if (std::abs(other) == std::abs(values[i])) rank += 0.5;
  }
  return rank;
}

/// P of a sum of ranks at least as far from the middle, over all ways to choose the signs of what
/// is not 0.
double naive_p(std::vector<double> values, ZeroDifferences zeros) {
  if (zeros == ZeroDifferences::kWilcoxon) std::erase(values, 0.0);
  double middle = 0.0;
  double found = 0.0;
  std::vector<double> ranks;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] == 0.0) continue;
    ranks.push_back(naive_rank(values, i));
    middle += 0.5 * ranks.back();
    if (values[i] > 0.0) found += ranks.back();
  }
  int as_far = 0;
  const int ways = 1 << ranks.size();
  for (int signs = 0; signs < ways; ++signs) {
    double sum = 0.0;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      if (((signs >> i) & 1) != 0) sum += ranks[i];
    }
    if (std::abs(sum - middle) >= std::abs(found - middle)) ++as_far;
  }
  return static_cast<double>(as_far) / ways;
}

TEST(SignedRank, OfTheDepressionScoresIsThatOfR) {
  const auto found = signed_rank(kDepression);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->count, 9);
  EXPECT_EQ(found->zeros, 0);
  EXPECT_EQ(found->positive_ranks, 40.0);
  EXPECT_EQ(found->negative_ranks, 5.0);
  EXPECT_TRUE(found->is_exact);
  EXPECT_DOUBLE_EQ(found->p, 20.0 / 512.0);  // twice 0.01953 of alternative = "greater"
  EXPECT_DOUBLE_EQ(found->rank_biserial, 35.0 / 45.0);
}

TEST(SignedRank, OfTheHoursOfSleepIsExactInSpiteOfATieAndAZero) {
  const auto found = signed_rank(kSleep);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->count, 9);
  EXPECT_EQ(found->zeros, 1);
  EXPECT_EQ(found->positive_ranks, 0.0);
  EXPECT_TRUE(found->is_exact);
  EXPECT_DOUBLE_EQ(found->p, 2.0 / 512.0);  // R takes the normal approximation here: 0.009091
  EXPECT_EQ(found->rank_biserial, -1.0);
}

TEST(SignedRank, IsExactAsAllSignsCounted) {
  random::Rng rng(1);
  for (int i = 0; i < 40; ++i) {
    std::vector<double> values(1 + rng.below(10));
    for (double& value : values) value = rng.normal() + 0.5;
    const auto found = signed_rank(values);
    ASSERT_TRUE(found->is_exact);
    EXPECT_NEAR(found->p, naive_p(values, ZeroDifferences::kWilcoxon), 1e-12);
  }
}

TEST(SignedRank, IsExactAsAllSignsCountedWithTiesAndZeros) {
  random::Rng rng(3);
  for (int i = 0; i < 60; ++i) {
    std::vector<double> values(2 + rng.below(10));
    for (double& value : values) value = static_cast<double>(rng.below(6)) - 2.0;
    for (const auto zeros : {ZeroDifferences::kWilcoxon, ZeroDifferences::kPratt}) {
      const auto found = signed_rank(values, zeros);
      if (!found) continue;
      ASSERT_TRUE(found->is_exact);
      EXPECT_NEAR(found->p, naive_p(values, zeros), 1e-12);
    }
  }
}

TEST(SignedRank, HasTheVarianceOfRandomSigns) {
  // Each rank comes in with probability 1/2, so the variance is the sum of their squares / 4:
  // with ties, and with zeros in either way.
  random::Rng rng(2);
  for (int i = 0; i < 100; ++i) {
    std::vector<double> values(80);
    for (double& value : values) value = static_cast<double>(rng.below(9)) - 3.0;
    for (const auto zeros : {ZeroDifferences::kWilcoxon, ZeroDifferences::kPratt}) {
      std::vector<double> ranked = values;
      if (zeros == ZeroDifferences::kWilcoxon) std::erase(ranked, 0.0);
      double v = 0.0;
      double mean = 0.0;
      double variance = 0.0;
      for (std::size_t k = 0; k < ranked.size(); ++k) {
        if (ranked[k] == 0.0) continue;
        const double rank = naive_rank(ranked, k);
        if (ranked[k] > 0.0) v += rank;
        mean += 0.5 * rank;
        variance += 0.25 * rank * rank;
      }
      const auto found = signed_rank(values, zeros);
      ASSERT_FALSE(found->is_exact);
      EXPECT_DOUBLE_EQ(found->positive_ranks, v);
      EXPECT_DOUBLE_EQ(found->positive_ranks + found->negative_ranks, 2.0 * mean);
      // Ranks of equal values are their mean, which is what the correction for ties takes away.
      const double distance = std::max(0.0, std::abs(v - mean) - 0.5);
      EXPECT_NEAR(found->p, 2.0 * normal_cdf(-distance / std::sqrt(variance)), 1e-12);
    }
  }
}

TEST(SignedRank, OfPrattRanksZerosFirst) {
  const std::vector values{0.0, 0.0, 3.0, -1.0, 2.0};
  const auto pratt = signed_rank(values, ZeroDifferences::kPratt);
  EXPECT_EQ(pratt->positive_ranks, 9.0);  // 5 + 4
  EXPECT_EQ(pratt->negative_ranks, 3.0);
  EXPECT_EQ(pratt->zeros, 2);
  EXPECT_DOUBLE_EQ(pratt->rank_biserial, 0.5);
  const auto wilcoxon = signed_rank(values);
  EXPECT_EQ(wilcoxon->positive_ranks, 5.0);  // 3 + 2
  EXPECT_EQ(wilcoxon->negative_ranks, 1.0);
}

TEST(SignedRank, ChangesSignWithTheDifferences) {
  std::vector<double> other = kDepression;
  for (double& value : other) value = -value;
  const auto found = signed_rank(other);
  EXPECT_EQ(found->p, signed_rank(kDepression)->p);
  EXPECT_EQ(found->rank_biserial, -signed_rank(kDepression)->rank_biserial);
}

TEST(SignedRank, GoesOverToTheNormalApproximationBeyondFifty) {
  for (const int count : {50, 51}) {
    std::vector<double> values;
    for (int i = 1; i <= count; ++i) values.push_back(i % 3 == 0 ? -i : i);
    const auto found = signed_rank(values);
    EXPECT_EQ(found->is_exact, count == 50);
    const double mean = count * (count + 1) / 4.0;
    const double variance = count * (count + 1) * (2 * count + 1) / 24.0;
    const double z = (std::abs(found->positive_ranks - mean) - 0.5) / std::sqrt(variance);
    EXPECT_NEAR(found->p, 2.0 * normal_cdf(-z), count == 50 ? 1e-3 : 1e-12);
  }
}

TEST(SignedRank, OfNoDifferenceIsNothing) {
  EXPECT_FALSE(signed_rank({}));
  EXPECT_FALSE(signed_rank(std::vector{0.0, 0.0}));
  EXPECT_FALSE(signed_rank(std::vector{0.0, -0.0}, ZeroDifferences::kPratt));
  EXPECT_EQ(signed_rank(std::vector{2.0})->p, 1.0);
}

TEST(SignedRank, OfBalancedDifferencesIsOne) {
  EXPECT_EQ(signed_rank(std::vector{1.0, -1.0})->p, 1.0);
  EXPECT_EQ(signed_rank(std::vector{1.0, 4.0, -2.0, -3.0})->p, 1.0);
}

TEST(SignedRank, RefusesWhatIsNotFinite) {
  EXPECT_THROW(
      (void)signed_rank(std::vector{1.0, std::numeric_limits<double>::quiet_NaN()}),
      std::invalid_argument);
}

TEST(HolmAdjusted, WorkedByHand) {
  // In order 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1; the last is below the one before.
  const auto found = holm_adjusted(std::vector{0.01, 0.04, 0.03, 0.005});
  ASSERT_EQ(found.size(), 4U);
  EXPECT_DOUBLE_EQ(found[0], 0.03);
  EXPECT_DOUBLE_EQ(found[1], 0.06);
  EXPECT_DOUBLE_EQ(found[2], 0.06);
  EXPECT_DOUBLE_EQ(found[3], 0.02);
}

TEST(HolmAdjusted, IsBetweenPAndBonferroni) {
  random::Rng rng(3);
  std::vector<double> p(20);
  for (double& each : p) each = rng.uniform() * rng.uniform() * rng.uniform();
  const auto found = holm_adjusted(p);
  for (std::size_t i = 0; i < p.size(); ++i) {
    EXPECT_GE(found[i], p[i]);
    EXPECT_LE(found[i], std::min(1.0, 20.0 * p[i]));
    for (std::size_t k = 0; k < p.size(); ++k) {
      if (p[i] < p[k]) {
        EXPECT_LE(found[i], found[k]);
      }
    }
  }
}

TEST(HolmAdjusted, OfOneOrNoneIsItself) {
  EXPECT_EQ(holm_adjusted(std::vector{0.3}), std::vector{0.3});
  EXPECT_TRUE(holm_adjusted({}).empty());
  EXPECT_EQ(holm_adjusted(std::vector{1.0, 0.9}), (std::vector{1.0, 1.0}));
}

TEST(HolmAdjusted, RefusesWhatIsNoProbability) {
  for (const double bad : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW((void)holm_adjusted(std::vector{0.5, bad}), std::invalid_argument);
  }
}

}  // namespace
}  // namespace segnoise::statistics

#include "core/statistics/reliability.h"

#include "core/random/rng.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <vector>

namespace segnoise::statistics {
namespace {

/// Six subjects rated by four judges: P. E. Shrout, J. L. Fleiss (1979), table 2.
const std::vector<double> kJudged{9, 2, 5, 8, 6,  1, 3, 2, 8, 4, 6, 8,
                                  7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7};

TEST(Icc, OfShroutAndFleissIsAsPrinted) {
  const auto found = icc_2_1(kJudged, 4);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->value, 0.29, 0.005);
  // ICC() of R's psych: 0.290, from 0.019 to 0.761.
  EXPECT_NEAR(found->value, 0.290, 0.0005);
  EXPECT_NEAR(found->interval->lower, 0.019, 0.0005);
  EXPECT_NEAR(found->interval->upper, 0.761, 0.0005);
}

TEST(Icc, IsTheSameWithoutAnInterval) {
  const auto bare = icc_2_1(kJudged, 4, std::nullopt);
  EXPECT_EQ(bare->value, icc_2_1(kJudged, 4)->value);
  EXPECT_FALSE(bare->interval);
}

TEST(Icc, OfTwoSubjectsWorkedByHand) {
  // Rows 1, 2 and 3, 5: mean squares of rows 6.25, of columns 2.25, of error 0.25.
  const auto found = icc_2_1(std::vector{1.0, 2.0, 3.0, 5.0}, 2);
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(found->value, 6.0 / (6.25 + 0.25 + 2.0));
}

TEST(Icc, IsOneIfAllRateAlikeAndLessIfOneRatesHigher) {
  const std::vector alike{1.0, 1.0, 2.0, 2.0, 5.0, 5.0};
  ASSERT_TRUE(icc_2_1(alike, 2));
  EXPECT_NEAR(icc_2_1(alike, 2)->value, 1.0, 1e-12);
  EXPECT_FALSE(icc_2_1(alike, 2)->interval);
  const std::vector higher{1.0, 2.0, 2.0, 3.0, 5.0, 6.0};
  EXPECT_LT(icc_2_1(higher, 2)->value, 0.95);
  EXPECT_FALSE(icc_2_1(higher, 2)->interval);
}

TEST(Icc, DoesNotSeeShiftAndScaleOfAllNorTheOrderOfSubjects) {
  std::vector<double> other(kJudged.rbegin(), kJudged.rend());
  for (double& rating : other) rating = 3.0 * rating - 7.0;
  const auto found = icc_2_1(other, 4);
  EXPECT_NEAR(found->value, icc_2_1(kJudged, 4)->value, 1e-12);
  EXPECT_NEAR(found->interval->lower, icc_2_1(kJudged, 4)->interval->lower, 1e-9);
}

TEST(Icc, FindsTheShareOfVarianceThatItWasDrawnWith) {
  // Variances 4 of subjects, 1 of error, no difference of raters: 0.8; the standard error of an ICC
  // of 2,000 subjects and two raters is about (1 - 0.8²) / sqrt(2000) = 0.008, the margin four.
  random::Rng rng(1);
  std::vector<double> ratings;
  for (int i = 0; i < 2000; ++i) {
    const double subject = 2.0 * rng.normal();
    for (int rater = 0; rater < 2; ++rater) ratings.push_back(subject + rng.normal());
  }
  const auto found = icc_2_1(ratings, 2);
  EXPECT_NEAR(found->value, 0.8, 0.032);
  EXPECT_LT(found->interval->lower, found->value);
  EXPECT_GT(found->interval->upper, found->value);
  EXPECT_NEAR(found->interval->upper - found->interval->lower, 2.0 * 1.96 * 0.008, 0.005);
}

TEST(Icc, MayBeNegative) {
  const auto found = icc_2_1(std::vector{1.0, 5.0, 5.0, 1.0, 1.0, 4.0}, 2);
  ASSERT_TRUE(found);
  EXPECT_LT(found->value, 0.0);
}

TEST(Icc, IsUndefinedOfTooLittleAndOfNoDifference) {
  EXPECT_FALSE(icc_2_1({}, 2));
  EXPECT_FALSE(icc_2_1(std::vector{1.0, 2.0}, 2));
  EXPECT_FALSE(icc_2_1(std::vector{1.0, 2.0}, 1));
  EXPECT_FALSE(icc_2_1(std::vector<double>(8, 0.1), 2));
  EXPECT_FALSE(icc_2_1(std::vector{1.0, 2.0, 2.0, 1.0}, 2));
}

TEST(Icc, RefusesWhatMeansNothing) {
  EXPECT_THROW((void)icc_2_1(kJudged, 0), std::invalid_argument);
  EXPECT_THROW((void)icc_2_1(kJudged, 5), std::invalid_argument);
  EXPECT_THROW((void)icc_2_1(kJudged, 4, 1.0), std::invalid_argument);
  EXPECT_THROW(
      (void)icc_2_1(std::vector{1.0, std::numeric_limits<double>::infinity()}, 2),
      std::invalid_argument);
}

/// Two raters who agree on the first of each category and then go apart.
std::vector<int> ratings(int zeros, int ones, int twos) {
  std::vector<int> all(static_cast<std::size_t>(zeros), 0);
  all.insert(all.end(), static_cast<std::size_t>(ones), 1);
  all.insert(all.end(), static_cast<std::size_t>(twos), 2);
  return all;
}

double kappa_of(const std::vector<int>& a, const std::vector<int>& b, KappaWeights weights) {
  return kappa(cross_table(a, b, 3), weights).value();
}

TEST(Kappa, OfPublishedTables) {
  // R. Artstein, M. Poesio, Comput. Linguist. 34(4) (2008), tables 1 and 4.
  EXPECT_NEAR(*kappa({{20, 20}, {10, 50}}, KappaWeights::kNone), 0.348, 0.0005);
  EXPECT_NEAR(
      kappa_of(ratings(46, 44, 10), ratings(52, 32, 16), KappaWeights::kNone), 0.8013, 0.00005);
  // The weighted ones of scikit-learn's own tests.
  const auto a = ratings(46, 44, 10);
  const auto b = ratings(50, 40, 10);
  EXPECT_NEAR(kappa_of(a, b, KappaWeights::kNone), 0.9315, 0.00005);
  EXPECT_NEAR(kappa_of(a, b, KappaWeights::kLinear), 0.9412, 0.00005);
  EXPECT_NEAR(kappa_of(a, b, KappaWeights::kQuadratic), 0.9541, 0.00005);
}

TEST(Kappa, WorkedByHand) {
  // Of four: 0-0, 0-2, 1-1, 2-1. Shares 2, 1, 1 and 1, 2, 1.
  const std::vector a{0, 0, 1, 2};
  const std::vector b{0, 2, 1, 1};
  // Expected, times 4: |i - j| of 2 (0 + 2 + 2) + 1 (1 + 0 + 1) + 1 (2 + 2 + 0) = 14.
  EXPECT_DOUBLE_EQ(kappa_of(a, b, KappaWeights::kLinear), 1.0 - 3.0 * 4.0 / 14.0);
  // Squares: 2 (0 + 2 + 4) + 1 (1 + 0 + 1) + 1 (4 + 2 + 0) = 20.
  EXPECT_DOUBLE_EQ(kappa_of(a, b, KappaWeights::kQuadratic), 1.0 - 5.0 * 4.0 / 20.0);
}

TEST(Kappa, OfTwoCategoriesIsTheSameForAllWeights) {
  const CrossTable table{{20, 5}, {10, 15}};
  EXPECT_DOUBLE_EQ(*kappa(table, KappaWeights::kNone), 0.4);
  EXPECT_DOUBLE_EQ(*kappa(table, KappaWeights::kLinear), 0.4);
  EXPECT_DOUBLE_EQ(*kappa(table, KappaWeights::kQuadratic), 0.4);
}

TEST(Kappa, IsSymmetricOneForAgreementAndZeroForIndependence) {
  random::Rng rng(2);
  std::vector<int> a(200);
  std::vector<int> b(200);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = static_cast<int>(rng.below(3));
    b[i] = static_cast<int>(rng.below(3));
  }
  for (const auto weights :
       {KappaWeights::kNone, KappaWeights::kLinear, KappaWeights::kQuadratic}) {
    EXPECT_DOUBLE_EQ(kappa_of(a, b, weights), kappa_of(b, a, weights));
    EXPECT_EQ(kappa_of(a, a, weights), 1.0);
    EXPECT_NEAR(*kappa({{4, 8, 12}, {2, 4, 6}, {3, 6, 9}}, weights), 0.0, 1e-15);
  }
}

TEST(Kappa, IsUndefinedWhereNoDisagreementIsExpected) {
  EXPECT_NEAR(*kappa({{0.4, 0.1}, {0.2, 0.3}}, KappaWeights::kNone), 0.4, 1e-15);  // probabilities
  EXPECT_FALSE(kappa({}, KappaWeights::kNone));
  EXPECT_FALSE(kappa({{0, 0}, {0, 0}}, KappaWeights::kQuadratic));
  EXPECT_FALSE(kappa({{0, 0}, {0, 7}}, KappaWeights::kLinear));
  EXPECT_EQ(kappa({{0, 0}, {7, 0}}, KappaWeights::kLinear), 0.0);
}

TEST(CrossTable, CountsPairs) {
  const auto table = cross_table(std::vector{0, 2, 2, 2}, std::vector{1, 2, 0, 2}, 3);
  EXPECT_EQ(table, (CrossTable{{0, 1, 0}, {0, 0, 0}, {1, 0, 2}}));
  EXPECT_TRUE(cross_table({}, {}, 0).empty());
}

TEST(Kappa, RefusesWhatMeansNothing) {
  EXPECT_THROW((void)kappa({{1, 2}, {3}}, KappaWeights::kNone), std::invalid_argument);
  EXPECT_THROW((void)kappa({{1, 2, 3}}, KappaWeights::kNone), std::invalid_argument);
  EXPECT_THROW((void)kappa({{1, -2}, {3, 4}}, KappaWeights::kNone), std::invalid_argument);
  EXPECT_THROW((void)kappa({{1, NAN}, {3, 4}}, KappaWeights::kNone), std::invalid_argument);
  EXPECT_THROW((void)cross_table(std::vector{0}, std::vector{0, 1}, 2), std::invalid_argument);
  EXPECT_THROW((void)cross_table(std::vector{2}, std::vector{0}, 2), std::invalid_argument);
  EXPECT_THROW((void)cross_table(std::vector{0}, std::vector{-1}, 2), std::invalid_argument);
  EXPECT_THROW((void)cross_table(std::vector{0}, std::vector{0}, -1), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::statistics

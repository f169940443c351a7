#include "core/statistics/mixed_difference.h"

#include "core/statistics/distributions.h"
#include "core/statistics/summary.h"
#include "support/drawn_differences.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace segnoise::statistics {
namespace {

using testing::ChanceOfStudy;
using testing::drawn_differences;

/// Differences from a table (patient, seed); NaN where a patient lacks a seed.
std::vector<SeedDifference> table(const std::vector<std::vector<double>>& rows) {
  std::vector<SeedDifference> all;
  for (std::size_t patient = 0; patient < rows.size(); ++patient) {
    for (std::size_t seed = 0; seed < rows[patient].size(); ++seed) {
      const double value = rows[patient][seed];
      if (!std::isnan(value)) all.push_back({patient, seed, value});
    }
  }
  return all;
}

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

TEST(MixedDifference, IsWorkedOutByHand) {
  // Patients' means 3 and 5, seeds' means 2, 4 and 6; residuals 0, -1, 1 and 0, 1, -1 with 2
  // degrees, mean square 2. A = 2 / 2, B = 4 / 3, E = 2 / 6, and A + B - E = 2. The lower quartile
  // of F with 2 and 2 degrees is 1 / 3, so x = 2 / 3 and y = 3: degrees (11 / 3)² / (4 / 9 + 9 /
  // 2).
  const auto found = mixed_difference(table({{1, 2, 6}, {3, 6, 6}})).value();
  EXPECT_EQ(found.patients, 2);
  EXPECT_EQ(found.seeds, 3);
  EXPECT_DOUBLE_EQ(found.mean, 4.0);
  EXPECT_DOUBLE_EQ(found.of_patients, 1.0);
  EXPECT_DOUBLE_EQ(found.of_seeds, 4.0 / 3.0);
  EXPECT_DOUBLE_EQ(found.of_residual, 1.0 / 3.0);
  EXPECT_DOUBLE_EQ(found.standard_error, std::sqrt(2.0));
  EXPECT_NEAR(found.degrees, 242.0 / 89.0, 1e-9);
  const double half = student_t_quantile(0.975, 242.0 / 89.0) * std::sqrt(2.0);
  EXPECT_NEAR(found.interval.lower, 4.0 - half, 1e-8);
  EXPECT_NEAR(found.interval.upper, 4.0 + half, 1e-8);
  EXPECT_NEAR(found.p, 2.0 * student_t_upper_tail(4.0 / std::sqrt(2.0), 242.0 / 89.0), 1e-9);
}

TEST(MixedDifference, WithoutEffectOfSeedsIsTheTTestOfPatients) {
  const auto found = mixed_difference(table({{1, 1, 1}, {4, 4, 4}, {2, 2, 2}, {3, 3, 3}})).value();
  EXPECT_EQ(found.of_seeds, 0.0);
  EXPECT_DOUBLE_EQ(found.degrees, 3.0);
  EXPECT_DOUBLE_EQ(found.standard_error, std::sqrt(5.0 / 3.0 / 4.0));
  EXPECT_DOUBLE_EQ(found.p, 2.0 * student_t_upper_tail(2.5 / found.standard_error, 3.0));
}

TEST(MixedDifference, WithoutEffectOfPatientsIsTheTTestOfSeeds) {
  // However many patients there are, three networks remain three.
  const auto found = mixed_difference(table({20, {1.0, 2.0, 3.0}})).value();
  EXPECT_DOUBLE_EQ(found.degrees, 2.0);
  EXPECT_DOUBLE_EQ(found.standard_error, std::sqrt(1.0 / 3.0));
  EXPECT_NEAR(found.p, 1.0 - std::sqrt(12.0 / 14.0), 1e-12);  // t² = 12, in closed form
}

TEST(MixedDifference, OfResidualAloneDoesNotCountItTwice) {
  // Means of patients and seeds are all 0, and so are A and B; neither is A + B - E below 0.
  EXPECT_FALSE(mixed_difference(table({{1, -1, 0}, {-1, 1, 0}})));
  const auto found = mixed_difference(table({{1, -1, 0}, {-1, 2, 0}, {0.5, -0.5, 0}})).value();
  EXPECT_DOUBLE_EQ(found.standard_error, std::sqrt(std::max(found.of_patients, found.of_seeds)));
}

TEST(MixedDifference, SaysTheSameByPAndByInterval) {
  random::Rng rng(5);
  int outside = 0;
  for (int i = 0; i < 500; ++i) {
    const auto all = drawn_differences({.patients = 6, .seed_sd = 2.0}, rng);
    for (const double confidence : {0.5, 0.95}) {
      const auto found = mixed_difference(all, confidence).value();
      const bool excludes_zero = found.interval.lower > 0.0 || found.interval.upper < 0.0;
      EXPECT_EQ(found.p < 1.0 - confidence, excludes_zero);
      outside += excludes_zero ? 1 : 0;
    }
  }
  EXPECT_GT(outside, 100);
}

TEST(MixedDifference, TurnsRoundAndScalesWithTheDifferences) {
  random::Rng rng(6);
  auto all = drawn_differences({.seed_sd = 1.0}, rng);
  const auto found = mixed_difference(all).value();
  for (SeedDifference& each : all) {
    each = {100 - each.patient, 7 * each.seed, -2.0 * each.value};
  }
  std::ranges::reverse(all);
  const auto other = mixed_difference(all).value();
  EXPECT_NEAR(other.mean, -2.0 * found.mean, 1e-12);
  EXPECT_NEAR(other.interval.lower, -2.0 * found.interval.upper, 1e-11);
  EXPECT_NEAR(other.degrees, found.degrees, 1e-9);
  EXPECT_NEAR(other.p, found.p, 1e-12);
  std::rotate(all.begin(), all.begin() + 5, all.end());
  EXPECT_EQ(mixed_difference(all)->p, other.p);  // to the last bit, whatever the order
}

TEST(MixedDifference, FitsWhatIsMissingByLeastSquares) {
  // Additive but for one residual: the seeds' effects are 0, 1 and 5 whoever is missing, and each
  // patient's mean is of the seeds that he has.
  const auto found =
      mixed_difference(table({{2, 3, 7}, {4, 5, kMissing}, {kMissing, 9, 13}, {6, 7, 11}})).value();
  EXPECT_DOUBLE_EQ(found.mean, (4.0 + 4.5 + 11.0 + 8.0) / 4.0);
  EXPECT_NEAR(found.of_residual, 0.0, 1e-20);
  // Weights 1/12 + 1/8 + 1/12, 1/12 + 1/8 + 1/8 + 1/12 and 1/12 + 1/8 + 1/12.
  const double weights = (49.0 + 100.0 + 49.0) / (24.0 * 24.0);
  EXPECT_NEAR(found.of_seeds, 7.0 * weights, 1e-10);
  EXPECT_NEAR(
      found.of_patients, std::pow(summary(std::vector{4.0, 4.5, 11.0, 8.0})->sd, 2) / 4.0, 1e-12);
}

TEST(MixedDifference, WeighsTheResidualAsTheMeanDoes) {
  // As worked out by hand above, and a patient of one seed, who says nothing of residuals: their
  // mean square stays 2, his difference has the weight 1/3 in the mean, each of the others 1/9.
  const auto found =
      mixed_difference(table({{1, 2, 6}, {3, 6, 6}, {7, kMissing, kMissing}})).value();
  EXPECT_NEAR(found.of_residual, 2.0 * (6.0 / 81.0 + 1.0 / 9.0), 1e-10);
}

TEST(MixedDifference, NeedsThreeSeedsThatPatientsLink) {
  EXPECT_FALSE(mixed_difference({}));
  EXPECT_FALSE(mixed_difference(table({{1, 2, 4}})));
  EXPECT_FALSE(mixed_difference(table({{1, 2}, {3, 5}, {2, 2}})));
  // The third seed has other patients than the others.
  EXPECT_FALSE(mixed_difference(table(
      {{1, 2, kMissing}, {3, 5, kMissing}, {kMissing, kMissing, 1}, {kMissing, kMissing, 4}})));
  // Two pairs of seeds, each with patients of its own, and degrees of freedom left.
  EXPECT_FALSE(mixed_difference(table(
      {{1, 2, kMissing, kMissing},
       {3, 5, kMissing, kMissing},
       {2, 2, kMissing, kMissing},
       {kMissing, kMissing, 1, 4},
       {kMissing, kMissing, 2, 3}})));
  // Linked, without a degree of freedom left.
  EXPECT_FALSE(mixed_difference(table({{1, 2, kMissing}, {kMissing, 5, 3}})));
  EXPECT_TRUE(mixed_difference(table({{1, 2, kMissing}, {kMissing, 5, 3}, {1, 2, 5}})));
  EXPECT_FALSE(mixed_difference(table({3, {0.1, 0.1, 0.1}})));
}

TEST(MixedDifference, RefusesWhatIsNoSample) {
  auto twice = table({{1, 2, 4}, {3, 5, 5}});
  twice.push_back({0, 1, 2.0});
  EXPECT_THROW((void)mixed_difference(twice), std::invalid_argument);
  const std::vector<SeedDifference> infinite{{0, 0, std::numeric_limits<double>::infinity()}};
  EXPECT_THROW((void)mixed_difference(infinite), std::invalid_argument);
  for (const double confidence : {0.0, 1.0, kMissing}) {
    EXPECT_THROW((void)mixed_difference({}, confidence), std::invalid_argument);
  }
}

/// How often p < 0.05 in studies whose conditions do not differ.
double error_rate(const ChanceOfStudy& study, int studies) {
  random::Rng rng(17);
  int rejected = 0;
  for (int i = 0; i < studies; ++i) {
    rejected += mixed_difference(drawn_differences(study, rng))->p < 0.05 ? 1 : 0;
  }
  return static_cast<double>(rejected) / studies;
}

TEST(MixedDifference, ErrsInFourToSixOfAHundredStudiesWithoutADifference) {
  constexpr int kStudies = 4'000;
  const double margin = 3.0 * std::sqrt(0.05 * 0.95 / kStudies);  // standard errors
  for (const double seed_sd : {0.0, 1.0, 2.0}) {
    for (const std::size_t seeds : {3U, 10U}) {
      const double rate = error_rate({.seeds = seeds, .seed_sd = seed_sd}, kStudies);
      EXPECT_GT(rate, 0.04 - margin) << seed_sd << ' ' << seeds;
      EXPECT_LT(rate, 0.06 + margin) << seed_sd << ' ' << seeds;
    }
  }
}

TEST(MixedDifference, EstimatesTheVarianceOfTheMeanInFoldsOfAnyKind) {
  // Whether networks of a seed have something in common or not: A + B - E has the mean that is the
  // variance of the mean difference. Of networks taken for independent it would be less than half.
  constexpr int kStudies = 4'000;
  for (const double shared : {0.0, 1.0}) {
    const ChanceOfStudy study{
        .patients = 20, .folds = 5, .patient_sd = 1.0, .seed_sd = 2.0, .shared_of_seed = shared};
    random::Rng rng(3);
    std::vector<double> means;
    std::vector<double> variances;
    for (int i = 0; i < kStudies; ++i) {
      const auto found = mixed_difference(drawn_differences(study, rng)).value();
      means.push_back(found.mean);
      variances.push_back(found.of_patients + found.of_seeds - found.of_residual);
    }
    const double of_networks = 4.0 / 3.0 * (shared + (1.0 - shared) / 5.0);
    const double truth = 1.0 / 20.0 + of_networks + 4.0 / 60.0;
    const Summary estimated = summary(variances).value();
    EXPECT_NEAR(estimated.mean, truth, 4.0 * estimated.sd / std::sqrt(kStudies)) << shared;
    const double spread = 4.0 * truth * std::sqrt(2.0 / kStudies);  // of a variance, 4 of its SEs
    EXPECT_NEAR(std::pow(summary(means)->sd, 2), truth, spread) << shared;
  }
}

}  // namespace
}  // namespace segnoise::statistics

#include "study/analysis/ef_agreement.h"

#include "core/random/rng.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

namespace segnoise::analysis {
namespace {

using ::testing::ElementsAre;

struct Efs {
  std::vector<PatientValue> predicted = {};
  std::vector<PatientValue> reference = {};

  void push_back(
      std::size_t patient, std::uint64_t seed, int fold, double predicted_percent, double truth) {
    predicted.push_back({patient, seed, fold, predicted_percent});
    reference.push_back({patient, seed, fold, truth});
  }

  [[nodiscard]] std::optional<EfAgreement> agreement() {
    const auto key = [](const PatientValue& each) {
      return std::tuple(each.patient, each.seed, each.fold);
    };
    std::ranges::sort(predicted, {}, key);
    std::ranges::sort(reference, {}, key);
    return ef_agreement(predicted, reference, 1);
  }
};

/// Four times three patients, one of each category, and two networks.
Efs two_seeds() {
  Efs efs;
  for (std::size_t first = 0; first < 12; first += 3) {
    efs.push_back(first, 1, 1, 34.0, 30.0);
    efs.push_back(first, 2, 1, 32.0, 30.0);
    efs.push_back(first + 1, 1, 1, 46.0, 45.0);
    efs.push_back(first + 1, 2, 1, 51.0, 45.0);
    efs.push_back(first + 2, 1, 1, 56.0, 60.0);
    efs.push_back(first + 2, 2, 1, 62.0, 60.0);
  }
  return efs;
}

/// Patients whose predictions are drawn about a reference that is drawn.
Efs drawn(std::size_t patients, std::vector<std::uint64_t> seeds) {
  Efs efs;
  random::Rng rng(1);
  for (std::size_t patient = 0; patient < patients; ++patient) {
    const double reference = 50.0 + 10.0 * rng.normal();
    const double predicted = reference + 2.0 + 5.0 * rng.normal();
    for (const std::uint64_t seed : seeds) efs.push_back(patient, seed, 1, predicted, reference);
  }
  return efs;
}

TEST(EfAgreement, IsTheMeanOverSeedsWorkedByHand) {
  // Differences 4, 1, -4 under seed 1 and 2, 6, 2 under seed 2, four times each.
  const auto found = two_seeds().agreement();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->patients, 12);
  EXPECT_EQ(found->seeds, 2);
  EXPECT_NEAR(found->bias_pp->value, (1.0 / 3.0 + 10.0 / 3.0) / 2.0, 1e-12);
  EXPECT_NEAR(found->mae_pp->value, (3.0 + 10.0 / 3.0) / 2.0, 1e-12);
  EXPECT_NEAR(found->rmse_pp->value, (std::sqrt(11.0) + std::sqrt(44.0 / 3.0)) / 2.0, 1e-12);
  EXPECT_NEAR(found->within_5_pp->value, (1.0 + 2.0 / 3.0) / 2.0, 1e-12);
  EXPECT_EQ(found->within_10_pp->value, 1.0);
  // Squares about the biases add up to 4 · 98 / 3 and 4 · 32 / 3, of eleven degrees of freedom.
  const double sd = (std::sqrt(392.0 / 33.0) + std::sqrt(128.0 / 33.0)) / 2.0;
  EXPECT_NEAR(found->lower_limit_pp->value, found->bias_pp->value - 1.959964 * sd, 1e-5);
  EXPECT_NEAR(found->upper_limit_pp->value, found->bias_pp->value + 1.959964 * sd, 1e-5);
}

TEST(EfAgreement, ReclassifiesByReferenceAndPrediction) {
  // Seed 1 hits all three categories, kappa 1. Seed 2 calls the mildly reduced one preserved: found
  // 1, expected (8 + 1 + 2 + 4) / 3 = 5, so kappa is 1 - 1 / 5.
  const auto found = two_seeds().agreement();
  EXPECT_THAT(
      found->reclassification,
      ElementsAre(
          ElementsAre(4.0, 0.0, 0.0), ElementsAre(0.0, 2.0, 2.0), ElementsAre(0.0, 0.0, 4.0)));
  EXPECT_NEAR(found->kappa->value, 0.9, 1e-12);
}

TEST(EfAgreement, OfOneSeedIsWhatTheMeasuresSay) {
  Efs efs = drawn(40, {7});
  std::vector<double> predicted;
  std::vector<double> reference;
  for (std::size_t i = 0; i < efs.predicted.size(); ++i) {
    predicted.push_back(efs.predicted[i].value);
    reference.push_back(efs.reference[i].value);
  }
  const auto found = efs.agreement();
  EXPECT_EQ(found->pearson_r->value, statistics::pearson(predicted, reference)->value);
  EXPECT_EQ(found->lin_ccc->value, statistics::concordance(predicted, reference)->value);
  const auto analysis = statistics::bland_altman(predicted, reference);
  EXPECT_EQ(found->slope->value, analysis->trend->slope);
  // The bootstrap and Student's t agree about an interval; 40 patients leave a tenth of its width.
  EXPECT_NEAR(found->bias_pp->interval->lower, analysis->bias.interval->lower, 0.35);
  EXPECT_NEAR(found->bias_pp->interval->upper, analysis->bias.interval->upper, 0.35);
  EXPECT_GT(found->icc_2_1->value, found->icc_2_1->interval->lower);
  EXPECT_LT(found->icc_2_1->value, found->icc_2_1->interval->upper);
}

TEST(EfAgreement, OfIdenticalSeedsIsThatOfOne) {
  const auto one = drawn(20, {7}).agreement();
  const auto three = drawn(20, {7, 8, 9}).agreement();
  EXPECT_EQ(three->seeds, 3);
  for (const auto member :
       {&EfAgreement::bias_pp,
        &EfAgreement::lower_limit_pp,
        &EfAgreement::slope,
        &EfAgreement::rmse_pp,
        &EfAgreement::icc_2_1,
        &EfAgreement::kappa}) {
    EXPECT_NEAR(((*one).*member)->value, ((*three).*member)->value, 1e-12);
    EXPECT_NEAR(((*one).*member)->interval->lower, ((*three).*member)->interval->lower, 1e-9);
  }
  EXPECT_EQ(one->reclassification, three->reclassification);
}

TEST(EfAgreement, PoolsTheFoldsOfASeed) {
  Efs folds = drawn(20, {7});
  for (std::size_t i = 0; i < folds.predicted.size(); ++i) {
    folds.predicted[i].fold = folds.reference[i].fold = 1 + static_cast<int>(i % 5);
  }
  const auto found = folds.agreement();
  EXPECT_EQ(found->seeds, 1);
  EXPECT_EQ(found->rmse_pp->value, drawn(20, {7}).agreement()->rmse_pp->value);

  Efs twice;  // all in two folds: 40 and 52 count as 46
  for (std::size_t patient = 0; patient < 10; ++patient) {
    twice.push_back(patient, 1, 1, 40.0, 45.0);
    twice.push_back(patient, 1, 2, 52.0, 45.0);
  }
  EXPECT_EQ(twice.agreement()->mae_pp->value, 1.0);
}

TEST(EfAgreement, IsOfTheSeedsThatDefineIt) {
  Efs efs = two_seeds();
  efs.push_back(0, 3, 1, 50.0, 30.0);  // one patient has an error, but no limits of agreement
  const auto found = efs.agreement();
  EXPECT_EQ(found->lower_limit_pp->value, two_seeds().agreement()->lower_limit_pp->value);
  // Means of patients' errors are 3, 3.5 and 3, four times each; that of the first is 26 / 3 now.
  EXPECT_NEAR(found->mae_pp->value, (38.0 - 3.0 + 26.0 / 3.0) / 12.0, 1e-12);
}

TEST(EfAgreement, IsPerfectIfPredictionsAreTheTruth) {
  Efs efs = drawn(10, {1});
  efs.predicted = efs.reference;
  const auto found = efs.agreement();
  EXPECT_EQ(found->bias_pp->value, 0.0);
  EXPECT_EQ(found->bias_pp->interval->upper, 0.0);
  EXPECT_FALSE(found->slope);
  EXPECT_NEAR(found->icc_2_1->value, 1.0, 1e-12);
  EXPECT_NEAR(found->lin_ccc->value, 1.0, 1e-12);
  EXPECT_EQ(found->kappa->value, 1.0);
}

TEST(EfAgreement, CountsAnErrorAtTheBorder) {
  Efs efs;
  for (std::size_t patient = 0; patient < 10; ++patient) efs.push_back(patient, 1, 1, 50.0, 40.0);
  const auto found = efs.agreement();
  EXPECT_EQ(found->mae_pp->value, 10.0);
  EXPECT_EQ(found->within_5_pp->value, 0.0);
  EXPECT_EQ(found->within_10_pp->value, 1.0);
}

TEST(EfAgreement, OfFewerThanTenPatientsIsNotGiven) {
  const auto nine = drawn(9, {1, 2}).agreement();
  EXPECT_EQ(nine->patients, 9);
  EXPECT_EQ(nine->seeds, 2);
  double counted = 0.0;
  for (const auto& row : nine->reclassification) {
    for (const double count : row) counted += count;
  }
  EXPECT_EQ(counted, 9.0);
  const auto ten = drawn(10, {1, 2}).agreement();
  for (const auto member :
       {&EfAgreement::bias_pp,
        &EfAgreement::lower_limit_pp,
        &EfAgreement::upper_limit_pp,
        &EfAgreement::slope,
        &EfAgreement::mae_pp,
        &EfAgreement::rmse_pp,
        &EfAgreement::pearson_r,
        &EfAgreement::lin_ccc,
        &EfAgreement::icc_2_1,
        &EfAgreement::within_5_pp,
        &EfAgreement::within_10_pp,
        &EfAgreement::kappa}) {
    EXPECT_FALSE((*nine).*member);
    EXPECT_TRUE((*ten).*member);
  }
}

TEST(EfAgreement, LeavesOutWhoLacksAnEf) {
  Efs efs = two_seeds();
  efs.predicted.erase(efs.predicted.begin());  // patient 0 under seed 1
  const auto found = efs.agreement();
  EXPECT_EQ(found->patients, 12);
  EXPECT_NEAR(found->mae_pp->value, (38.0 - 3.0 + 2.0) / 12.0, 1e-12);  // his 2 of seed 2 is left
  efs.predicted.clear();
  EXPECT_FALSE(efs.agreement());
}

}  // namespace
}  // namespace segnoise::analysis

#include "study/analysis/paired_comparison.h"

#include <gtest/gtest.h>

#include <cmath>

namespace segnoise::analysis {
namespace {

/// One value for each patient.
std::vector<PatientValue> values_of(const std::vector<double>& values) {
  std::vector<PatientValue> result;
  for (const double value : values) result.push_back({.patient = result.size(), .value = value});
  return result;
}

/// Of a condition whose patients differ by these from zeros.
PairedDifference difference_of(const std::vector<double>& differences) {
  const std::vector<double> zeros(differences.size(), 0.0);
  return paired_difference(values_of(differences), values_of(zeros), 1).value();
}

TEST(PatientMean, IsOverPatientsWhateverTheirNumberOfNetworks) {
  const std::vector<PatientValue> values{{0, 1, 1, 80.0}, {0, 2, 1, 90.0}, {1, 1, 1, 65.0}};
  const auto mean = patient_mean(values, 1);
  EXPECT_EQ(mean->over_patients.count, 2);
  EXPECT_DOUBLE_EQ(mean->over_patients.mean, 75.0);  // of 85 and 65
  EXPECT_DOUBLE_EQ(mean->over_patients.sd, std::sqrt(200.0));
  EXPECT_FALSE(mean->ci95);  // of two patients
}

TEST(PatientMean, OfOnePatientHasNoIntervalAndOfNoneNothing) {
  EXPECT_FALSE(patient_mean({}, 1));
  EXPECT_FALSE(patient_mean(values_of({3.0}), 1)->ci95);
}

TEST(MeanInterval, IsThatOfBcaOrAPoint) {
  const std::vector<double> skewed{1.0, 1.0, 2.0, 2.0, 3.0, 20.0};
  const auto interval = mean_interval(skewed, 1);
  const auto percentiles = statistics::bootstrap_mean_interval(skewed, 1);
  EXPECT_GT(interval->upper, percentiles->upper);  // BCa follows the skew
  const std::vector<double> equal(5, 2.0);
  EXPECT_EQ(mean_interval(equal, 1)->lower, 2.0);
  EXPECT_EQ(mean_interval(equal, 1)->upper, 2.0);
  EXPECT_FALSE(mean_interval(std::span(equal).first(4), 1));
}

TEST(PairedDifference, OfFivePatientsWorkedByHand) {
  // Ranks 1, 3, 4, 5 rise and rank 2 falls: V = 13. Of the 32 ways to sign five ranks 3 have a sum
  // of at most 2 (none, 1 alone, 2 alone), so p = 2 · 3 / 32; the effect size is (13 - 2) / 15.
  const PairedDifference found = difference_of({1.0, -2.0, 3.0, 4.0, 5.0});
  EXPECT_EQ(found.over_patients.count, 5);
  EXPECT_DOUBLE_EQ(found.over_patients.mean, 2.2);
  ASSERT_TRUE(found.signed_rank);
  EXPECT_TRUE(found.signed_rank->is_exact);
  EXPECT_DOUBLE_EQ(found.signed_rank->p, 6.0 / 32.0);
  EXPECT_DOUBLE_EQ(found.signed_rank->rank_biserial, 11.0 / 15.0);
}

TEST(PairedDifference, RanksZerosAsPrattDoes) {
  // Ranks 1 (the zero), 2 and 3: V = 5, of 0, 2, 3 and 5 that the signs can make.
  const PairedDifference found = difference_of({0.0, 1.0, 2.0});
  EXPECT_EQ(found.signed_rank->zeros, 1);
  EXPECT_TRUE(found.signed_rank->is_exact);
  EXPECT_DOUBLE_EQ(found.signed_rank->p, 2.0 / 4.0);
}

TEST(PairedDifference, IsOfTheNetworksThatBothConditionsHave) {
  // Seed 2 of the reference is missing: 80 is compared with 90, and 60 with nothing.
  const std::vector<PatientValue> values{{0, 1, 1, 80.0}, {0, 2, 1, 60.0}, {1, 2, 1, 50.0}};
  const std::vector<PatientValue> reference{{0, 1, 1, 90.0}, {1, 1, 1, 70.0}};
  const auto found = paired_difference(values, reference, 1);
  EXPECT_EQ(found->over_patients.count, 1);
  EXPECT_EQ(found->over_patients.mean, -10.0);
  EXPECT_FALSE(found->ci95);
  EXPECT_FALSE(paired_difference(values, {}, 1));
}

TEST(PairedDifference, IsTurnedRoundWithTheConditions) {
  const auto a = values_of({1.0, 5.0, 2.5, 9.0, 3.0});
  const auto b = values_of({2.0, 3.0, 2.0, 4.0, 8.0});
  const auto there = paired_difference(a, b, 1);
  const auto back = paired_difference(b, a, 1);
  EXPECT_EQ(there->over_patients.mean, -back->over_patients.mean);
  EXPECT_EQ(there->signed_rank->p, back->signed_rank->p);
  EXPECT_EQ(there->signed_rank->rank_biserial, -back->signed_rank->rank_biserial);
}

TEST(PairedDifference, OfEqualConditionsIsZeroWithoutATest) {
  const PairedDifference found = difference_of({0.0, 0.0, 0.0, 0.0, 0.0});
  EXPECT_EQ(found.over_patients.mean, 0.0);
  EXPECT_EQ(found.ci95->upper, 0.0);
  EXPECT_FALSE(found.signed_rank);
}

TEST(PairedDifference, DoesNotTellApartWhatRoundingDoes) {
  // 0.3 - 0.1 is not 0.2 in doubles; the two differences share their rank all the same.
  const auto found = paired_difference(values_of({0.3, 0.2}), values_of({0.1, 0.0}), 1);
  EXPECT_EQ(found->signed_rank->positive_ranks, 3.0);
  const auto against = paired_difference(values_of({0.3, 0.0}), values_of({0.1, 0.2}), 1);
  EXPECT_EQ(against->signed_rank->positive_ranks, 1.5);  // not 1 or 2
}

TEST(AdjustByHolm, CountsTheConditionsThatHaveATest) {
  // p of 2 / 32 and 6 / 32: the smaller is doubled, the greater stays. Without a test there is no
  // third.
  PairedDifference strong = difference_of({1.0, 2.0, 3.0, 4.0, 5.0});
  PairedDifference equal = difference_of({0.0, 0.0});
  PairedDifference weak = difference_of({1.0, -2.0, 3.0, 4.0, 5.0});
  const std::vector<PairedDifference*> all{&weak, &equal, &strong};
  adjust_by_holm(all);
  EXPECT_DOUBLE_EQ(*strong.holm_p, 4.0 / 32.0);
  EXPECT_DOUBLE_EQ(*weak.holm_p, 6.0 / 32.0);
  EXPECT_FALSE(equal.holm_p);
}

}  // namespace
}  // namespace segnoise::analysis

#include "study/analysis/paired_comparison.h"

#include "core/statistics/mean_interval.h"

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

/// Of a condition whose patients differ from zeros by these, (seed, patient).
PairedDifference difference_of(const std::vector<std::vector<double>>& seeds) {
  std::vector<PatientValue> values;
  for (std::size_t patient = 0; patient < seeds.front().size(); ++patient) {
    for (std::size_t i = 0; i < seeds.size(); ++i)
      values.push_back({.patient = patient, .seed = i + 1, .value = seeds[i][patient]});
  }
  std::vector<PatientValue> zeros = values;
  for (PatientValue& zero : zeros) zero.value = 0.0;
  return paired_difference(values, zeros).value();
}

/// Three seeds that agree about every patient.
PairedDifference of_equal_seeds(const std::vector<double>& differences) {
  return difference_of({3, differences});
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

TEST(MeanInterval, IsThatOfStatisticsFromFivePatientsOn) {
  const std::vector<double> skewed{1.0, 1.0, 2.0, 2.0, 3.0, 20.0};
  EXPECT_EQ(mean_interval(skewed, 1)->upper, statistics::student_t_interval(skewed)->upper);
  std::vector<double> many;
  for (int i = 0; i < 4; ++i) many.insert(many.end(), skewed.begin(), skewed.end());
  EXPECT_EQ(
      mean_interval(many, 1)->upper,
      statistics::mean_interval(many, 1, {.resamples = kPatientResamples})->upper);
  EXPECT_FALSE(mean_interval(std::span(skewed).first(4), 1));
}

TEST(PairedDifference, OfFivePatientsWorkedByHand) {
  // Mean 3, SD √2.5; the seeds agree, so it is the t test of five patients: t = 3 / √0.5 with 4
  // degrees, whose two tails are 1 - c (3 - c²) / 2 with c = t / √(t² + 4).
  const PairedDifference found = of_equal_seeds({1.0, 2.0, 3.0, 4.0, 5.0});
  EXPECT_EQ(found.over_patients.count, 5);
  EXPECT_EQ(found.seeds, 3);
  EXPECT_FALSE(found.is_descriptive());
  EXPECT_DOUBLE_EQ(found.over_patients.mean, 3.0);
  const double c = std::sqrt(18.0 / 22.0);
  EXPECT_NEAR(found.mixed.value().p, 1.0 - 0.5 * c * (3.0 - c * c), 1e-12);
}

TEST(PairedDifference, CountsSeedsAsChance) {
  // As sure as patients are of each seed: the seeds say 1, 3 and 8.
  std::vector<std::vector<double>> seeds{{1.0, 1.5, 0.5, 1.2, 0.8, 1.0}};
  seeds.push_back(seeds[0]);
  seeds.push_back(seeds[0]);
  for (double& value : seeds[1]) value += 2.0;
  for (double& value : seeds[2]) value += 7.0;
  const PairedDifference found = difference_of(seeds);
  EXPECT_DOUBLE_EQ(found.over_patients.mean, 4.0);
  EXPECT_GT(found.mixed.value().p, 0.05);
  EXPECT_LT(found.mixed->interval.lower, 0.0);
  EXPECT_LT(of_equal_seeds(seeds[0]).mixed.value().p, 0.001);
}

TEST(PairedDifference, IsDescriptiveBelowThreeSeeds) {
  const std::vector<double> differences{1.0, 2.0, 3.0, 4.0, 5.0};
  for (const std::size_t seeds : {1U, 2U}) {
    const PairedDifference found = difference_of({seeds, differences});
    EXPECT_TRUE(found.is_descriptive());
    EXPECT_FALSE(found.mixed);
    EXPECT_DOUBLE_EQ(found.over_patients.mean, 3.0);
  }
}

TEST(PairedDifference, OfFewerThanFivePatientsHasNoInterval) {
  EXPECT_FALSE(of_equal_seeds({1.0, 2.0, 3.0, 4.0}).mixed);
}

TEST(PairedDifference, TakesThePatientsOfAllFoldsForASeed) {
  // Patients 0 to 2 in the first fold, 3 to 5 in the second.
  std::vector<PatientValue> values;
  for (std::size_t patient = 0; patient < 6; ++patient) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      const auto value = static_cast<double>(patient * patient + seed * (patient % 2 + 1));
      values.push_back({patient, seed, patient < 3 ? 1 : 2, value});
    }
  }
  std::vector<PatientValue> zeros = values;
  for (PatientValue& zero : zeros) zero.value = 0.0;
  const PairedDifference found = paired_difference(values, zeros).value();
  EXPECT_EQ(found.mixed.value().patients, 6);
  EXPECT_EQ(found.mixed->seeds, 3);
  // Seeds' means are 1.5 apart.
  EXPECT_DOUBLE_EQ(found.mixed->of_seeds, 1.5 * 1.5 / 3.0);
}

TEST(PairedDifference, IsOfTheNetworksThatBothConditionsHave) {
  // Seed 2 of the reference is missing: 80 is compared with 90, and 60 with nothing.
  const std::vector<PatientValue> values{{0, 1, 1, 80.0}, {0, 2, 1, 60.0}, {1, 2, 1, 50.0}};
  const std::vector<PatientValue> reference{{0, 1, 1, 90.0}, {1, 1, 1, 70.0}};
  const auto found = paired_difference(values, reference);
  EXPECT_EQ(found->over_patients.count, 1);
  EXPECT_EQ(found->over_patients.mean, -10.0);
  EXPECT_FALSE(found->mixed);
  EXPECT_FALSE(paired_difference(values, {}));
}

TEST(PairedDifference, IsTurnedRoundWithTheConditions) {
  std::vector<PatientValue> a;
  std::vector<PatientValue> b;
  for (std::size_t patient = 0; patient < 6; ++patient) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      a.push_back({patient, seed, 1, std::sin(static_cast<double>(7 * patient + seed))});
      b.push_back({patient, seed, 1, std::cos(static_cast<double>(5 * patient * seed))});
    }
  }
  const auto there = paired_difference(a, b).value();
  const auto back = paired_difference(b, a).value();
  EXPECT_EQ(there.over_patients.mean, -back.over_patients.mean);
  EXPECT_DOUBLE_EQ(there.mixed.value().p, back.mixed.value().p);
  EXPECT_DOUBLE_EQ(there.mixed->interval.lower, -back.mixed->interval.upper);
}

TEST(PairedDifference, OfEqualConditionsIsZeroWithoutATest) {
  const PairedDifference found = of_equal_seeds({0.0, 0.0, 0.0, 0.0, 0.0});
  EXPECT_EQ(found.over_patients.mean, 0.0);
  EXPECT_FALSE(found.mixed);
}

TEST(PairedDifference, DoesNotTellApartWhatRoundingDoes) {
  // 0.3 - 0.1 is not 0.2 in doubles; there is nothing that differs all the same.
  std::vector<PatientValue> values;
  std::vector<PatientValue> reference;
  for (std::size_t patient = 0; patient < 6; ++patient) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      values.push_back({patient, seed, 1, patient % 2 == 0 ? 0.3 : 0.2});
      reference.push_back({patient, seed, 1, patient % 2 == 0 ? 0.1 : 0.0});
    }
  }
  EXPECT_FALSE(paired_difference(values, reference)->mixed);
}

TEST(AdjustByHolm, CountsThoseThatHaveAP) {
  // Of two the smaller p is doubled, the greater stays. Without a test there is no third.
  PairedDifference strong = of_equal_seeds({1.0, 2.0, 3.0, 4.0, 5.0});
  PairedDifference equal = of_equal_seeds({0.0, 0.0, 0.0, 0.0, 0.0});
  PairedDifference weak = of_equal_seeds({1.0, -2.0, 3.0, 4.0, 5.0});
  const std::vector<PairedDifference*> all{&weak, &equal, &strong};
  EXPECT_EQ(adjust_by_holm(all), 2);
  EXPECT_DOUBLE_EQ(*strong.holm_p, 2.0 * strong.mixed->p);
  EXPECT_DOUBLE_EQ(*weak.holm_p, weak.mixed->p);
  EXPECT_FALSE(equal.holm_p);
}

}  // namespace
}  // namespace segnoise::analysis

#include "study/readings/ef_interval.h"

#include "core/random/rng.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <vector>

namespace segnoise::readings {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::array kProbabilities{0.5, 0.8, 0.95};

/// Patients of EF 20 to 75 whose readings err as a function of clean EF and a generator says.
std::vector<PatientEf> made(
    int patients,
    int readings,
    std::uint64_t seed,
    const std::function<double(double clean, random::Rng& rng)>& reading) {
  std::vector<PatientEf> all;
  for (int i = 0; i < patients; ++i) {
    random::Rng rng(seed, static_cast<std::uint64_t>(i), 0);
    PatientEf& patient = all.emplace_back();
    patient.clean_percent = 20.0 + 55.0 * rng.uniform();
    for (int j = 0; j < readings; ++j)
      patient.readings_percent.push_back(reading(patient.clean_percent, rng));
  }
  return all;
}

/// Too low the more the lower EF is, with a scatter that grows as EF falls.
double biased(double clean, random::Rng& rng) {
  return clean - 8.0 + 0.1 * clean + (7.0 - 0.06 * clean) * rng.normal();
}

/// Skew: far too low more often than far too high.
double skew(double clean, random::Rng& rng) {
  return clean + 10.0 - 8.0 * std::exp(0.5 * rng.normal());
}

TEST(EfIntervals, CoverPatientsWhomTheyHaveNotSeen) {
  for (const auto& reading : {biased, skew}) {
    const auto rules = ef_interval_rules(made(60, 50, 1, reading), kProbabilities);
    ASSERT_THAT(rules, SizeIs(3));
    const auto coverage = ef_coverage(rules, made(1500, 10, 2, reading));
    for (const EfCoverage& each : coverage) {
      EXPECT_EQ(each.patients, 1500);
      EXPECT_EQ(each.readings, 15000);
      EXPECT_NEAR(each.covered, each.probability, 0.04) << each.probability;
    }
    EXPECT_GT(coverage[2].covered, 0.93);
    EXPECT_LT(coverage[2].covered, 0.97);
    EXPECT_LT(coverage[0].width_pp, coverage[2].width_pp);
  }
}

TEST(EfIntervals, CoverEachEfAndNotThatOfMostPatientsAlone) {
  const auto rules = ef_interval_rules(made(200, 50, 3, biased), kProbabilities);
  for (const double clean : {25.0, 45.0, 70.0}) {
    std::vector<PatientEf> patients(1);
    patients[0].clean_percent = clean;
    random::Rng rng(4, 5, 6);
    for (int i = 0; i < 4000; ++i) patients[0].readings_percent.push_back(biased(clean, rng));
    EXPECT_NEAR(ef_coverage(rules, patients)[2].covered, 0.95, 0.025) << clean;
  }
}

TEST(EfIntervals, TakeTheKnownBiasOut) {
  // Readings 10 points too low, ± 1: a reading of 40 stands for 50.
  std::vector<PatientEf> patients;
  for (int i = 0; i < 20; ++i) {
    const double clean = 30.0 + i;
    patients.push_back({clean, {clean - 11.0, clean - 9.0}});
  }
  const auto rules = ef_interval_rules(patients, kProbabilities);
  ASSERT_THAT(rules, SizeIs(3));
  EXPECT_EQ(rules[2].patients, 20);
  EXPECT_EQ(rules[2].readings, 40);
  const double half = std::sqrt(20.0 / 18.0);
  EXPECT_NEAR(rules[2].of(40.0).lower, 50.0 - half, 1e-9);
  EXPECT_NEAR(rules[2].of(40.0).upper, 50.0 + half, 1e-9);
  EXPECT_NEAR(rules[2].of(95.0).upper, 100.0, 1e-9);  // no EF is above
}

/// Patients of a quality whose readings are a point or two off, times a factor.
void add_patients(
    std::vector<PatientEf>& all,
    int patients,
    std::optional<cardiac::Quality> quality,
    double factor) {
  for (int i = 0; i < patients; ++i) {
    const double clean = 30.0 + 2.0 * i;
    all.push_back({clean, {clean - factor, clean + factor}, quality});
  }
}

TEST(EfIntervals, AreAsWideAsTheImageQualityWants) {
  using enum cardiac::Quality;
  // All have the same EFs, so that only quality tells how far readings are off: 1, 1 and 4 points.
  std::vector<PatientEf> patients;
  add_patients(patients, 20, kGood, 1.0);
  add_patients(patients, 20, kPoor, 4.0);
  add_patients(patients, kLeastOfQuality - 1, kMedium, 1.0);
  const auto rules = ef_interval_rules(patients, kProbabilities);
  ASSERT_THAT(rules, SizeIs(3));
  const auto width = [&](std::optional<cardiac::Quality> quality) {
    const auto interval = rules[0].of(50.0, quality);
    return interval.upper - interval.lower;
  };
  EXPECT_NEAR(width(kPoor) / width(kGood), 4.0, 0.4);
  EXPECT_FALSE(rules[0].of_quality[static_cast<std::size_t>(kMedium)]);  // of too few
  EXPECT_DOUBLE_EQ(width(kMedium), width({}));
  EXPECT_DOUBLE_EQ(rules[0].of(50.0).lower, rules[0].ends.of(50.0).lower);

  add_patients(patients, 1, kMedium, 1.0);
  EXPECT_TRUE(
      ef_interval_rules(patients, kProbabilities)[0].of_quality[static_cast<std::size_t>(kMedium)]);
}

TEST(EfIntervals, CoverEachImageQuality) {
  const auto made_of = [](int patients, std::uint64_t seed, cardiac::Quality quality) {
    const double factor = 1.0 + 0.5 * static_cast<double>(quality);
    auto all = made(patients, 50, seed, [=](double clean, random::Rng& rng) {
      return clean - 3.0 + factor * (7.0 - 0.06 * clean) * rng.normal();
    });
    for (PatientEf& patient : all) patient.quality = quality;
    return all;
  };
  std::vector<PatientEf> patients;
  for (const cardiac::Quality quality : cardiac::kQualities)
    std::ranges::copy(made_of(20, 1, quality), std::back_inserter(patients));
  const auto rules = ef_interval_rules(patients, kProbabilities);
  for (const cardiac::Quality quality : cardiac::kQualities) {
    auto unseen = made_of(400, 2, quality);
    EXPECT_NEAR(ef_coverage(rules, unseen)[2].covered, 0.95, 0.015) << name_of(quality);
    EXPECT_NEAR(ef_coverage(rules, unseen)[0].covered, 0.5, 0.03) << name_of(quality);
    if (quality != cardiac::Quality::kPoor) continue;
    // Without their quality, too few.
    for (PatientEf& patient : unseen) patient.quality.reset();
    EXPECT_LT(ef_coverage(rules, unseen)[2].covered, 0.92);
  }
}

TEST(EfIntervals, NeedPatientsWhoDifferAndReadingsThatErr) {
  EXPECT_THAT(ef_interval_rules(made(9, 50, 1, biased), kProbabilities), IsEmpty());
  EXPECT_THAT(ef_interval_rules(made(20, 1, 1, biased), kProbabilities), IsEmpty());
  EXPECT_THAT(
      ef_interval_rules(std::vector<PatientEf>(20, {50.0, {49.0, 52.0}}), kProbabilities),
      IsEmpty());
  EXPECT_THAT(
      ef_interval_rules(
          made(20, 5, 1, [](double clean, random::Rng&) { return clean; }), kProbabilities),
      IsEmpty());
  // Readings that know nothing of the patient stand for nothing.
  EXPECT_THAT(
      ef_interval_rules(
          made(50, 50, 1, [](double, random::Rng& rng) { return 50.0 + rng.normal(); }),
          kProbabilities),
      IsEmpty());
  EXPECT_THROW(
      (void)ef_interval_rules(made(20, 5, 1, biased), std::array{1.0}), std::invalid_argument);
}

TEST(EfCoverage, CountsEachPatientOnce) {
  const std::vector<EfIntervalRule> rules{
      {.probability = 0.9,
       .ends = {
           .lower_at_0_percent = -2.0,
           .lower_slope = 1.0,
           .upper_at_0_percent = 2.0,
           .upper_slope = 1.0}}};
  const std::vector<PatientEf> patients{
      {50.0, {48.0, 52.0, 53.0, 47.9}}, {40.0, {40.0}}, {30.0, {}}};
  const auto coverage = ef_coverage(rules, patients);
  EXPECT_EQ(coverage[0].patients, 2);
  EXPECT_EQ(coverage[0].readings, 5);
  EXPECT_DOUBLE_EQ(coverage[0].covered, (0.5 + 1.0) / 2.0);
  EXPECT_DOUBLE_EQ(coverage[0].width_pp, 4.0);
  EXPECT_TRUE(coverage[0].ci95);
}

TEST(CrossValidatedCoverage, LearnsFromTheOthers) {
  const auto patients = made(100, 40, 7, biased);
  const auto coverage = cross_validated_coverage(patients, kProbabilities);
  ASSERT_THAT(coverage, SizeIs(3));
  EXPECT_EQ(coverage[2].patients, 100);
  EXPECT_EQ(coverage[2].readings, 4000);
  EXPECT_NEAR(coverage[2].covered, 0.95, 0.02);
  // Every tenth is unlike all others, whose rules do not cover him.
  auto odd = patients;
  for (std::size_t i = 0; i < odd.size(); i += 10) {
    for (double& reading : odd[i].readings_percent) reading += 25.0;
  }
  EXPECT_LT(ef_coverage(ef_interval_rules(patients, kProbabilities), odd)[2].covered, 0.87);
  const auto others = cross_validated_coverage(odd, std::array{0.5});
  EXPECT_LT(others[0].covered, 0.65);
  EXPECT_THAT(cross_validated_coverage(made(10, 40, 7, biased), kProbabilities), IsEmpty());
}

}  // namespace
}  // namespace segnoise::readings

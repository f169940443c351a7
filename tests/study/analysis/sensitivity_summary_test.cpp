#include "study/analysis/sensitivity_summary.h"

#include "study/analysis/paired_comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::analysis {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// A patient with a clean EF, a bias, and probabilities of his categories.
PatientSensitivity patient(
    const std::string& id,
    double ef_percent,
    double bias_pp,
    std::array<double, 3> probability,
    double edv_ml) {
  return {
      .patient = id,
      .quality = cardiac::Quality::kGood,
      .sex = cardiac::Sex::kMale,
      .draws = 10,
      .edv_ml = {.clean = edv_ml, .bias = 0.02 * edv_ml},
      .esv_ml = {.clean = 40.0, .bias = 4.0},
      .ef_percent = {.clean = ef_percent, .bias = bias_pp, .sd = 2.0, .central95 = {30.0, 38.0}},
      .ef_mae_pp = 3.0,
      .within_5_pp = 0.9,
      .category_probability = probability,
      .crossing_40_probability = 0.25,
      .variance = VarianceShares{0.3, 0.6, 0.1},
      .propagated = {-1.0, 2.5},
      .parts = {{.part = "all", .draws = 10, .ef_bias_pp = bias_pp}}};
}

std::vector<PatientSensitivity> three() {
  std::vector<PatientSensitivity> patients{
      patient("patient0001", 39.0, 0.0, {1.0, 0.0, 0.0}, 90.0),
      patient("patient0002", 45.0, -3.0, {0.25, 0.75, 0.0}, 120.0),
      patient("patient0003", 60.0, -6.0, {0.0, 0.5, 0.5}, 150.0)};
  patients[2].sex = cardiac::Sex::kFemale;
  patients[2].quality.reset();
  patients[2].variance.reset();
  patients[2].method = cardiac::VolumeMethod::kSinglePlane4ch;
  patients[2].parts.push_back({.part = "shift", .draws = 4, .ef_bias_pp = 1.0});
  return patients;
}

const StratumSummary& stratum(const SensitivitySummary& summary, const std::string& name) {
  const auto found = std::ranges::find(summary.strata, name, &StratumSummary::name);
  if (found == summary.strata.end()) throw std::out_of_range("no stratum " + name);
  return *found;
}

TEST(SensitivitySummary, HasTheIntervalThatComparisonsHave) {
  auto patients = three();
  const auto more = three();
  patients.insert(patients.end(), more.begin(), more.end());
  const std::vector<double> biases{0.0, -3.0, -6.0, 0.0, -3.0, -6.0};
  const statistics::Interval expected = mean_interval(biases, 7).value();
  const statistics::Interval found = summarised(patients, 7).strata.front().ef_bias_ci95.value();
  EXPECT_EQ(found.lower, expected.lower);
  EXPECT_EQ(found.upper, expected.upper);
}

TEST(SensitivitySummary, TakesMeansOverPatients) {
  const auto summary = summarised(three(), 1);
  const StratumSummary& all = summary.strata.front();
  EXPECT_EQ(all.name, "all");
  EXPECT_EQ(all.patients, 3);
  EXPECT_DOUBLE_EQ(all.ef_bias_pp.mean, -3.0);
  EXPECT_DOUBLE_EQ(all.ef_bias_pp.sd, 3.0);
  EXPECT_FALSE(all.ef_bias_ci95);  // of three patients
  EXPECT_DOUBLE_EQ(all.ef_sd_pp, 2.0);
  EXPECT_DOUBLE_EQ(all.ef_central95_width_pp, 8.0);
  EXPECT_DOUBLE_EQ(all.edv_bias_percent, 2.0);
  EXPECT_DOUBLE_EQ(all.esv_bias_percent, 10.0);
  EXPECT_DOUBLE_EQ(all.other_category_probability, (0.0 + 0.25 + 0.5) / 3.0);
  EXPECT_DOUBLE_EQ(all.variance.value().es, 0.6);  // of the two that have one
  EXPECT_DOUBLE_EQ(all.propagated.sd_pp, 2.5);
  ASSERT_EQ(all.parts.size(), 2U);
  EXPECT_DOUBLE_EQ(all.parts[0].ef_bias_pp, -3.0);
  EXPECT_EQ(all.parts[0].draws, 30);
  EXPECT_DOUBLE_EQ(all.parts[1].ef_bias_pp, 1.0);  // of the one that has it
}

TEST(SensitivitySummary, DividesTheCohort) {
  const auto summary = summarised(three(), 1);
  EXPECT_EQ(stratum(summary, "Good").patients, 2);
  EXPECT_DOUBLE_EQ(stratum(summary, "M").ef_bias_pp.mean, -1.5);
  EXPECT_EQ(stratum(summary, "F").patients, 1);
  EXPECT_FALSE(stratum(summary, "F").ef_bias_ci95);
  EXPECT_FALSE(stratum(summary, "F").variance);
  EXPECT_EQ(stratum(summary, "mildly reduced").patients, 1);
  EXPECT_EQ(stratum(summary, "4ch").patients, 1);
  EXPECT_EQ(stratum(summary, "ase").patients, 2);
  // Thirds of 90, 120, 150 mL end at 110 and 130 mL.
  EXPECT_DOUBLE_EQ(stratum(summary, "small, EDV up to 110.0 mL").ef_bias_pp.mean, 0.0);
  EXPECT_DOUBLE_EQ(stratum(summary, "medium, EDV up to 130.0 mL").ef_bias_pp.mean, -3.0);
  EXPECT_DOUBLE_EQ(stratum(summary, "large, EDV above 130.0 mL").ef_bias_pp.mean, -6.0);
  EXPECT_EQ(std::ranges::count(summary.strata, "Poor", &StratumSummary::name), 0);
  EXPECT_EQ(
      std::ranges::count(
          summarised(std::vector(1, three()[0]), 1).strata, "LV size", &StratumSummary::by),
      0);
}

TEST(SensitivitySummary, ExpectsPatientsInCategories) {
  const auto summary = summarised(three(), 1);
  EXPECT_EQ(summary.reclassification[0], (std::array{1.0, 0.0, 0.0}));
  EXPECT_EQ(summary.reclassification[1], (std::array{0.25, 0.75, 0.0}));
  EXPECT_EQ(summary.reclassification[2], (std::array{0.0, 0.5, 0.5}));
  // Off by one category: 0.75 of 3. Margins 1, 1, 1 and 1.25, 1.25, 0.5; by chance
  // (1·(1.25 + 1.25 + 0.5 + 1.25) + 4·(0.5 + 1.25)) / 3 = 11.25 / 3.
  std::vector<PatientSensitivity> patients;
  for (int i = 0; i < 3; ++i) std::ranges::copy(three(), std::back_inserter(patients));
  EXPECT_FALSE(summarised(patients, 1).kappa);  // of nine patients
  std::ranges::copy(three(), std::back_inserter(patients));
  EXPECT_NEAR(summarised(patients, 1).kappa.value(), 1.0 - 0.75 * 3.0 / 11.25, 1e-12);
}

TEST(SensitivitySummary, CountsFailedDrawsAndWhatOneReadingIsWorth) {
  auto patients = three();
  patients[0].failed = {.negative_ef = 1, .edv = 2};
  patients[1].failed = {.long_axis = 3};
  patients[1].draws_without_ef = 4;
  patients[0].ef_percent.sd = 4.0;
  patients[0].volume_error_correlation = 0.5;
  patients[1].volume_error_correlation = 0.25;
  patients[1].edv_ml.sd = 24.0;
  const auto summary = summarised(patients, 1);
  const StratumSummary& all = summary.strata.front();
  EXPECT_EQ(all.draws, 30 + 6 + 4);
  EXPECT_EQ(all.failed.all(), 6);
  EXPECT_EQ(all.draws_without_ef, 4);
  EXPECT_DOUBLE_EQ(all.reliability.sd_pp, std::sqrt((16.0 + 4.0 + 4.0) / 3.0));
  EXPECT_TRUE(all.reliability.icc);
  EXPECT_FALSE(stratum(summary, "reduced").reliability.icc);
  EXPECT_DOUBLE_EQ(all.volume_error_correlation->mean, 0.375);
  EXPECT_EQ(all.volume_error_correlation->count, 2);
  EXPECT_NEAR(all.edv_sd_fraction, std::sqrt(0.04 / 3.0), 1e-12);
  EXPECT_DOUBLE_EQ(summary.median_ef_percent, 45.0);
  EXPECT_TRUE(summary.ef_intervals.empty());  // of three patients
}

TEST(SensitivitySummary, LearnsWhatASingleReadingStandsFor) {
  std::vector<PatientSensitivity> patients;
  for (int i = 0; i < 30; ++i) {
    patients.push_back(patient("p" + std::to_string(i), 30.0 + i, -5.0, {1.0, 0.0, 0.0}, 90.0));
    for (int draw = 1; draw <= 20; ++draw) {
      patients.back().readings.push_back(
          {.draw = draw, .ef_percent = 30.0 + i - 5.0 + (draw - 10.5) / 5.0});
    }
  }
  const auto summary = summarised(patients, 1);
  ASSERT_EQ(summary.ef_intervals.size(), kEfIntervalProbabilities.size());
  const statistics::Interval interval = summary.ef_intervals.back().of(40.0);
  EXPECT_NEAR(0.5 * (interval.lower + interval.upper), 45.0, 0.1);
  EXPECT_GT(summary.ef_coverage.back().covered, 0.93);
  const std::string text = sensitivity_text(summary, {.draws = 20});
  EXPECT_THAT(text, HasSubstr("what a single reading stands for, with 95 %"));
  EXPECT_THAT(text, HasSubstr("hold the clean EF in "));
}

TEST(SensitivitySummary, LearnsItForEachImageQuality) {
  std::vector<PatientSensitivity> patients;
  for (int i = 0; i < 30; ++i) {
    const bool is_poor = i % 3 == 0;
    PatientSensitivity& one = patients.emplace_back(
        patient("p" + std::to_string(i), 30.0 + i, 0.0, {1.0, 0.0, 0.0}, 90.0));
    one.quality = is_poor ? cardiac::Quality::kPoor : cardiac::Quality::kGood;
    for (int draw = 1; draw <= 20; ++draw) {
      one.readings.push_back(
          {.draw = draw, .ef_percent = 30.0 + i + (is_poor ? 3.0 : 1.0) * (draw - 10.5) / 5.0});
    }
  }
  const auto summary = summarised(patients, 1);
  ASSERT_FALSE(summary.ef_intervals.empty());
  const auto width = [&](cardiac::Quality quality) {
    const statistics::Interval interval = summary.ef_intervals.back().of(45.0, quality);
    return interval.upper - interval.lower;
  };
  EXPECT_NEAR(width(cardiac::Quality::kPoor) / width(cardiac::Quality::kGood), 3.0, 0.1);
  const std::string text = sensitivity_text(summary, {.draws = 20});
  EXPECT_THAT(
      text,
      AllOf(
          HasSubstr("Good images: from"),
          HasSubstr("Poor images: from"),
          Not(HasSubstr("Medium images: from"))));
}

TEST(SensitivitySummary, RefusesAnEmptyCohort) {
  EXPECT_THROW((void)summarised({}, 1), std::invalid_argument);
}

TEST(SensitivityText, ShowsTheNumbersAndTheRule) {
  const std::string text = sensitivity_text(summarised(three(), 1), {.draws = 10});
  EXPECT_THAT(text, HasSubstr("10 draws a label"));
  EXPECT_THAT(text, HasSubstr("all"));
  EXPECT_THAT(text, HasSubstr("image quality: Good"));
  EXPECT_THAT(text, HasSubstr("-3.00"));
  EXPECT_THAT(text, HasSubstr("all, closed form    -1.00   2.50"));
  EXPECT_THAT(text, HasSubstr("30.0 % from ED labels, 60.0 % from ES labels, 10.0 % from both"));
  EXPECT_THAT(text, HasSubstr("0 of 30 draws failed, and are in no mean."));
  EXPECT_THAT(text, HasSubstr("between two readings may be tracing alone"));
  EXPECT_THAT(text, HasSubstr("an EF of 45.0 % is found anywhere from 39.2 to 50.2 %."));
  EXPECT_THAT(text, HasSubstr("no interval around a single reading"));
  EXPECT_THAT(text, HasSubstr("quadratic-weighted kappa: -"));
  EXPECT_THAT(text, HasSubstr("40.4 % is mildly reduced"));
  EXPECT_THAT(text, Not(HasSubstr("nan")));
  EXPECT_THAT(text, Not(HasSubstr("-0.00")));
}

}  // namespace
}  // namespace segnoise::analysis

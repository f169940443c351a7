#include "study/readings/reliability.h"

#include "core/random/rng.h"
#include "core/statistics/agreement.h"
#include "core/statistics/reliability.h"
#include "core/statistics/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace segnoise::readings {
namespace {

using ::testing::HasSubstr;

const std::vector<EfMoments> kMoments{
    {40.0, -2.0, 3.0}, {50.0, -4.0, 1.0}, {60.0, -3.0, 2.0}, {70.0, 1.0, 4.0}};

TEST(MinimalDetectableChange, IsWorkedByHand) {
  EXPECT_NEAR(minimal_detectable_change(5.0), 13.859, 1e-3);
  EXPECT_EQ(minimal_detectable_change(0.0), 0.0);
}

TEST(Reliability, OfReadingsThatDoNotScatterIsThatOfTwoRaters) {
  std::vector<EfMoments> patients = kMoments;
  std::vector<double> clean;
  std::vector<double> readings;
  std::vector<double> ratings;
  for (EfMoments& patient : patients) {
    patient.sd_pp = 0.0;
    clean.push_back(patient.clean_percent);
    readings.push_back(patient.clean_percent + patient.bias_pp);
    ratings.insert(ratings.end(), {clean.back(), readings.back()});
  }
  const Reliability result = reliability(patients).value();
  EXPECT_NEAR(result.icc.value(), statistics::icc_2_1(ratings, 2)->value, 1e-12);
  EXPECT_NEAR(result.r.value(), statistics::pearson(clean, readings)->value, 1e-12);
  const auto limits = statistics::bland_altman(readings, clean).value();
  EXPECT_NEAR(result.bias_pp, limits.bias.value, 1e-12);
  EXPECT_NEAR(result.difference_sd_pp.value(), limits.sd, 1e-12);
  EXPECT_EQ(result.sd_pp, 0.0);
  EXPECT_EQ(result.cv_percent.value(), 0.0);
}

TEST(Reliability, IsThatOfOneReadingEachOnAverage) {
  std::vector<EfMoments> patients;
  for (int i = 0; i < 10; ++i) {
    for (EfMoments patient : kMoments) {
      patient.clean_percent += 0.7 * i;
      patients.push_back(patient);
    }
  }
  std::vector<double> iccs;
  std::vector<double> rs;
  std::vector<double> variances;
  random::Rng rng(1, 2, 3);
  for (int repeat = 0; repeat < 1000; ++repeat) {
    std::vector<double> clean;
    std::vector<double> readings;
    std::vector<double> ratings;
    for (const EfMoments& patient : patients) {
      clean.push_back(patient.clean_percent);
      readings.push_back(patient.clean_percent + patient.bias_pp + patient.sd_pp * rng.normal());
      ratings.insert(ratings.end(), {clean.back(), readings.back()});
    }
    iccs.push_back(statistics::icc_2_1(ratings, 2, {})->value);
    rs.push_back(statistics::pearson(clean, readings)->value);
    variances.push_back(
        std::pow(statistics::bland_altman(readings, clean, {.confidence = {}})->sd, 2.0));
  }
  const Reliability result = reliability(patients).value();
  EXPECT_NEAR(result.icc.value(), statistics::summary(iccs)->mean, 0.002);
  EXPECT_NEAR(result.r.value(), statistics::summary(rs)->mean, 0.002);
  EXPECT_NEAR(
      std::pow(result.difference_sd_pp.value(), 2.0), statistics::summary(variances)->mean, 0.2);
  EXPECT_LT(result.icc.value(), result.r.value());  // bias costs agreement, not correlation
}

TEST(Reliability, PutsVariancesAndNotSdsTogether) {
  const Reliability result = reliability(kMoments).value();
  EXPECT_DOUBLE_EQ(result.sd_pp, std::sqrt((9.0 + 1.0 + 4.0 + 16.0) / 4.0));
  EXPECT_DOUBLE_EQ(result.cv_percent.value(), 100.0 * result.sd_pp / 53.0);
  EXPECT_EQ(result.patients, 4);
}

TEST(Reliability, OfOnePatientHasNoAgreement) {
  EXPECT_FALSE(reliability({}));
  const std::vector<EfMoments> one{{40.0, -2.0, 3.0}};
  const Reliability result = reliability(one).value();
  EXPECT_EQ(result.sd_pp, 3.0);
  EXPECT_FALSE(result.icc);
  EXPECT_FALSE(result.r);
  EXPECT_FALSE(result.difference_sd_pp);
}

TEST(Reliability, OfOneCleanEfHasNoCorrelation) {
  const std::vector<EfMoments> alike{{40.0, 0.0, 0.0}, {40.0, 0.0, 0.0}};
  const Reliability result = reliability(alike).value();
  EXPECT_FALSE(result.r);
  EXPECT_FALSE(result.icc);
}

TEST(DetectableSentence, SaysWhatTracingAloneMayDo) {
  EXPECT_EQ(
      detectable_sentence(reliability(kMoments).value()),
      "A fall or rise of EF by less than 7.6 points between two readings may be tracing alone "
      "(1.96 √2 times the SD of a reading, 2.7 points; n = 4).");
}

TEST(VolumeErrorSentence, IsThePapers) {
  EXPECT_EQ(
      volume_error_sentence(45.0, 0.05, 0.05),
      "With EDV off by 5.0 % and ESV by 5.0 % either way, an EF of 45.0 % is found anywhere from "
      "39.2 to 50.2 %.");
}

}  // namespace
}  // namespace segnoise::readings

#include "study/analysis/comparison_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace segnoise::analysis {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

MeasureComparison measured(const Measure& measure, double mean, double sd) {
  return {
      .measure = std::string(measure.id),
      .mean = PatientMean{
          .over_patients = {.count = 12, .mean = mean, .sd = sd},
          .ci95 = statistics::Interval{mean - 1.0, mean + 1.0}}};
}

ConditionComparison condition(
    const std::string& noise,
    const std::string& severity,
    std::vector<MeasureComparison> measures) {
  ConditionComparison result{.measures = std::move(measures)};
  result.condition = {
      .name = noise + " " + severity,
      .noise = noise,
      .severity = severity,
      .setup = noise::NoiseSetup{}};
  return result;
}

ConditionComparison clean(std::vector<MeasureComparison> measures) {
  return {.measures = std::move(measures)};
}

TEST(SinglePlaneText, CountsPatients) {
  EXPECT_EQ(single_plane_text({}), "");
  EXPECT_EQ(
      single_plane_text({.single_plane_patients = 1}),
      "EF of 1 patient is single-plane, of one view.\n");
  EXPECT_THAT(
      comparison_text({.single_plane_patients = 3}), HasSubstr("EF of 3 patients is single-plane"));
}

TEST(LearnedNothingText, NamesTheConditionAndWhatItReached) {
  auto low = condition("camus", "low", {});
  low.least_validation_dice = 0.034;
  auto high = condition("camus", "high", {});
  high.least_validation_dice = 0.5;
  EXPECT_EQ(
      learned_nothing_text({{clean({}), low, high}}),
      "Learned nothing: camus low, whose best validation Dice is 0.03, below 0.50; its differences "
      "are no effect of labels, and have neither interval nor p.\n");
  EXPECT_THAT(comparison_text({{low}}), HasSubstr("Learned nothing: camus low"));
}

TEST(MeansText, NamesNoTrainingLabelsOfANetworkThatWasGiven) {
  auto given = clean({measured(kDiceEs, 80.0, 4.0)});
  EXPECT_THAT(means_text({{given}}), ::testing::StartsWith("Networks by their training labels: "));
  given.condition.name = plan::kModelCondition;
  EXPECT_THAT(means_text({{given}}), ::testing::StartsWith("The given network: "));
  EXPECT_THAT(comparison_text({{given}}), Not(HasSubstr("training labels")));
}

TEST(MeansText, GivesEachColumnItsOwnNumberOfPatients) {
  auto dice = measured(kDiceEs, 80.0, 4.0);
  auto error = measured(kEfError, 23.5, 0.0);
  error.mean->over_patients.count = 1;
  error.mean->ci95.reset();
  const StudyComparison study{{clean({dice, error})}};
  EXPECT_THAT(means_text(study), HasSubstr("80.0 ± 4.0 [79.0, 81.0]  12"));
  EXPECT_THAT(means_text(study), HasSubstr(" 23.5  1 "));
  EXPECT_THAT(comparison_text(study), HasSubstr("no interval of fewer than 5 patients"));
  EXPECT_THAT(comparison_text({{clean({dice})}}), Not(HasSubstr("fewer than")));
}

TEST(MeansText, IsTable7WithIntervals) {
  const StudyComparison study{
      {clean({measured(kDiceEs, 86.94, 4.25), measured(kHdEd, 6.3, 2.0)}),
       condition("camus", "low", {measured(kDiceEs, 82.1, 5.0)}),
       condition("missing", "", {})}};
  EXPECT_EQ(
      means_text(study),
      "Networks by their training labels: mean ± SD over patients [95 % CI of the mean over "
      "patients, by t below 20 patients, else BCa]\n"
      "labels                   Dice ES %   n  Dice ED %  n  |EF error| p.p.  n              HD ED "
      "mm   n\n"
      "clean      86.9 ± 4.2 [85.9, 87.9]  12          -  -                -  -  6.3 ± 2.0 [5.3, "
      "7.3]  12\n"
      "camus low  82.1 ± 5.0 [81.1, 83.1]  12          -  -                -  -                    "
      " "
      "-   -\n");
  EXPECT_EQ(label_effects_text(study), "");
}

TEST(SignedErrorsText, IsOfEfAndEsv) {
  const StudyComparison study{
      {clean({measured(kSignedEfError, -1.5, 2.0), measured(kSignedEsvError, 8.0, 9.0)})}};
  EXPECT_EQ(
      signed_errors_text(study),
      "Network minus clean labels: mean ± SD over patients [95 % CI of the mean over patients, by "
      "t below 20 patients, else BCa]\n"
      "labels     signed EF error p.p.   n    signed ESV error %   n\n"
      "clean   -1.5 ± 2.0 [-2.5, -0.5]  12  8.0 ± 9.0 [7.0, 9.0]  12\n");
}

TEST(QualitiesText, HasARowForEachConditionAndQuality) {
  auto with_strata = clean({});
  with_strata.strata = {
      {.quality = cardiac::Quality::kGood, .measures = {measured(kEfError, 4.0, 2.0)}},
      {.quality = cardiac::Quality::kPoor, .measures = {measured(kEfError, 12.0, 5.0)}}};
  EXPECT_THAT(
      qualities_text({{with_strata}}),
      HasSubstr(
          "labels  quality  Dice ES %  n  Dice ED %  n          |EF error| p.p.   n  HD ED mm  n\n"
          "clean   Good             -  -          -  -     4.0 ± 2.0 [3.0, 5.0]  12         -  -\n"
          "clean   Poor             -  -          -  -  12.0 ± 5.0 [11.0, 13.0]  12         -  "
          "-\n"));
  EXPECT_EQ(qualities_text({{clean({})}}), "");
}

TEST(DifferencesText, ListsWhatNoisePushesFirst) {
  auto low =
      condition("camus", "low", {measured(kDiceEs, 80.0, 2.0), measured(kSignedEfError, 4.5, 2.0)});
  low.measures[0].difference =
      PairedDifference{.over_patients = {.count = 12, .mean = -1.0}, .seeds = 3};
  low.measures[1].difference = PairedDifference{
      .over_patients = {.count = 11, .mean = -2.44, .sd = 1.0},
      .seeds = 3,
      .mixed = statistics::MixedDifference{.interval = {-3.0, -1.9}, .p = 0.0002},
      .holm_p = 0.0104};
  StudyComparison study{{clean({measured(kSignedEfError, 2.1, 1.0)}), low}};
  study.tests = 6;
  EXPECT_EQ(
      differences_text(study),
      "Differences to clean labels, paired by patient and seed. Interval and p take patients and "
      "seeds for chance, training patients as given (two-way random effects); Holm p is adjusted "
      "for all 6 p of this table.\n"
      "measure               labels     difference [95 % CI]       p  Holm p  patients  seeds\n"
      "signed EF error p.p.  camus low     -2.4 [-3.0, -1.9]  <0.001   0.010        11      3\n"
      "Dice ES %             camus low                  -1.0       -       -        12      3\n");
  EXPECT_EQ(differences_text({{clean({})}}), "");
}

TEST(DifferencesText, SaysWhyFewSeedsHaveNeitherIntervalNorP) {
  auto low = condition("camus", "low", {measured(kEfError, 4.5, 2.0)});
  low.measures[0].difference =
      PairedDifference{.over_patients = {.count = 11, .mean = 2.44, .sd = 1.0}, .seeds = 1};
  EXPECT_EQ(
      differences_text({{clean({measured(kEfError, 2.1, 1.0)}), low}}),
      "Differences to clean labels, paired by patient and seed. Of fewer than 3 seeds they are "
      "descriptive, without interval and p: another seed may change a network by more than "
      "patients "
      "differ.\n"
      "measure          labels     difference  p  Holm p  patients  seeds\n"
      "|EF error| p.p.  camus low         2.4  -       -        11      1\n");
}

TEST(SeveritiesText, HasNoisesBySeveritiesWithCleanOnTop) {
  StudyComparison study{
      {clean({measured(kMeanDice, 90.0, 1.0)}),
       condition("camus", "low", {measured(kMeanDice, 88.0, 1.0)}),
       condition("camus", "high", {measured(kMeanDice, 80.0, 2.5)}),
       condition("dilation", "high", {measured(kMeanDice, 70.0, 3.0)})}};
  const std::string table =
      "Mean Dice of ED and ES in %, by noise and severity: mean ± SD over patients\n"
      "noise            low        high\n"
      "clean     90.0 ± 1.0  90.0 ± 1.0\n"
      "camus     88.0 ± 1.0  80.0 ± 2.5\n"
      "dilation           -  70.0 ± 3.0\n";
  EXPECT_EQ(severities_text(study), table);

  // Neither labels that are noisy in part, nor smaller training sets.
  auto half = condition("camus", "medium", {measured(kMeanDice, 1.0, 1.0)});
  half.condition.noisy_fraction = 0.5;
  auto few = condition("erosion", "low", {measured(kMeanDice, 2.0, 1.0)});
  few.condition.training_patients = 20;
  study.conditions.push_back(half);
  study.conditions.push_back(few);
  study.conditions.insert(study.conditions.begin(), few);
  EXPECT_EQ(severities_text(study), table);

  // The largest number, where none has all.
  for (ConditionComparison& each : study.conditions) {
    if (!each.condition.training_patients) each.condition.training_patients = 50;
  }
  EXPECT_EQ(severities_text(study), table);
}

TEST(SeveritiesText, NeedsTwoNoisesAndASeverity) {
  const std::vector dice{measured(kMeanDice, 90.0, 1.0)};
  EXPECT_EQ(severities_text({{condition("camus", "low", dice)}}), "");
  EXPECT_EQ(severities_text({{condition("a", "", dice), condition("b", "", dice)}}), "");
  EXPECT_THAT(
      severities_text({{condition("a", "", dice), condition("b", "low", dice)}}),
      HasSubstr("one severity"));
}

TEST(LabelEffectsText, HasARowPerCondition) {
  const StudyComparison study{
      {clean({}),
       condition(
           "camus", "low", {measured(kEfBias, -2.0, 3.0), measured(kCrossing40, 1.125, 0.5)})}};
  EXPECT_EQ(
      label_effects_text(study),
      "EF of noisy labels against that of clean ones: mean ± SD over patients [95 % CI of the mean "
      "over patients, by t below 20 patients, else BCa]\n"
      "labels                EF bias p.p.   n  EF SD p.p.  n  95 % width p.p.  n  EF MAE p.p.  n\n"
      "camus low  -2.0 ± 3.0 [-3.0, -1.0]  12           -  -                -  -            -  -\n"
      "\n"
      "Probabilities of another EF category: mean ± SD over patients [95 % CI of the mean over "
      "patients, by t below 20 patients, else BCa]\n"
      "labels     other category  n              crosses 40 %   n  crosses 50 %  n\n"
      "camus low               -  -  1.12 ± 0.50 [0.12, 2.12]  12             -  -\n");
  EXPECT_EQ(means_text(study), "");
}

TEST(EfAgreementText, GivesValuesWithIntervals) {
  auto low = condition("camus", "low", {});
  low.ef = EfAgreement{
      .patients = 12,
      .seeds = 3,
      .bias_pp = statistics::Estimate{-2.34, statistics::Interval{-3.0, -1.0}},
      .lin_ccc = statistics::Estimate{0.805},
      .within_5_pp = statistics::Estimate{0.625, statistics::Interval{0.5, 0.75}},
      .kappa = statistics::Estimate{0.9, statistics::Interval{0.8, 1.0}},
      .reclassification = {{1.0, 0.0, 0.0}, {0.0, 0.5, 0.5}, {0.0, 0.0, 10.0}}};
  const StudyComparison study{{clean({}), low}};
  const std::string text = ef_agreement_text(study);
  EXPECT_THAT(text, HasSubstr("\ncamus low  -2.3 [-3.0, -1.0]"));
  EXPECT_THAT(text, HasSubstr("0.81         -  62 [50, 75]"));
  EXPECT_THAT(text, Not(HasSubstr("\nclean ")));
  EXPECT_THAT(
      reclassification_text(study),
      HasSubstr("camus low, quadratic-weighted kappa 0.90 [0.80, 1.00]\n"
                "reference \\ predicted  reduced  mildly reduced  preserved\n"
                "reduced                    1.0             0.0        0.0\n"
                "mildly reduced             0.0             0.5        0.5\n"
                "preserved                  0.0             0.0       10.0\n"));
  EXPECT_EQ(ef_agreement_text({}), "");
  EXPECT_EQ(reclassification_text({}), "");
}

TEST(ComparisonText, HasTheTablesThatThereAre) {
  const StudyComparison study{{clean({measured(kEfError, 2.0, 1.0)})}};
  EXPECT_EQ(comparison_text(study), means_text(study));
  EXPECT_EQ(comparison_text({}), "");
  const StudyComparison both{{clean({measured(kEfError, 2.0, 1.0), measured(kEfBias, 2.0, 1.0)})}};
  EXPECT_EQ(comparison_text(both), means_text(both) + '\n' + label_effects_text(both));
}

}  // namespace
}  // namespace segnoise::analysis

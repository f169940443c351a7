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
    std::string noise, std::string severity, std::vector<MeasureComparison> measures) {
  ConditionComparison result{.measures = std::move(measures)};
  result.condition = {
      .name = noise + " " + severity,
      .noise = std::move(noise),
      .severity = std::move(severity),
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
      "are no effect of labels and have no p value.\n");
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
      "Networks by their training labels: mean ± SD over patients [95 % CI of the mean]\n"
      "labels                   Dice ES %   n  Dice ED %  n  EF error p.p.  n              HD ED "
      "mm   n\n"
      "clean      86.9 ± 4.2 [85.9, 87.9]  12          -  -              -  -  6.3 ± 2.0 [5.3, "
      "7.3]  12\n"
      "camus low  82.1 ± 5.0 [81.1, 83.1]  12          -  -              -  -                     "
      "-   -\n");
  EXPECT_EQ(label_effects_text(study), "");
}

TEST(DifferencesText, GivesIntervalsAndHolm) {
  auto low = condition("camus", "low", {measured(kEfError, 4.5, 2.0)});
  low.measures[0].difference = PairedDifference{
      .over_patients = {.count = 11, .mean = 2.44, .sd = 1.0},
      .ci95 = statistics::Interval{1.9, 3.0},
      .holm_p = 0.0004};
  auto same = condition("none", "low", {measured(kEfError, 4.5, 2.0)});
  same.measures[0].difference = PairedDifference{.over_patients = {.count = 1}};
  const StudyComparison study{{clean({measured(kEfError, 2.1, 1.0)}), low, same}};
  EXPECT_EQ(
      differences_text(study),
      "Difference to clean labels, paired by patient: mean [95 % CI], p by Wilcoxon and Holm\n"
      "labels     Dice ES %  p  n  Dice ED %  p  n   EF error p.p.       p   n  HD ED mm  p  n\n"
      "camus low          -  -  -          -  -  -  2.4 [1.9, 3.0]  <0.001  11         -  -  -\n"
      "none low           -  -  -          -  -  -             0.0       -   1         -  -  -\n");
  EXPECT_EQ(differences_text({{clean({})}}), "");
}

TEST(DifferencesText, SaysWhyOneSeedHasNeitherIntervalNorP) {
  auto low = condition("camus", "low", {measured(kEfError, 4.5, 2.0)});
  low.measures[0].difference = PairedDifference{
      .over_patients = {.count = 11, .mean = 2.44, .sd = 1.0}, .seeds = 1, .is_descriptive = true};
  EXPECT_EQ(
      differences_text({{clean({measured(kEfError, 2.1, 1.0)}), low}}),
      "Difference to clean labels, paired by patient: mean. One seed: descriptive, without "
      "interval "
      "and p,\nas another seed may change it by more than patients differ\n"
      "labels     Dice ES %  p  n  Dice ED %  p  n  EF error p.p.  p   n  HD ED mm  p  n\n"
      "camus low          -  -  -          -  -  -            2.4  -  11         -  -  -\n");
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
      "EF of noisy labels against that of clean ones: mean ± SD over patients [95 % CI of the "
      "mean]\n"
      "labels                EF bias p.p.   n  EF SD p.p.  n  95 % width p.p.  n  EF MAE p.p.  n\n"
      "camus low  -2.0 ± 3.0 [-3.0, -1.0]  12           -  -                -  -            -  -\n"
      "\n"
      "Probabilities of another EF category: mean ± SD over patients [95 % CI of the mean]\n"
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

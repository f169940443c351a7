#include "study/analysis/comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace segnoise::analysis {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

plan::Condition noisy(const std::string& name, std::optional<int> training_patients = {}) {
  return {
      .name = name,
      .noise = name,
      .setup = noise::NoiseSetup{},
      .training_patients = training_patients};
}

struct Network {
  std::uint64_t seed = 1;
  int fold = 1;
};

/// The rows of a study, written down one after the other.
class Rows {
 public:
  void add(
      const std::string& condition,
      const std::string& patient,
      const std::string& measure,
      double value,
      const Network& network = {}) {
    rows_.push_back(
        {.cell =
             condition + "/" + std::to_string(network.seed) + "/" + std::to_string(network.fold),
         .condition = condition,
         .seed = network.seed,
         .fold = network.fold,
         .patient = patient,
         .measure = measure,
         .value = value});
  }

  /// Patients "p1", "p2" ... with a value each.
  void add_all(
      const std::string& condition,
      const std::string& measure,
      const std::vector<double>& values,
      const Network& network = {}) {
    int patient = 0;
    for (const double value : values) {
      add(condition, "p" + std::to_string(++patient), measure, value, network);
    }
  }

  [[nodiscard]] StudyComparison compared(const std::vector<plan::Condition>& conditions) const {
    return analysis::compared(rows_, conditions, 1);
  }

  [[nodiscard]] std::vector<Measurement>& rows() { return rows_; }

 private:
  std::vector<Measurement> rows_;
};

const plan::Condition kClean{};

/// EF errors of five patients under clean labels and two kinds of noise, the same for every seed.
Rows ef_errors(int seeds = 3) {
  Rows rows;
  for (int i = 1; i <= seeds; ++i) {
    const Network network{.seed = static_cast<std::uint64_t>(i)};
    rows.add_all("clean", "ef_error_pp", {10.0, 10.0, 10.0, 10.0, 10.0}, network);
    rows.add_all("a", "ef_error_pp", {11.0, 12.0, 13.0, 14.0, 15.0}, network);
    rows.add_all("b", "ef_error_pp", {11.0, 8.0, 13.0, 14.0, 15.0}, network);
  }
  return rows;
}

/// All that a comparison says of one measure.
std::vector<double> numbers_of(const StudyComparison& comparison, const Measure& measure) {
  std::vector<double> numbers;
  for (const ConditionComparison& condition : comparison.conditions) {
    const MeasureComparison* found = condition.find(measure);
    if (found == nullptr || !found->mean) continue;
    numbers.insert(
        numbers.end(),
        {found->mean->over_patients.mean,
         found->mean->over_patients.sd,
         found->mean->ci95->lower,
         found->mean->ci95->upper});
    if (!found->difference) continue;
    numbers.insert(
        numbers.end(),
        {found->difference->over_patients.mean,
         found->difference->mixed->interval.lower,
         found->difference->mixed->interval.upper,
         found->difference->holm_p.value()});
  }
  return numbers;
}

TEST(Compared, GivesNoPWhereANetworkLearnedNothing) {
  const std::vector<plan::Condition> conditions{kClean, noisy("a"), noisy("b")};
  const auto curve = [](const std::string& name, std::uint64_t seed, double best) {
    return plan::TrainingCurve{
        .condition = name, .seed = seed, .epochs = {{1, 0.9, 0.0}, {2, 0.5, best}, {3, 0.4, 0.1}}};
  };
  const auto rows = ef_errors().rows();
  const auto found = compared(
      rows,
      conditions,
      1,
      std::vector{
          curve("clean", 1, 0.9), curve("a", 1, 0.9), curve("a", 2, 0.49), curve("b", 1, 0.5)});
  EXPECT_DOUBLE_EQ(found.conditions[1].least_validation_dice.value(), 0.49);
  EXPECT_TRUE(found.conditions[1].learned_nothing());
  EXPECT_FALSE(found.conditions[0].learned_nothing() || found.conditions[2].learned_nothing());
  const auto& a = *found.conditions[1].find(kEfError)->difference;
  EXPECT_FALSE(a.holm_p || a.mixed);
  EXPECT_DOUBLE_EQ(a.over_patients.mean, 3.0);
  // The other is the only test that is left: no factor 2.
  const auto& b = *found.conditions[2].find(kEfError)->difference;
  EXPECT_EQ(b.holm_p.value(), b.mixed.value().p);
  EXPECT_EQ(found.tests, 1);

  // Where the reference learned nothing, nothing has a p value; without validation all have.
  const auto without = compared(rows, conditions, 1, std::vector{curve("clean", 1, 0.2)});
  EXPECT_FALSE(without.conditions[2].find(kEfError)->difference->holm_p);
  EXPECT_TRUE(compared(rows, conditions, 1).conditions[2].find(kEfError)->difference->holm_p);
}

TEST(Compared, OnlyDescribesDifferencesOfFewerThanThreeSeeds) {
  const std::vector<plan::Condition> conditions{kClean, noisy("a"), noisy("b")};
  const StudyComparison two = ef_errors(2).compared(conditions);
  const PairedDifference& descriptive = *two.conditions[1].find(kEfError)->difference;
  EXPECT_TRUE(two.is_descriptive() && descriptive.is_descriptive());
  EXPECT_EQ(descriptive.seeds, 2);
  EXPECT_DOUBLE_EQ(descriptive.over_patients.mean, 3.0);
  EXPECT_FALSE(descriptive.mixed || descriptive.holm_p);
  EXPECT_EQ(two.tests, 0);
  EXPECT_TRUE(two.conditions[1].find(kEfError)->mean->ci95);  // of patients, and said to be

  const StudyComparison three = ef_errors(3).compared(conditions);
  const PairedDifference& tested = *three.conditions[1].find(kEfError)->difference;
  EXPECT_FALSE(three.is_descriptive() || tested.is_descriptive());
  EXPECT_TRUE(tested.mixed && tested.holm_p);
}

TEST(Compared, AdjustsForAllConditionsAndAllTestedMeasures) {
  Rows rows = ef_errors();
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    rows.add_all("clean", "dice_es_percent", {90.0, 91.0, 92.0, 93.0, 94.0}, {.seed = seed});
    rows.add_all("a", "dice_es_percent", {80.0, 91.0, 90.0, 99.0, 90.0}, {.seed = seed});
    rows.add_all("clean", "hd_es_mm", {4.0, 5.0, 6.0, 5.0, 4.0}, {.seed = seed});
    rows.add_all("a", "hd_es_mm", {5.0, 6.0, 7.5, 6.0, 5.0}, {.seed = seed});
  }
  const auto found = rows.compared({kClean, noisy("a"), noisy("b")});
  EXPECT_EQ(found.tests, 3);  // HD at ES is in no table of differences
  const auto& strongest = *found.conditions[1].find(kEfError)->difference;
  EXPECT_DOUBLE_EQ(*strongest.holm_p, 3.0 * strongest.mixed->p);
  const auto& dice = *found.conditions[1].find(kDiceEs)->difference;
  EXPECT_EQ(*dice.holm_p, dice.mixed->p);  // the weakest
  EXPECT_TRUE(found.conditions[1].find(kHdEs)->difference->mixed);
  EXPECT_FALSE(found.conditions[1].find(kHdEs)->difference->holm_p);
}

TEST(Compared, DividesPatientsByImageQuality) {
  Rows rows;
  for (const std::uint64_t seed : {1U, 2U}) {
    rows.add_all("clean", "ef_error_pp", {2.0, 4.0, 10.0, 20.0, 7.0}, {.seed = seed});
    rows.add_all("clean", "image_quality", {0.0, 0.0, 2.0, 2.0}, {.seed = seed});  // p5 states none
  }
  const auto strata = rows.compared({kClean, noisy("a")}).conditions[0].strata;
  ASSERT_EQ(strata.size(), 2U);
  EXPECT_EQ(strata[0].quality, cardiac::Quality::kGood);
  EXPECT_EQ(strata[0].find(kEfError)->mean->over_patients.mean, 3.0);
  EXPECT_EQ(strata[0].find(kDiceEs), nullptr);
  EXPECT_EQ(strata[1].quality, cardiac::Quality::kPoor);
  EXPECT_EQ(strata[1].find(kEfError)->mean->over_patients.count, 2);
  EXPECT_EQ(strata[1].find(kEfError)->mean->over_patients.mean, 15.0);
}

TEST(Compared, GivesNoIntervalOfFewerThanFivePatients) {
  Rows rows;
  rows.add_all("clean", "ef_error_pp", {10.0, 12.0, 10.0, 11.0});
  rows.add_all("clean", "hd_ed_mm", {10.0, 12.0, 10.0, 11.0, 13.0});
  const auto found = rows.compared({kClean});
  EXPECT_EQ(found.conditions[0].find(kEfError)->mean->over_patients.count, 4);
  EXPECT_FALSE(found.conditions[0].find(kEfError)->mean->ci95);
  EXPECT_TRUE(found.conditions[0].find(kHdEd)->mean->ci95);
}

TEST(Compared, GivesTheMeanErrorOfEfOneInterval) {
  // As a measure of its own and as a measure of agreement it is the same number.
  Rows rows;
  const std::vector<double> errors{1, -2, 3, 1, 0, 4, -2, 5, 2, 7, -1, 2};
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const std::string patient = "p" + std::to_string(10 + i);
    const double truth = 50.0 + static_cast<double>(i);
    rows.add("clean", patient, "reference_ef_percent", truth);
    rows.add("clean", patient, "ef_percent", truth + errors[i]);
    rows.add("clean", patient, "ef_error_pp", std::abs(errors[i]));
  }
  const auto found = rows.compared({kClean}).conditions[0];
  const PatientMean& mean = *found.find(kEfError)->mean;
  EXPECT_DOUBLE_EQ(found.ef->mae_pp->value, mean.over_patients.mean);
  EXPECT_DOUBLE_EQ(found.ef->mae_pp->interval->lower, mean.ci95->lower);
  EXPECT_DOUBLE_EQ(found.ef->mae_pp->interval->upper, mean.ci95->upper);
}

TEST(Compared, CountsPatientsOfOneViewOnce) {
  Rows rows;
  rows.add_all("clean", "ef_views", {2.0, 1.0, 1.0, 2.0});
  rows.add_all("a", "ef_views", {2.0, 1.0, 1.0, 2.0});
  EXPECT_EQ(rows.compared({kClean, noisy("a")}).single_plane_patients, 2);
  EXPECT_EQ(ef_errors().compared({kClean}).single_plane_patients, 0);
}

TEST(Compared, WorksOutTheTestAndHolmByHand) {
  // The seeds agree, so that these are t tests of five patients: t² = 3² · 5 / 2.5 for a, with the
  // two tails 1 - c (3 - c²) / 2, c² = t² / (t² + 4).
  const auto found = ef_errors().compared({kClean, noisy("a"), noisy("b")});
  ASSERT_EQ(found.conditions.size(), 3U);
  const MeasureComparison* clean = found.conditions[0].find(kEfError);
  EXPECT_EQ(clean->mean->over_patients.mean, 10.0);
  EXPECT_FALSE(clean->difference);
  const auto& a = *found.conditions[1].find(kEfError)->difference;
  EXPECT_DOUBLE_EQ(a.over_patients.mean, 3.0);
  const double c = std::sqrt(18.0 / 22.0);
  EXPECT_NEAR(a.mixed->p, 1.0 - 0.5 * c * (3.0 - c * c), 1e-12);
  EXPECT_DOUBLE_EQ(*a.holm_p, 2.0 * a.mixed->p);
  const auto& b = *found.conditions[2].find(kEfError)->difference;
  EXPECT_DOUBLE_EQ(b.over_patients.mean, 2.2);
  EXPECT_EQ(*b.holm_p, b.mixed->p);
  EXPECT_EQ(found.conditions[2].reference, "clean");
}

TEST(Compared, CountsEachPatientOnce) {
  Rows rows;
  rows.add("clean", "p1", "hd_ed_mm", 4.0, {.seed = 1});
  rows.add("clean", "p1", "hd_ed_mm", 8.0, {.seed = 2});
  rows.add("clean", "p2", "hd_ed_mm", 10.0, {.seed = 2});
  const auto found = rows.compared({kClean});
  EXPECT_EQ(found.conditions[0].patients, 2);
  EXPECT_EQ(found.conditions[0].find(kHdEd)->mean->over_patients.mean, 8.0);
}

TEST(Compared, TakesTheMeanDiceOfBothInstants) {
  Rows rows;
  rows.add("clean", "p1", "dice_ed_percent", 90.0);
  rows.add("clean", "p1", "dice_es_percent", 80.0);
  rows.add("clean", "p2", "dice_ed_percent", 70.0);  // no ES
  const auto found = rows.compared({kClean});
  EXPECT_EQ(found.conditions[0].find(kMeanDice)->mean->over_patients.count, 1);
  EXPECT_EQ(found.conditions[0].find(kMeanDice)->mean->over_patients.mean, 85.0);
  EXPECT_EQ(found.conditions[0].find(kDiceEd)->mean->over_patients.count, 2);
}

TEST(Compared, DoesNotDependOnTheOrderOfRows) {
  Rows rows = ef_errors();
  for (const Network network : {Network{.seed = 4}, Network{.seed = 4, .fold = 2}}) {
    rows.add_all("a", "ef_error_pp", {1.1, 2.3, 3.7, 1.3, 0.1}, network);
    rows.add_all("clean", "ef_error_pp", {0.7, 0.9, 2.9, 1.7, 0.3}, network);
  }
  const std::vector<plan::Condition> conditions{kClean, noisy("a"), noisy("b")};
  const auto before = rows.compared(conditions);
  std::ranges::reverse(rows.rows());
  std::rotate(rows.rows().begin(), rows.rows().begin() + 7, rows.rows().end());
  const auto after = rows.compared(conditions);
  EXPECT_EQ(numbers_of(before, kEfError), numbers_of(after, kEfError));
  EXPECT_EQ(before.conditions[1].cells, after.conditions[1].cells);
}

TEST(Compared, OfMoreIdenticalSeedsIsThatOfThree) {
  Rows rows = ef_errors();
  const std::vector<plan::Condition> conditions{kClean, noisy("a"), noisy("b")};
  const auto three = numbers_of(rows.compared(conditions), kEfError);
  EXPECT_EQ(numbers_of(ef_errors(7).compared(conditions), kEfError), three);
}

TEST(Compared, OfAConditionLikeCleanHasNoTestAndTakesNoneFromOthers) {
  Rows rows = ef_errors();
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    rows.add_all("same", "ef_error_pp", {10.0, 10.0, 10.0, 10.0, 10.0}, {.seed = seed});
  }
  const auto found = rows.compared({kClean, noisy("a"), noisy("b"), noisy("same")});
  const auto& same = *found.conditions[3].find(kEfError)->difference;
  EXPECT_EQ(same.over_patients.mean, 0.0);
  EXPECT_FALSE(same.mixed || same.holm_p);
  EXPECT_EQ(found.tests, 2);
}

TEST(Compared, PairsOnlyPatientsOfBothConditions) {
  Rows rows;
  rows.add_all("clean", "ef_error_pp", {1.0, 2.0, 3.0});
  rows.add_all("a", "ef_error_pp", {2.0, 4.0});
  const auto found = rows.compared({kClean, noisy("a")});
  EXPECT_EQ(found.conditions[1].find(kEfError)->difference->over_patients.count, 2);
  EXPECT_EQ(found.conditions[1].find(kEfError)->difference->over_patients.mean, 1.5);
}

TEST(Compared, GivesEachConditionTheCleanOneOfItsSize) {
  const std::vector<plan::Condition> conditions{
      {.name = "model"},
      {.name = "clean"},
      {.name = "clean, 20 patients", .training_patients = 20},
      noisy("a"),
      noisy("a, 20 patients", 20),
      noisy("a, 50 patients", 50)};
  EXPECT_EQ(reference_of(conditions[0], conditions), 1U);  // a network from elsewhere is compared
  EXPECT_FALSE(reference_of(conditions[1], conditions));
  EXPECT_FALSE(reference_of(conditions[2], conditions));
  EXPECT_EQ(reference_of(conditions[3], conditions), 1U);
  EXPECT_EQ(reference_of(conditions[4], conditions), 2U);
  EXPECT_FALSE(reference_of(conditions[5], conditions));
}

TEST(Compared, WithoutCleanLabelsHasMeansAlone) {
  const auto found = ef_errors().compared({noisy("a"), noisy("b")});
  EXPECT_EQ(found.conditions[0].find(kEfError)->mean->over_patients.mean, 13.0);
  EXPECT_FALSE(found.conditions[0].find(kEfError)->difference);
  EXPECT_FALSE(found.conditions[0].reference);
}

TEST(Compared, KeepsAConditionWithoutMeasurements) {
  const auto found = ef_errors().compared({kClean, noisy("a"), noisy("missing")});
  const ConditionComparison& missing = found.conditions[2];
  EXPECT_EQ(missing.patients, 0);
  EXPECT_THAT(missing.cells, IsEmpty());
  EXPECT_FALSE(missing.find(kEfError)->mean);
  EXPECT_FALSE(missing.find(kEfError)->difference);
  EXPECT_FALSE(missing.ef);
  EXPECT_EQ(found.tests, 1);
  EXPECT_TRUE(Rows().compared({kClean}).conditions[0].measures.empty());
  EXPECT_TRUE(Rows().compared({}).conditions.empty());
}

TEST(Compared, OfOnePatientHasNoIntervals) {
  Rows rows;
  rows.add("clean", "p1", "ef_error_pp", 2.0);
  rows.add("a", "p1", "ef_error_pp", 5.0);
  const auto found = rows.compared({kClean, noisy("a")});
  const MeasureComparison& a = *found.conditions[1].find(kEfError);
  EXPECT_FALSE(a.mean->ci95);
  EXPECT_EQ(a.difference->over_patients.mean, 3.0);
  EXPECT_FALSE(a.difference->mixed);
}

TEST(Compared, NamesTheCellsThatNumbersCameFrom) {
  Rows rows;
  rows.add("clean", "p1", "ef_error_pp", 2.0, {.seed = 2, .fold = 1});
  rows.add("clean", "p1", "hd_ed_mm", 2.0, {.seed = 1, .fold = 2});
  rows.add("clean", "p2", "hd_ed_mm", 2.0, {.seed = 1, .fold = 2});
  rows.add("clean", "p1", "iou", 2.0, {.seed = 9});  // in no table
  EXPECT_THAT(rows.compared({kClean}).conditions[0].cells, ElementsAre("clean/1/2", "clean/2/1"));
}

TEST(Compared, AgreesAboutEfWithTheCleanLabels) {
  Rows rows;
  rows.add_all("clean", "ef_percent", {30, 46, 60, 30, 46, 60, 30, 46, 60, 30, 46, 60});
  rows.add_all("clean", "reference_ef_percent", {31, 45, 58, 31, 45, 58, 31, 45, 58, 31, 45, 58});
  const auto found = rows.compared({kClean});
  EXPECT_NEAR(found.conditions[0].ef->bias_pp->value, 2.0 / 3.0, 1e-12);
  EXPECT_EQ(found.conditions[0].ef->kappa->value, 1.0);
}

TEST(Compared, TakesTheMeasuresOfLabelsWithoutANetwork) {
  Rows rows;
  rows.add_all("a", "ef_bias_pp", {-2.0, -4.0});
  rows.add_all("a", "crossing_40_probability", {0.0, 0.5});
  const auto found = rows.compared({noisy("a")});
  EXPECT_EQ(found.conditions[0].find(kEfBias)->mean->over_patients.mean, -3.0);
  EXPECT_EQ(found.conditions[0].find(kCrossing40)->mean->over_patients.mean, 0.25);
  EXPECT_TRUE(found.has(kEfBias));
  EXPECT_FALSE(found.has(kEfError));
}

TEST(Compared, RefusesTwoConditionsOfOneName) {
  EXPECT_THROW((void)ef_errors().compared({kClean, kClean}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::analysis

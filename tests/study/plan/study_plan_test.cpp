#include "study/plan/study_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::plan {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> names(const std::vector<Condition>& conditions) {
  std::vector<std::string> result;
  for (const Condition& condition : conditions) result.push_back(condition.name);
  return result;
}

const GradedNoise kCamus{.name = "camus", .severities = {{.name = "low"}, {.name = "high"}}};
const GradedNoise kOwn{.name = "mine", .severities = {{.name = ""}}};

TEST(ConditionsOf, PutsCleanLabelsFirstAndTellsAllOthersApart) {
  EXPECT_THAT(
      names(conditions_of({.noise = {kCamus, kOwn}})),
      ElementsAre("clean", "camus low", "camus high", "mine"));
  EXPECT_THAT(
      names(conditions_of(
          {.noise = {kOwn}, .noisy_fractions = {0.125, 1.0}, .training_patients = {20, {}}})),
      ElementsAre("clean n=20", "mine 12.5% n=20", "mine n=20", "clean", "mine 12.5%", "mine"));
}

TEST(ConditionsOf, GivesEachConditionItsSetupAndCleanOnesNone) {
  const auto conditions = conditions_of({.noise = {kCamus}, .training_patients = {7}});
  EXPECT_TRUE(conditions[0].is_clean());
  EXPECT_FALSE(conditions[1].is_clean());
  EXPECT_EQ(conditions[0].training_patients, 7);
  EXPECT_EQ(conditions[2].noise, "camus");
  EXPECT_EQ(conditions[2].severity, "high");
}

TEST(CellsOf, GoesSeedBySeedSoThatAnUnfinishedStudyCanBeCompared) {
  StudyPlan plan{.conditions = conditions_of({.noise = {kOwn}}), .seeds = {5, 9}, .folds = 2};
  const auto cells = cells_of(plan);
  ASSERT_EQ(cells.size(), 8U);
  const auto is = [&](std::size_t i, const char* condition, std::uint64_t seed, int fold) {
    return cells[i].condition.name == condition && cells[i].seed == seed && cells[i].fold == fold;
  };
  EXPECT_TRUE(is(0, "clean", 5, 1) && is(1, "mine", 5, 1) && is(2, "clean", 5, 2));
  EXPECT_TRUE(is(4, "clean", 9, 1) && is(7, "mine", 9, 2));
  EXPECT_EQ(plan.split_seed(), 5U);
}

}  // namespace
}  // namespace segnoise::plan

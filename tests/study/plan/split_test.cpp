#include "study/plan/split.h"

#include "support/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::plan {
namespace {

using ::testing::ElementsAreArray;
using testing::patient_ids;
using ::testing::SizeIs;

TEST(SeededSplit, GivesSeventyTenAndTwentyPercentEachPatientOnce) {
  const cardiac::Split split = seeded_split(patient_ids(50), 1);
  EXPECT_THAT(split.training, SizeIs(35));
  EXPECT_THAT(split.validation, SizeIs(5));
  EXPECT_THAT(split.testing, SizeIs(10));
  std::vector<std::string> all = split.training;
  all.insert(all.end(), split.validation.begin(), split.validation.end());
  all.insert(all.end(), split.testing.begin(), split.testing.end());
  std::ranges::sort(all);
  EXPECT_THAT(all, ElementsAreArray(patient_ids(50)));
}

TEST(SeededSplit, DependsOnTheSeedButNotOnTheOrderOfTheIds) {
  std::vector<std::string> reversed = patient_ids(30);
  std::ranges::reverse(reversed);
  EXPECT_EQ(seeded_split(patient_ids(30), 7).testing, seeded_split(reversed, 7).testing);
  EXPECT_NE(seeded_split(patient_ids(30), 7).testing, seeded_split(patient_ids(30), 8).testing);
}

TEST(SeededSplit, LeavesNoPartEmptyDownToThreePatients) {
  const cardiac::Split split = seeded_split(patient_ids(3), 1);
  EXPECT_THAT(split.training, SizeIs(1));
  EXPECT_THAT(split.validation, SizeIs(1));
  EXPECT_THAT(split.testing, SizeIs(1));
  EXPECT_THROW((void)seeded_split(patient_ids(2), 1), std::invalid_argument);
}

TEST(FoldSplit, TestsEachPatientOnceAndTrainsOnTheRest) {
  std::vector<std::string> tested;
  for (int fold = 1; fold <= 3; ++fold) {
    const cardiac::Split split = fold_split(patient_ids(20), 5, fold, 3);
    EXPECT_EQ(split.testing.size(), fold == 1 ? 6 : 7);
    EXPECT_THAT(split.validation, SizeIs(2));
    std::vector<std::string> all = split.training;
    all.insert(all.end(), split.validation.begin(), split.validation.end());
    all.insert(all.end(), split.testing.begin(), split.testing.end());
    std::ranges::sort(all);
    EXPECT_THAT(all, ElementsAreArray(patient_ids(20)));
    tested.insert(tested.end(), split.testing.begin(), split.testing.end());
  }
  std::ranges::sort(tested);
  EXPECT_THAT(tested, ElementsAreArray(patient_ids(20)));
}

TEST(FoldSplit, LeavesSomebodyToTrainOnAndRefusesFoldsThatAreNone) {
  for (int fold = 1; fold <= 2; ++fold) {
    EXPECT_THAT(fold_split(patient_ids(3), 1, fold, 2).training, SizeIs(1));
  }
  EXPECT_THROW((void)fold_split(patient_ids(3), 1, 1, 4), std::invalid_argument);
  EXPECT_THROW((void)fold_split(patient_ids(9), 1, 1, 1), std::invalid_argument);
  EXPECT_THROW((void)fold_split(patient_ids(9), 1, 0, 3), std::invalid_argument);
  EXPECT_THROW((void)fold_split(patient_ids(9), 1, 4, 3), std::invalid_argument);
}

TEST(Divided, PutsEachPatientWhereTheSplitHasHimAndLeavesOutTheOthers) {
  std::vector<cardiac::Patient> patients;
  for (const char* id : {"a", "b", "c", "d", "e"}) patients.push_back({.id = id});
  const Cohort cohort = divided(
      std::move(patients),
      {.training = {"d", "b", "absent"}, .validation = {"e"}, .testing = {"a"}});
  ASSERT_THAT(cohort.training, SizeIs(2));
  EXPECT_EQ(cohort.training[0].id, "b");
  EXPECT_EQ(cohort.training[1].id, "d");
  ASSERT_THAT(cohort.validation, SizeIs(1));
  EXPECT_EQ(cohort.validation[0].id, "e");
  ASSERT_THAT(cohort.testing, SizeIs(1));
  EXPECT_EQ(cohort.testing[0].id, "a");
}

}  // namespace
}  // namespace segnoise::plan

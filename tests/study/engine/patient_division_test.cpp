#include "study/engine/patient_division.h"

#include "support/patients.h"
#include "support/temporary_folder.h"
#include "support/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Ten patients, all of whom have a view.
StudyPatients ten() {
  StudyPatients patients{.ids = testing::patient_ids(10)};
  patients.with_a_view = {patients.ids.begin(), patients.ids.end()};
  return patients;
}

TEST(StudyPatients, KnowsWhoHasAView) {
  StudyPatients patients;
  patients.add(testing::drawn_patient("a"));
  cardiac::Patient b = testing::drawn_patient("b");
  for (const cardiac::View view : cardiac::kViews) {
    b.frames(view, cardiac::Instant::kEndSystole).reset();
  }
  patients.add(b);
  EXPECT_THAT(patients.ids, ElementsAre("a", "b"));
  EXPECT_THAT(patients.with_a_view, ElementsAre("a"));
}

TEST(DividedPatients, AreOfTheDataSetsOwnSplitAsFarAsTheyAreThere) {
  StudyPatients patients{.ids = {"a", "b", "c", "d"}};
  patients.split = cardiac::Split{{"a", "gone", "b"}, {"lost"}, {"c"}};
  const DividedPatients divided = divided_patients(patients, {}, Networks::kTrained, 1);
  EXPECT_THAT(divided.split.training, ElementsAre("a", "b"));
  EXPECT_THAT(divided.split.validation, IsEmpty());
  EXPECT_THAT(divided.split.testing, ElementsAre("c"));
  EXPECT_EQ(divided.source, "database_split of the data set");
}

TEST(DividedPatients, AreDividedByTheFirstSeedWhereTheDataSetHasNoSplit) {
  const auto divided = [](std::vector<std::uint64_t> seeds) {
    return divided_patients(ten(), {.seeds = std::move(seeds)}, Networks::kTrained, 1);
  };
  EXPECT_EQ(divided({1}).source, "seeded 70/10/20");
  EXPECT_THAT(divided({1}).split.training, SizeIs(7));
  EXPECT_EQ(divided({1, 2}).split.testing, divided({1}).split.testing);
  EXPECT_NE(divided({2}).split.testing, divided({1}).split.testing);
}

TEST(DividedPatients, DifferByFoldWhateverTheDataSetsSplit) {
  StudyPatients patients = ten();
  patients.split = cardiac::Split{{patients.ids[0]}, {}, {patients.ids[1]}};
  const auto testing_of = [&](int fold) {
    return divided_patients(patients, {.folds = 5}, Networks::kTrained, fold).split.testing;
  };
  EXPECT_THAT(testing_of(1), SizeIs(2));
  EXPECT_NE(testing_of(1), testing_of(2));
  EXPECT_EQ(
      divided_patients(patients, {.folds = 5}, Networks::kTrained, 1).source, "seeded, 5 folds");
}

TEST(DividedPatients, AreAllForTestingWhereAGivenNetworkIsTriedOnAll) {
  const DividedPatients divided = divided_patients(ten(), {}, Networks::kGivenTestedOnAll, 1);
  EXPECT_THAT(divided.split.testing, SizeIs(10));
  EXPECT_THAT(divided.split.training, IsEmpty());
  plan::StudyDescription description;
  describe_division(description, divided);
  EXPECT_EQ(description.testing_patients, 10);
  EXPECT_EQ(description.training_patients, 0);
  EXPECT_EQ(description.split_source, "all patients for testing");
}

TEST(RequirePatients, TakesWhatEveryCellCanBeRunOn) {
  EXPECT_NO_THROW(require_patients(ten(), {.conditions = {{}}}, Networks::kTrained));
}

TEST(RequirePatients, RefusesMoreTrainingPatientsThanThereAre) {
  const plan::StudyPlan plan{.conditions = {{}, {.name = "n=50", .training_patients = 50}}};
  EXPECT_THAT(
      testing::refusal_of<std::invalid_argument>(
          [&] { require_patients(ten(), plan, Networks::kTrained); }),
      HasSubstr("training patients must be between 1 and"));
  EXPECT_NO_THROW(require_patients(ten(), plan, Networks::kGiven));  // trains on nobody
}

TEST(RequirePatients, WantsSomebodyToTrainOnButNotForAGivenNetwork) {
  StudyPatients patients = ten();
  patients.split = cardiac::Split{{}, {}, patients.ids};
  const plan::StudyPlan plan{.conditions = {{}}};
  EXPECT_THAT(
      testing::refusal_of([&] { require_patients(patients, plan, Networks::kTrained); }),
      HasSubstr("there is no patient to train on (split: database_split"));
  EXPECT_NO_THROW(require_patients(patients, plan, Networks::kGiven));
}

TEST(RequirePatients, AsksNothingOfAStudyOfLabels) {
  EXPECT_NO_THROW(require_patients(
      {.ids = {"a"}}, {.kind = plan::StudyKind::kLabels, .conditions = {{}}}, Networks::kTrained));
}

}  // namespace
}  // namespace segnoise::engine

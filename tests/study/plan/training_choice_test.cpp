#include "study/plan/training_choice.h"

#include "support/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace segnoise::plan {
namespace {

using ::testing::IsEmpty;
using testing::patient_ids;
using ::testing::SizeIs;

Condition partly_noisy(double fraction, std::optional<int> training_patients = {}) {
  return {
      .name = "noisy",
      .setup = noise::NoiseSetup{},
      .noisy_fraction = fraction,
      .training_patients = training_patients};
}

bool holds(const std::set<std::string>& whole, const std::set<std::string>& part) {
  return std::ranges::includes(whole, part);
}

TEST(TrainingChoice, TakesEveryPatientAndMakesNoneOrAllNoisyByDefault) {
  EXPECT_THAT(training_choice(patient_ids(7), Condition{}, 1).used, SizeIs(7));
  EXPECT_THAT(training_choice(patient_ids(7), Condition{}, 1).noisy, IsEmpty());
  EXPECT_THAT(training_choice(patient_ids(7), partly_noisy(1.0), 1).noisy, SizeIs(7));
}

TEST(TrainingChoice, IsNestedInSizeAndInTheNoisyFraction) {
  std::set<std::string> fewer_used;
  for (const int size : {1, 5, 12, 20}) {
    std::set<std::string> fewer_noisy;
    for (const double fraction : {0.01, 0.25, 0.5, 1.0}) {
      const TrainingChoice choice =
          training_choice(patient_ids(20), partly_noisy(fraction, size), 3);
      EXPECT_THAT(choice.used, SizeIs(size));
      EXPECT_TRUE(holds(choice.used, fewer_used));
      EXPECT_TRUE(holds(choice.used, choice.noisy));
      EXPECT_TRUE(holds(choice.noisy, fewer_noisy));
      fewer_noisy = choice.noisy;
    }
    EXPECT_THAT(fewer_noisy, SizeIs(size));
    fewer_used = training_choice(patient_ids(20), partly_noisy(1.0, size), 3).used;
  }
}

TEST(TrainingChoice, RoundsTheFractionToWholePatientsAndOneAtLeast) {
  EXPECT_THAT(training_choice(patient_ids(10), partly_noisy(0.26), 1).noisy, SizeIs(3));
  EXPECT_THAT(training_choice(patient_ids(10), partly_noisy(0.24), 1).noisy, SizeIs(2));
  EXPECT_THAT(training_choice(patient_ids(10), partly_noisy(0.001), 1).noisy, SizeIs(1));
}

TEST(TrainingChoice, DependsOnTheSeedAndNotOnTheOrderOfTheIds) {
  std::vector<std::string> reversed = patient_ids(20);
  std::ranges::reverse(reversed);
  const auto chosen = training_choice(patient_ids(20), partly_noisy(0.5, 10), 1);
  EXPECT_EQ(training_choice(reversed, partly_noisy(0.5, 10), 1).noisy, chosen.noisy);
  EXPECT_NE(training_choice(patient_ids(20), partly_noisy(0.5, 10), 2).used, chosen.used);
  // Who is noisy is not who is used first.
  const auto first = training_choice(patient_ids(20), partly_noisy(0.5, 5), 1).used;
  EXPECT_NE(training_choice(patient_ids(20), partly_noisy(0.25), 1).noisy, first);
}

TEST(TrainingChoice, RefusesWhatTheDataSetCannotGive) {
  EXPECT_THROW(
      (void)training_choice(patient_ids(5), partly_noisy(1.0, 6), 1), std::invalid_argument);
  EXPECT_THROW(
      (void)training_choice(patient_ids(5), partly_noisy(1.0, 0), 1), std::invalid_argument);
  EXPECT_THROW((void)training_choice(patient_ids(5), partly_noisy(0.0), 1), std::invalid_argument);
  EXPECT_THROW((void)training_choice(patient_ids(5), partly_noisy(1.1), 1), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::plan

#include "studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::pairing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(StudySettings, OfOneStudyDoNotDiffer) {
  const MadeStudy study("a");
  EXPECT_THAT(setting_differences(study.get().data, study.get().data), IsEmpty());
}

TEST(StudySettings, AreNamedWhereTheyDiffer) {
  MadeStudy a("a");
  MadeStudy b("b", {1, 4});
  a.data().description.learning = {{"epochs", "12"}, {"batch_size", "4 images"}};
  b.data().description.learning = {{"epochs", "24"}, {"batch_size", "4 images"}, {"loss", "dice"}};
  b.data().description.training_patients = 20;
  b.data().description.program_version = "2.0";
  b.data().plan.folds = 5;
  b.data().plan.conditions[1].setup->steps.emplace_back();
  b.data().plan.conditions[1].noisy_fraction = 0.5;
  b.data().plan.conditions[1].training_patients = 7;
  b.data().plan.conditions.push_back({.name = "high"});
  EXPECT_THAT(
      setting_differences(a.get().data, b.get().data),
      ElementsAre(
          SettingDifference{"version", "-", "2.0"},
          SettingDifference{"patients to train / validate / test", "0 / 0 / 0", "20 / 0 / 0"},
          SettingDifference{"epochs", "12", "24"},
          SettingDifference{"loss", "-", "dice"},
          SettingDifference{"seeds", "1, 2, 3", "1, 4"},
          SettingDifference{"folds", "1", "5"},
          SettingDifference{"condition low", "its setup", "another setup"},
          SettingDifference{"condition low, noisy", "100 %", "50 %"},
          SettingDifference{"condition low, training patients", "all", "7"},
          SettingDifference{"condition high", "-", "has it"}));
}

TEST(StudySettings, OfDrawnLabelsHaveTheirDraws) {
  MadeStudy a("a");
  MadeStudy b("b");
  a.data().plan.kind = b.data().plan.kind = plan::StudyKind::kLabels;
  b.data().plan.draws = 100;
  b.data().is_complete = false;
  b.data().plan.conditions.pop_back();
  EXPECT_THAT(
      setting_differences(a.get().data, b.get().data),
      ElementsAre(
          SettingDifference{"draws", "1000", "100"},
          SettingDifference{"complete", "yes", "no"},
          SettingDifference{"condition low", "has it", "-"}));
}

}  // namespace
}  // namespace segnoise::pairing

#include "study/engine/shown_patients.h"

#include "study/files/outlines_file.h"
#include "support/temporary_folder.h"
#include "support/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const plan::StudyPlan kTwoConditions{
    .name = "mine",
    .conditions = {{}, {.name = "noisy", .setup = noise::NoiseSetup{.name = "s"}}},
    .seeds = {2, 1}};

analysis::Measurement of(
    const std::string& patient,
    const std::string& measure,
    double value,
    const std::string& condition = "noisy",
    std::uint64_t seed = 2) {
  return {
      .condition = condition, .seed = seed, .patient = patient, .measure = measure, .value = value};
}

TEST(PatientsWithPanel, AreThoseWithTheGreatestEfErrors) {
  std::vector<analysis::Measurement> measurements;
  const auto ids = testing::patient_ids(60);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    measurements.push_back(of(ids[i], "ef_error_pp", static_cast<double>(i)));
    measurements.push_back(of(ids[i], "ef_error_pp", 1000.0 - static_cast<double>(i), "clean"));
  }
  const auto shown = patients_with_panel(measurements, kTwoConditions);
  ASSERT_THAT(shown, SizeIs(kMostPanels));
  EXPECT_EQ(shown.front(), ids[10]);  // by id, without the ten that came out best
}

TEST(PatientsWithPanel, PutThoseWithoutAnEfLast) {
  EXPECT_THAT(
      patients_with_panel(
          std::vector{
              of("b", "dice_ed_percent", 90.0),
              of("a", "ef_error_pp", 3.0),
              of("c", "dice_ed_percent", 90.0, "clean"),
              of("d", "ef_error_pp", 3.0, "noisy", 1)},
          kTwoConditions),
      ElementsAre("a", "b"));
}

TEST(PatientsWithPanel, OfLabelsAreThoseWhoseEfSpreadsMost) {
  plan::StudyPlan labels = kTwoConditions;
  labels.kind = plan::StudyKind::kLabels;
  EXPECT_THAT(
      patients_with_panel(
          std::vector{of("b", "ef_mae_pp", 2.0), of("a", "dice_ed_percent", 90.0)}, labels),
      ElementsAre("b"));

  analysis::CohortSensitivity cohort;
  const auto ids = testing::patient_ids(51);
  for (const std::string& id : ids) {
    analysis::PatientSensitivity patient{.patient = id};
    patient.ef_percent.sd = id == ids[7] ? 1.0 : 2.0;
    cohort.patients.push_back(std::move(patient));
  }
  const auto shown = patients_with_panel(cohort);
  EXPECT_THAT(shown, SizeIs(kMostPanels));
  EXPECT_THAT(shown, Not(::testing::Contains(ids[7])));
}

TEST(Gallery, RanksByMeanDice) {
  std::vector<analysis::Measurement> dice;
  for (const auto& [patient, ed, es] :
       {std::tuple{"a", 90.0, 80.0}, {"b", 95.0, 60.0}, {"c", 99.0, 99.0}, {"d", 86.0, 84.0}}) {
    dice.push_back(of(patient, "dice_ed_percent", ed));
    dice.push_back(of(patient, "dice_es_percent", es));
  }
  EXPECT_THAT(
      gallery(dice, kTwoConditions),
      ElementsAre(
          RankedPatient{"worst", "b"}, RankedPatient{"median", "a"}, RankedPatient{"best", "c"}));
  dice.resize(4);
  EXPECT_THAT(
      gallery(dice, kTwoConditions),
      ElementsAre(RankedPatient{"worst", "b"}, RankedPatient{"best", "a"}));
  dice.resize(2);
  EXPECT_THAT(gallery(dice, kTwoConditions), ElementsAre(RankedPatient{"only", "a"}));
  EXPECT_THAT(gallery({}, kTwoConditions), IsEmpty());
}

TEST(ShownOutlines, AreOfCompleteCellsOfTheFirstSeed) {
  const testing::TemporaryFolder folder;
  plan::StudyPlan plan = kTwoConditions;
  plan.folds = 2;
  const PlannedStudy study = planned_study(plan, {}, {}, folder.path() / "out");
  const auto complete = [&](const PlannedCell& planned, const std::string& patient) {
    cardiac::PerFrame<std::optional<shape::Mask>> masks;
    masks(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole) = shape::Mask({4, 3});
    folder.add(
        "out/cells/" + planned.id + "/outlines.json",
        study_files::outlines_json({{patient, std::move(masks)}}));
  };
  for (const PlannedCell& planned : study.cells) {
    const auto& [condition, seed, fold] = planned.cell;
    if (condition.is_clean() && fold == 2) continue;
    complete(planned, "seed " + std::to_string(seed) + " fold " + std::to_string(fold));
  }
  const auto shown = shown_outlines(study);
  ASSERT_THAT(shown, SizeIs(2));
  EXPECT_TRUE(shown[0].condition.is_clean());
  EXPECT_THAT(shown[0].masks, ElementsAre(::testing::Key("seed 2 fold 1")));
  EXPECT_EQ(shown[1].condition.name, "noisy");
  EXPECT_THAT(
      shown[1].masks,
      ElementsAre(::testing::Key("seed 2 fold 1"), ::testing::Key("seed 2 fold 2")));
}

TEST(ShownOutlines, OfACleanConditionAloneAreShownOnce) {
  const testing::TemporaryFolder folder;
  const PlannedStudy study =
      planned_study({.name = "mine", .conditions = {{}}}, {}, {}, folder.path() / "out");
  EXPECT_THAT(shown_outlines(study), SizeIs(1));
}

}  // namespace
}  // namespace segnoise::engine

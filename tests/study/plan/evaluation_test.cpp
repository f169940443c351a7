#include "study/plan/evaluation.h"

#include "core/shape/label_map.h"
#include "support/patients.h"

#include <gtest/gtest.h>

namespace segnoise::plan {
namespace {

constexpr shape::Grid kGrid{.size = {64, 32}, .spacing_mm = {0.5, 2.0}};

shape::Mask rectangle(const shape::Box& box) {
  shape::Mask mask({64, 32}, box);
  for (int y = box.y; y < box.bottom(); ++y) {
    for (int x = box.x; x < box.right(); ++x) mask.set(x, y);
  }
  return mask;
}

/// A network that knows the labels that drawn_heart() paints into its image.
shape::LabelMap perfect(const shape::Image& image) {
  shape::LabelMap labels(image.grid());
  for (std::size_t i = 0; i < labels.pixels().size(); ++i) {
    labels.pixels()[i] = static_cast<std::uint8_t>(image.pixels()[i] / 60.0F);
  }
  return labels;
}

TEST(Measured, CountsMillimetresAlongEachAxis) {
  const shape::Mask truth = rectangle({10, 10, 20, 10});
  const StructureMeasures right = measured(rectangle({14, 10, 20, 10}), truth, kGrid.spacing_mm);
  EXPECT_DOUBLE_EQ(right.dice.value(), 0.8);
  EXPECT_DOUBLE_EQ(right.iou.value(), 160.0 / 240.0);
  EXPECT_DOUBLE_EQ(right.hd_mm.value(), 2.0);  // four pixels of half a millimetre
  const StructureMeasures down = measured(rectangle({10, 11, 20, 10}), truth, kGrid.spacing_mm);
  EXPECT_DOUBLE_EQ(down.hd_mm.value(), 2.0);  // one pixel of two
}

TEST(Measured, GivesNoNumberForAStructureThatTheTruthDoesNotHave) {
  const StructureMeasures measures =
      measured(rectangle({1, 1, 5, 5}), shape::Mask(kGrid.size), kGrid.spacing_mm);
  EXPECT_FALSE(measures.dice);
  EXPECT_FALSE(measures.hd_mm);
}

TEST(Measured, GivesDiceZeroButNoDistanceForAMissedStructure) {
  const StructureMeasures measures =
      measured(shape::Mask(kGrid.size), rectangle({1, 1, 5, 5}), kGrid.spacing_mm);
  EXPECT_DOUBLE_EQ(measures.dice.value(), 0.0);
  EXPECT_FALSE(measures.hd_mm);
  EXPECT_FALSE(measures.assd_mm);
}

TEST(Evaluated, FindsNothingWrongWithAPerfectNetwork) {
  const cardiac::Patient patient = testing::drawn_patient("p");
  const PatientResult result =
      evaluated(patient, "clean", perfect, cardiac::VolumeMethod::kBiplaneAse);
  EXPECT_EQ(result.patient, "p");
  EXPECT_EQ(result.condition, "clean");
  for (const cardiac::Instant instant : cardiac::kInstants) {
    EXPECT_DOUBLE_EQ(result.lv_mean(instant, &StructureMeasures::dice).value(), 1.0);
    EXPECT_DOUBLE_EQ(result.lv_mean(instant, &StructureMeasures::hd_mm).value(), 0.0);
  }
  EXPECT_DOUBLE_EQ(result.ef_error_pp().value(), 0.0);
  // The volumes scale with width² · length: EF = 1 - 0.75² · 54 / 60.
  EXPECT_NEAR(result.reference->ef_percent, 100.0 * (1.0 - 0.5625 * 0.9), 2.0);
}

TEST(Evaluated, CleansThePredictionUpBeforeItMeasures) {
  const auto speckled = [](const shape::Image& image) {
    shape::LabelMap labels = perfect(image);
    labels(2, 2) = cardiac::kLeftVentricle;
    return labels;
  };
  const PatientResult result =
      evaluated(testing::drawn_patient("p"), "clean", speckled, cardiac::VolumeMethod::kBiplaneAse);
  EXPECT_DOUBLE_EQ(
      result.lv_mean(cardiac::Instant::kEndDiastole, &StructureMeasures::hd_mm).value(), 0.0);
}

TEST(Evaluated, DoesWithOneViewWhatOneViewAllows) {
  cardiac::Patient patient = testing::drawn_patient("p");
  for (const cardiac::Instant instant : cardiac::kInstants)
    patient.frames(cardiac::View::kFourChamber, instant).reset();
  const PatientResult result =
      evaluated(patient, "clean", perfect, cardiac::VolumeMethod::kBiplaneAse);
  EXPECT_TRUE(result.lv_mean(cardiac::Instant::kEndSystole, &StructureMeasures::dice));
  EXPECT_EQ(result.method, cardiac::VolumeMethod::kSinglePlane2ch);
  EXPECT_EQ(
      result.reference->ef_percent,
      cardiac::ejection(cavities_of(patient), cardiac::VolumeMethod::kSinglePlane2ch)->ef_percent);
  EXPECT_DOUBLE_EQ(result.ef_error_pp().value(), 0.0);
}

TEST(Evaluated, TakesTheWantedMethodWhereBothViewsAllowIt) {
  const PatientResult result =
      evaluated(testing::drawn_patient("p"), "clean", perfect, cardiac::VolumeMethod::kAreaLength);
  EXPECT_EQ(result.method, cardiac::VolumeMethod::kAreaLength);
}

TEST(Evaluated, HasNoEfWhereTheNetworkSeesNoVentricle) {
  const auto blind = [](const shape::Image& image) { return shape::LabelMap(image.grid()); };
  const PatientResult result =
      evaluated(testing::drawn_patient("p"), "clean", blind, cardiac::VolumeMethod::kBiplaneAse);
  EXPECT_TRUE(result.reference);
  EXPECT_FALSE(result.predicted);
  EXPECT_FALSE(result.ef_error_pp());
  EXPECT_DOUBLE_EQ(
      result.lv_mean(cardiac::Instant::kEndSystole, &StructureMeasures::dice).value(), 0.0);
}

}  // namespace
}  // namespace segnoise::plan

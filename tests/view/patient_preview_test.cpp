#include "view/patient_preview.h"

#include "shape/label_map.h"
#include "study/corruption.h"
#include "support/patients.h"
#include "support/setups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise {
namespace {

constexpr View k2ch = View::kTwoChamber;
constexpr View k4ch = View::kFourChamber;
constexpr Instant kEd = Instant::kEndDiastole;
constexpr Instant kEs = Instant::kEndSystole;

const Patient kPatient = testing::drawn_patient("patient0007");
const NoiseSetup kLow = testing::camus(testing::tiers()[0]);
const NoiseSetup kNothing{.name = "nothing"};

TEST(PatientPreview, DrawsWhatCamusNoiseDraws) {
  const PatientPreview preview(kPatient, VolumeMethod::kBiplaneAse);
  const RedrawnPatient noisy = preview.noisy(kLow, 5);
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const NoisyLabels expected = corrupted(
          kPatient.frames(view, instant)->labels, {"patient0007", view, instant}, kLow, 5);
      const auto& frame = noisy.frames(view, instant);
      ASSERT_TRUE(frame);
      EXPECT_EQ(frame->mask, mask_of(expected.labels, kLeftVentricle));
      EXPECT_DOUBLE_EQ(frame->dice.value(), expected.record.effect.overlap->dice);
      EXPECT_DOUBLE_EQ(
          frame->hausdorff.value().distance_mm, expected.record.effect.distances->hd_mm);
    }
  }
}

TEST(PatientPreview, WithoutNoiseIsClean) {
  const PatientPreview preview(kPatient, VolumeMethod::kBiplaneAse);
  const RedrawnPatient same = preview.noisy(kNothing, 1);
  EXPECT_EQ(same.frames(k2ch, kEd)->mask, preview.clean()(k2ch, kEd)->mask);
  EXPECT_EQ(same.frames(k2ch, kEd)->dice, 1.0);
  EXPECT_EQ(same.frames(k2ch, kEd)->hausdorff->distance_mm, 0.0);
  ASSERT_TRUE(same.ejection);
  EXPECT_EQ(same.ejection->ef_percent, preview.clean_ejection()->ef_percent);
}

TEST(PatientPreview, MeasuresAWiderVentricleAtEndSystoleAsALowerEf) {
  const PatientPreview preview(kPatient, VolumeMethod::kBiplaneAse);
  const NoiseSetup wider{
      .name = "wider",
      .unit = Unit::kMm,
      .steps = {{Operation{Morphology{MorphologyKind::kDilation, {4.0}}}, "ES"}}};
  const RedrawnPatient noisy = preview.noisy(wider, 1);
  EXPECT_EQ(noisy.ejection->edv_ml, preview.clean_ejection()->edv_ml);
  EXPECT_GT(noisy.ejection->esv_ml, preview.clean_ejection()->esv_ml);
  EXPECT_LT(noisy.ejection->ef_percent, preview.clean_ejection()->ef_percent - 3.0);
}

TEST(PatientPreview, OfOneViewTakesItsVolumes) {
  Patient one_view = kPatient;
  one_view.frames(k2ch, kEd).reset();
  const PatientPreview preview(one_view, VolumeMethod::kBiplaneAse);
  EXPECT_EQ(preview.method(), VolumeMethod::kSinglePlane4ch);
  const RedrawnPatient noisy = preview.noisy(kLow, 1);
  EXPECT_FALSE(noisy.frames(k2ch, kEd));
  EXPECT_TRUE(noisy.frames(k2ch, kEs));
  EXPECT_TRUE(noisy.ejection);
}

TEST(PatientPreview, HasNoEfWithoutBothInstants) {
  Patient only_ed = kPatient;
  for (const View view : kViews) only_ed.frames(view, kEs).reset();
  const PatientPreview preview(only_ed, VolumeMethod::kBiplaneAse);
  EXPECT_FALSE(preview.method());
  EXPECT_FALSE(preview.clean_ejection());
  EXPECT_FALSE(preview.noisy(kLow, 1).ejection);
}

TEST(PatientPreview, HasNoEfWhereALabelIsRemoved) {
  const PatientPreview preview(kPatient, VolumeMethod::kBiplaneAse);
  const RedrawnPatient noisy =
      preview.noisy({.name = "none", .steps = {{Operation{Deletion{1.0}}}}}, 1);
  EXPECT_TRUE(noisy.frames(k4ch, kEs)->mask.empty());
  EXPECT_EQ(noisy.frames(k4ch, kEs)->dice, 0.0);
  EXPECT_FALSE(noisy.frames(k4ch, kEs)->hausdorff);
  EXPECT_FALSE(noisy.ejection);
}

TEST(PatientPreview, MeasuresPredictionsAgainstTheLabels) {
  const PatientPreview preview(kPatient, VolumeMethod::kBiplaneAse);
  PerFrame<std::optional<Mask>> masks;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) masks(view, instant) = preview.clean()(view, kEd)->mask;
  }
  const RedrawnPatient predicted = preview.redrawn(masks);
  EXPECT_EQ(predicted.frames(k2ch, kEd)->dice, 1.0);
  EXPECT_LT(predicted.frames(k2ch, kEs)->dice, 0.9);
  EXPECT_NEAR(predicted.ejection->ef_percent, 0.0, 1e-9);
}

TEST(PatientPreview, RefusesPredictionsOfAnotherSize) {
  const PatientPreview preview(kPatient, VolumeMethod::kBiplaneAse);
  PerFrame<std::optional<Mask>> masks;
  masks(k4ch, kEd) = Mask({8, 9});
  try {
    (void)preview.redrawn(masks);
    FAIL() << "not refused";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(
        error.what(), "patient0007/4CH/ED: an outline for 8 x 9 pixels, expected 96 x 128");
  }
}

TEST(PatientPreview, RefusesNoiseThatIsNotForVentricles) {
  const PatientPreview preview(kPatient, VolumeMethod::kBiplaneAse);
  EXPECT_THROW(
      (void)preview.noisy(testing::benchmark_n(testing::tiers()[0]), 1), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise

#include "show/session/patient_preview.h"

#include "core/shape/label_map.h"
#include "study/plan/corruption.h"
#include "support/patients.h"
#include "support/setups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::session {
namespace {

constexpr cardiac::View k2ch = cardiac::View::kTwoChamber;
constexpr cardiac::View k4ch = cardiac::View::kFourChamber;
constexpr cardiac::Instant kEd = cardiac::Instant::kEndDiastole;
constexpr cardiac::Instant kEs = cardiac::Instant::kEndSystole;

const cardiac::Patient kPatient = testing::drawn_patient("patient0007");
const noise::NoiseSetup kLow = testing::camus(testing::tiers()[0]);
const noise::NoiseSetup kNothing{.name = "nothing"};

TEST(PatientPreview, DrawsWhatCamusNoiseDraws) {
  const PatientPreview preview(kPatient, cardiac::VolumeMethod::kBiplaneAse);
  const RedrawnPatient noisy = preview.noisy(kLow, 5);
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const plan::NoisyLabels expected = plan::corrupted(
          kPatient.frames(view, instant)->labels, {"patient0007", view, instant}, {}, kLow, 5);
      const auto& frame = noisy.frames(view, instant);
      ASSERT_TRUE(frame);
      EXPECT_EQ(frame->mask, shape::mask_of(expected.labels, cardiac::kLeftVentricle));
      EXPECT_DOUBLE_EQ(frame->dice.value(), expected.record.effect.overlap->dice);
      EXPECT_DOUBLE_EQ(
          frame->hausdorff.value().distance_mm, expected.record.effect.distances->hd_mm);
    }
  }
}

TEST(PatientPreview, WithoutNoiseIsClean) {
  const PatientPreview preview(kPatient, cardiac::VolumeMethod::kBiplaneAse);
  const RedrawnPatient same = preview.noisy(kNothing, 1);
  EXPECT_EQ(same.frames(k2ch, kEd)->mask, preview.clean()(k2ch, kEd)->mask);
  EXPECT_EQ(same.frames(k2ch, kEd)->dice, 1.0);
  EXPECT_EQ(same.frames(k2ch, kEd)->hausdorff->distance_mm, 0.0);
  ASSERT_TRUE(same.ejection);
  EXPECT_EQ(same.ejection->ef_percent, preview.clean_ejection()->ef_percent);
}

TEST(PatientPreview, MeasuresAWiderVentricleAtEndSystoleAsALowerEf) {
  const PatientPreview preview(kPatient, cardiac::VolumeMethod::kBiplaneAse);
  const noise::NoiseSetup wider{
      .name = "wider",
      .unit = noise::Unit::kMm,
      .steps = {
          {noise::Operation{noise::Morphology{noise::MorphologyKind::kDilation, {4.0}}}, "ES"}}};
  const RedrawnPatient noisy = preview.noisy(wider, 1);
  EXPECT_EQ(noisy.ejection->edv_ml, preview.clean_ejection()->edv_ml);
  EXPECT_GT(noisy.ejection->esv_ml, preview.clean_ejection()->esv_ml);
  EXPECT_LT(noisy.ejection->ef_percent, preview.clean_ejection()->ef_percent - 3.0);
}

TEST(PatientPreview, OfOneViewTakesItsVolumes) {
  cardiac::Patient one_view = kPatient;
  one_view.frames(k2ch, kEd).reset();
  const PatientPreview preview(one_view, cardiac::VolumeMethod::kBiplaneAse);
  EXPECT_EQ(preview.method(), cardiac::VolumeMethod::kSinglePlane4ch);
  const RedrawnPatient noisy = preview.noisy(kLow, 1);
  EXPECT_FALSE(noisy.frames(k2ch, kEd));
  EXPECT_TRUE(noisy.frames(k2ch, kEs));
  EXPECT_TRUE(noisy.ejection);
}

TEST(PatientPreview, HasNoEfWithoutBothInstants) {
  cardiac::Patient only_ed = kPatient;
  for (const cardiac::View view : cardiac::kViews) only_ed.frames(view, kEs).reset();
  const PatientPreview preview(only_ed, cardiac::VolumeMethod::kBiplaneAse);
  EXPECT_FALSE(preview.method());
  EXPECT_FALSE(preview.clean_ejection());
  EXPECT_FALSE(preview.noisy(kLow, 1).ejection);
}

TEST(PatientPreview, HasNoEfWhereALabelIsRemoved) {
  const PatientPreview preview(kPatient, cardiac::VolumeMethod::kBiplaneAse);
  const RedrawnPatient noisy =
      preview.noisy({.name = "none", .steps = {{noise::Operation{noise::Deletion{1.0}}}}}, 1);
  EXPECT_TRUE(noisy.frames(k4ch, kEs)->mask.empty());
  EXPECT_EQ(noisy.frames(k4ch, kEs)->dice, 0.0);
  EXPECT_FALSE(noisy.frames(k4ch, kEs)->hausdorff);
  EXPECT_FALSE(noisy.ejection);
}

TEST(PatientPreview, MeasuresPredictionsAgainstTheLabels) {
  const PatientPreview preview(kPatient, cardiac::VolumeMethod::kBiplaneAse);
  cardiac::PerFrame<std::optional<shape::Mask>> masks;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants)
      masks(view, instant) = preview.clean()(view, kEd)->mask;
  }
  const RedrawnPatient predicted = preview.redrawn(masks);
  EXPECT_EQ(predicted.frames(k2ch, kEd)->dice, 1.0);
  EXPECT_LT(predicted.frames(k2ch, kEs)->dice, 0.9);
  EXPECT_NEAR(predicted.ejection->ef_percent, 0.0, 1e-9);
}

TEST(PatientPreview, RefusesPredictionsOfAnotherSize) {
  const PatientPreview preview(kPatient, cardiac::VolumeMethod::kBiplaneAse);
  cardiac::PerFrame<std::optional<shape::Mask>> masks;
  masks(k4ch, kEd) = shape::Mask({8, 9});
  try {
    (void)preview.redrawn(masks);
    FAIL() << "not refused";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(
        error.what(), "patient0007/4CH/ED: an outline for 8 x 9 pixels, expected 96 x 128");
  }
}

TEST(PatientPreview, RefusesNoiseThatIsNotForVentricles) {
  const PatientPreview preview(kPatient, cardiac::VolumeMethod::kBiplaneAse);
  EXPECT_THROW(
      (void)preview.noisy(testing::benchmark_n(testing::tiers()[0]), 1), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::session

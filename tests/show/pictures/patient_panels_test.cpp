#include "show/pictures/patient_panels.h"

#include "core/shape/label_map.h"
#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace segnoise::pictures {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

const noise::NoiseSetup kDilation{
    .name = "dilation",
    .steps = {
        {.action = noise::Morphology{
             .kind = noise::MorphologyKind::kDilation, .kernel = {.mean = 7.0, .sigma = 0.0}}}}};

std::vector<Panel> panels_of(
    const cardiac::Patient& patient,
    const std::optional<noise::NoiseSetup>& noise,
    const std::vector<PredictedVentricles>& predictions = {},
    ReportImages images = ReportImages::kFrames) {
  return patient_panels(patient, noise, 1, predictions, images);
}

TEST(PatientPanels, ShowTheFramesThatThereAreInTheirOrder) {
  cardiac::Patient patient = testing::drawn_patient("a");
  patient.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole).reset();
  const auto panels = panels_of(patient, {});
  ASSERT_THAT(panels, SizeIs(3));
  EXPECT_EQ(panels[0].title, "2CH, end-diastole");
  EXPECT_EQ(panels[1].title, "4CH, end-diastole");
  EXPECT_EQ(panels[2].title, "4CH, end-systole");
  EXPECT_THAT(panels[0].outlines, SizeIs(1));
  EXPECT_EQ(panels[0].caption, "");
}

TEST(PatientPanels, MeasureTheNoisyLabelWhereNothingIsPredicted) {
  const auto panels = panels_of(testing::drawn_patient("a"), kDilation);
  ASSERT_THAT(panels[0].outlines, SizeIs(2));
  EXPECT_EQ(panels[0].outlines[1].role, OutlineRole::kNoisy);
  EXPECT_THAT(panels[0].caption, HasSubstr("Noisy label: Dice 0."));
  ASSERT_THAT(panels[0].hausdorff, SizeIs(1));
  EXPECT_GT(panels[0].hausdorff[0].distance_mm, 0.0);
}

TEST(PatientPanels, MeasurePredictionsAgainstTheCleanLabel) {
  const cardiac::Patient patient = testing::drawn_patient("a");
  PredictedVentricles exact{.name = "Trained on clean", .role = OutlineRole::kPredictedClean};
  exact.masks(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole) = shape::mask_of(
      patient.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole)->labels,
      cardiac::kLeftVentricle);
  const auto panels = panels_of(patient, kDilation, {exact});
  EXPECT_EQ(panels[0].caption, "Trained on clean: Dice 1.000, HD 0.0 mm");
  EXPECT_THAT(panels[0].outlines, SizeIs(3));
  EXPECT_THAT(panels[1].outlines, SizeIs(2));  // nothing was predicted there
  EXPECT_EQ(panels[1].caption, "");
}

TEST(PatientPanels, CanLeaveTheImagesOut) {
  const cardiac::Patient patient = testing::drawn_patient("a");
  const auto plain = panels_of(patient, {}, {}, ReportImages::kOutlinesOnly);
  EXPECT_TRUE(std::ranges::all_of(plain[0].image.pixels(), [](float v) { return v == 0.0F; }));
  EXPECT_EQ(plain[0].image.grid(), panels_of(patient, {})[0].image.grid());
}

}  // namespace
}  // namespace segnoise::pictures

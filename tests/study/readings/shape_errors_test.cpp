#include "study/readings/shape_errors.h"

#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::readings {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr shape::Size kSize{.width = 60, .height = 40};
constexpr shape::Spacing kSpacing{.x_mm = 0.5, .y_mm = 2.0};

TEST(ShapeErrors, OfARectangleMovedAlongXAreInMillimetres) {
  const shape::Mask clean = testing::rectangle(kSize, {10, 10, 20, 10});
  const shape::Mask moved = testing::rectangle(kSize, {14, 10, 20, 10});
  const ShapeErrors errors = shape_errors(clean, moved, kSpacing).value();
  EXPECT_EQ(errors.draws, 1);
  EXPECT_DOUBLE_EQ(errors.dice, 2.0 * 16 * 10 / (2.0 * 20 * 10));
  EXPECT_DOUBLE_EQ(errors.hd_mm, 4 * 0.5);
  EXPECT_DOUBLE_EQ(errors.hd95_mm, 4 * 0.5);
  // Of 56 boundary pixels of either mask, 4 by 2 beyond the other's side and 8 between the corners
  // of its own are not on the other's boundary: these are 0.5, 1, 1.5 and 2 mm along the top and
  // the bottom, and 8 times 2 mm along the side; the side inside the other is 2 mm from its top or
  // bottom in its outermost rows, and from its near side elsewhere.
  EXPECT_DOUBLE_EQ(errors.mad_mm, (2 * (0.5 + 1.0 + 1.5 + 2.0) + 8 * 2.0 + 8 * 2.0) / 56.0);
}

TEST(ShapeErrors, OfTheSameMaskAreNone) {
  const shape::Mask mask = testing::rectangle(kSize, {10, 10, 20, 10});
  const ShapeErrors errors = shape_errors(mask, mask, kSpacing).value();
  EXPECT_EQ(errors.dice, 1.0);
  EXPECT_EQ(errors.hd_mm, 0.0);
  EXPECT_EQ(errors.hd95_mm, 0.0);
  EXPECT_EQ(errors.mad_mm, 0.0);
}

TEST(ShapeErrors, OfAnEmptyMaskAreNotDefined) {
  const shape::Mask mask = testing::rectangle(kSize, {10, 10, 20, 10});
  EXPECT_FALSE(shape_errors(mask, shape::Mask(kSize), kSpacing));
  EXPECT_FALSE(shape_errors(shape::Mask(kSize), mask, kSpacing));
}

TEST(MeanShapeErrors, CountsEachDrawOnce) {
  const std::vector<ShapeErrors> parts{
      {.draws = 3, .dice = 0.9, .hd_mm = 4.0, .hd95_mm = 2.0, .mad_mm = 1.0},
      {.draws = 1, .dice = 0.5, .hd_mm = 8.0, .hd95_mm = 6.0, .mad_mm = 3.0}};
  const ShapeErrors mean = mean_shape_errors(parts).value();
  EXPECT_EQ(mean.draws, 4);
  EXPECT_DOUBLE_EQ(mean.dice, 0.8);
  EXPECT_DOUBLE_EQ(mean.hd_mm, 5.0);
  EXPECT_DOUBLE_EQ(mean.hd95_mm, 3.0);
  EXPECT_DOUBLE_EQ(mean.mad_mm, 1.5);
  EXPECT_FALSE(mean_shape_errors({}));
}

/// A patient with 2CH at both instants, and 4CH at ED alone.
PatientShapes patient(double dice_2ch_ed, double dice_4ch_ed, double dice_2ch_es) {
  PatientShapes shapes;
  const auto errors = [](double dice) {
    return ShapeErrors{.draws = 10, .dice = dice, .hd_mm = 10.0 * (1.0 - dice)};
  };
  shapes(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole) = errors(dice_2ch_ed);
  shapes(cardiac::View::kFourChamber, cardiac::Instant::kEndDiastole) = errors(dice_4ch_ed);
  shapes(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole) = errors(dice_2ch_es);
  return shapes;
}

TEST(ShapeSummaries, CountEachPatientOnce) {
  PatientShapes one_view = patient(0.7, 0.0, 0.6);
  one_view(cardiac::View::kFourChamber, cardiac::Instant::kEndDiastole).reset();
  const std::vector<PatientShapes> patients{patient(0.9, 0.8, 0.8), one_view};
  const auto summaries = shape_summaries(patients);
  std::vector<std::string> frames;
  for (const ShapeSummary& each : summaries) frames.push_back(each.frames);
  ASSERT_THAT(frames, ElementsAre("ED", "2CH ED", "4CH ED", "ES", "2CH ES"));
  EXPECT_EQ(summaries[0].patients, 2);
  EXPECT_EQ(summaries[0].draws, 30);
  EXPECT_NEAR(summaries[0].errors[0].mean, (0.85 + 0.7) / 2.0, 1e-12);
  EXPECT_NEAR(summaries[0].errors[1].mean, (1.5 + 3.0) / 2.0, 1e-12);
  EXPECT_NEAR(summaries[1].errors[0].mean, 0.8, 1e-12);
  EXPECT_EQ(summaries[2].patients, 1);
  EXPECT_EQ(summaries[2].errors[0].sd, 0.0);
  EXPECT_NEAR(summaries[4].errors[0].mean, 0.7, 1e-12);
}

TEST(ShapesText, HasTheObserversBelow) {
  const std::vector<PatientShapes> patients{patient(0.9, 0.8, 0.8), patient(0.7, 0.7, 0.6)};
  const std::string text = shapes_text(shape_summaries(patients));
  EXPECT_THAT(text, HasSubstr("\nED                                 0.775 ± 0.106  2.2 ± 1.1 "));
  EXPECT_THAT(text, HasSubstr("published, one observer twice, ED          0.945        4.6 "));
  EXPECT_THAT(text, HasSubstr("published, observers 1 and 3, ES           0.823        8.8 "));
}

}  // namespace
}  // namespace segnoise::readings

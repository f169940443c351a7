#include "core/metrics/effect.h"

#include "core/metrics/boundary.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

namespace segnoise::metrics {
namespace {

using testing::rectangle;

constexpr shape::Size kSize{60, 40};
const shape::Spacing kAnisotropic{.x_mm = 0.5, .y_mm = 2.0};

TEST(Effect, OfAShiftWorkedByHand) {
  // 20 x 10 pixels moved by 6 px of 0.5 mm and 2 px of 2 mm: 3 mm and -4 mm.
  const shape::Mask clean = rectangle(kSize, {10, 10, 20, 10});
  const shape::Mask noisy = rectangle(kSize, {16, 8, 20, 10});
  const Effect effect = effect_of(clean, noisy, kAnisotropic);
  EXPECT_DOUBLE_EQ(effect.overlap.value().dice, 2.0 * 112.0 / 400.0);
  EXPECT_DOUBLE_EQ(effect.overlap.value().iou, 112.0 / 288.0);
  EXPECT_DOUBLE_EQ(effect.distances.value().hd_mm, 5.0);  // from corner to corner
  EXPECT_DOUBLE_EQ(effect.clean_area_mm2, 200.0);
  EXPECT_DOUBLE_EQ(effect.noisy_area_mm2, 200.0);
  EXPECT_DOUBLE_EQ(effect.area_change().value(), 0.0);
  EXPECT_DOUBLE_EQ(effect.centroid_shift.value().x_mm, 3.0);
  EXPECT_DOUBLE_EQ(effect.centroid_shift.value().y_mm, -4.0);
  EXPECT_DOUBLE_EQ(effect.centroid_shift.value().length_mm(), 5.0);
}

TEST(Effect, OfGrowthIsInTheAreaAndNotInTheCentroid) {
  const shape::Mask clean = rectangle(kSize, {10, 10, 20, 10});
  const shape::Mask noisy = rectangle(kSize, {8, 9, 24, 12});
  const Effect effect = effect_of(clean, noisy, kAnisotropic);
  EXPECT_DOUBLE_EQ(effect.area_change().value(), 0.44);
  EXPECT_DOUBLE_EQ(effect_of(noisy, clean, kAnisotropic).area_change().value(), 1.0 / 1.44 - 1.0);
  EXPECT_DOUBLE_EQ(effect.centroid_shift.value().length_mm(), 0.0);
}

TEST(Effect, HoldsTheMeasuresThatStandAlone) {
  random::Rng rng(1);
  for (int i = 0; i < 50; ++i) {
    const shape::Mask clean = testing::random_blobs(kSize, rng);
    const shape::Mask noisy = testing::random_blobs(kSize, rng);
    if (clean.empty() || noisy.empty()) continue;
    const Effect effect = effect_of(clean, noisy, kAnisotropic);
    EXPECT_EQ(effect.overlap->dice, overlap(clean, noisy)->dice);
    EXPECT_EQ(effect.overlap->iou, overlap(clean, noisy)->iou);
    EXPECT_EQ(effect.boundary_iou, boundary_iou(clean, noisy));
    const SurfaceDistances distances = *surface_distances(clean, noisy, kAnisotropic);
    EXPECT_EQ(effect.distances->hd_mm, distances.hd_mm);
    EXPECT_EQ(effect.distances->hd95_mm, distances.hd95_mm);
    EXPECT_EQ(effect.distances->assd_mm, distances.assd_mm);
  }
}

TEST(Effect, OfNoNoiseIsNone) {
  const shape::Mask lv = testing::left_ventricle();
  const Effect effect = effect_of(lv, lv, kAnisotropic);
  EXPECT_EQ(effect.overlap.value().dice, 1.0);
  EXPECT_EQ(effect.boundary_iou, 1.0);
  EXPECT_EQ(effect.distances.value().hd_mm, 0.0);
  EXPECT_EQ(effect.area_change(), 0.0);
  EXPECT_EQ(effect.centroid_shift.value().length_mm(), 0.0);
}

TEST(Effect, OfNoiseThatLeavesNothingHasNoDistanceAndNoCentroid) {
  const Effect effect =
      effect_of(rectangle(kSize, {10, 10, 20, 10}), shape::Mask(kSize), kAnisotropic);
  EXPECT_EQ(effect.overlap.value().dice, 0.0);
  EXPECT_EQ(effect.boundary_iou, 0.0);
  EXPECT_FALSE(effect.distances);
  EXPECT_FALSE(effect.centroid_shift);
  EXPECT_EQ(effect.noisy_area_mm2, 0.0);
  EXPECT_EQ(effect.area_change(), -1.0);
}

TEST(Effect, OnNothingHasNoNumber) {
  const Effect spurious =
      effect_of(shape::Mask(kSize), rectangle(kSize, {10, 10, 20, 10}), kAnisotropic);
  EXPECT_EQ(spurious.overlap.value().dice, 0.0);
  EXPECT_EQ(spurious.noisy_area_mm2, 200.0);
  EXPECT_FALSE(spurious.area_change());
  EXPECT_FALSE(spurious.centroid_shift);

  const Effect nothing = effect_of(shape::Mask(kSize), shape::Mask(kSize), kAnisotropic);
  EXPECT_FALSE(nothing.overlap);
  EXPECT_FALSE(nothing.boundary_iou);
  EXPECT_FALSE(nothing.distances);
  EXPECT_FALSE(nothing.centroid_shift);
  EXPECT_FALSE(nothing.area_change());
}

TEST(Effect, RefusesFramesOfDifferentSizeAndSpacingsThatAreNone) {
  const shape::Mask mask = rectangle({10, 10}, {3, 3, 4, 4});
  EXPECT_THROW((void)effect_of(mask, shape::Mask(shape::Size{10, 11}), {}), std::invalid_argument);
  for (const double mm : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW((void)effect_of(mask, mask, {mm, 1.0}), std::invalid_argument);
    EXPECT_THROW(
        (void)effect_of(shape::Mask(shape::Size{3, 3}), shape::Mask(shape::Size{3, 3}), {1.0, mm}),
        std::invalid_argument);
  }
}

}  // namespace
}  // namespace segnoise::metrics

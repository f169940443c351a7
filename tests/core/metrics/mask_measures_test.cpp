#include "core/metrics/mask_measures.h"

#include "core/metrics/boundary.h"
#include "core/metrics/surface_distance.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <stdexcept>
#include <string_view>

namespace segnoise::metrics {
namespace {

using testing::rectangle;

constexpr shape::Size kMaskSize{60, 40};
const shape::Spacing kTallPixels{.x_mm = 0.5, .y_mm = 2.0};

TEST(MaskMeasures, OfAShiftWorkedByHand) {
  // A row of ten pixels of 0.5 mm, moved by three: the ends are at 0.5, 1.0 and 1.5 mm.
  const shape::Mask truth = rectangle(kMaskSize, {10, 10, 10, 1});
  const shape::Mask prediction = rectangle(kMaskSize, {13, 10, 10, 1});
  const auto found = mask_measures(
      truth, prediction, kTallPixels, {.nsd_tolerance_mm = 0.5, .boundary_width_px = 1});
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(found->dice, 0.7);
  EXPECT_DOUBLE_EQ(found->iou, 7.0 / 13.0);
  EXPECT_DOUBLE_EQ(found->precision, 0.7);
  EXPECT_DOUBLE_EQ(found->recall, 0.7);
  EXPECT_DOUBLE_EQ(found->boundary_iou, 7.0 / 13.0);
  EXPECT_DOUBLE_EQ(found->hd_mm, 1.5);
  EXPECT_DOUBLE_EQ(found->hd95_directed_mm, 1.275);  // at 8.55 of 0 ... 9
  EXPECT_DOUBLE_EQ(found->hd95_pooled_mm, 1.5);      // at 18.05 of 0 ... 19
  EXPECT_DOUBLE_EQ(found->assd_mm, 0.3);
  EXPECT_DOUBLE_EQ(found->nsd, 0.8);
  // The outline: 18 sides of 0.5 mm and four bends of half a pixel's diagonal. Two bends are at
  // 1.5 mm, which is more than 5 % of it, and two sides at 1.0 mm.
  const double bend_mm = 0.5 * std::hypot(0.5, 2.0);
  EXPECT_DOUBLE_EQ(found->hd95_length_weighted_mm, 1.5);
  EXPECT_DOUBLE_EQ(found->nsd_length_weighted, (8.0 + 2.0 * bend_mm) / (9.0 + 4.0 * bend_mm));
}

TEST(MaskMeasures, TellPrecisionFromRecall) {
  const shape::Mask truth = rectangle(kMaskSize, {10, 10, 20, 10});
  const shape::Mask inside = rectangle(kMaskSize, {10, 10, 5, 10});
  const auto shrunk = mask_measures(truth, inside, kTallPixels, {});
  EXPECT_EQ(shrunk->precision, 1.0);
  EXPECT_EQ(shrunk->recall, 0.25);
  const auto grown = mask_measures(inside, truth, kTallPixels, {});
  EXPECT_EQ(grown->precision, 0.25);
  EXPECT_EQ(grown->recall, 1.0);
}

TEST(MaskMeasures, HoldTheMeasuresThatStandAlone) {
  random::Rng rng(1);
  for (int i = 0; i < 30; ++i) {
    const shape::Mask truth = testing::random_blobs(kMaskSize, rng);
    const shape::Mask prediction = testing::random_blobs(kMaskSize, rng);
    const auto found = mask_measures(truth, prediction, kTallPixels, {.nsd_tolerance_mm = 1.0});
    ASSERT_EQ(found.has_value(), !truth.empty() && !prediction.empty());
    if (!found) continue;
    const auto distances = boundary_distances(truth, prediction, kTallPixels);
    const auto outlines = outline_distances(truth, prediction, kTallPixels);
    EXPECT_EQ(found->boundary_iou, boundary_iou(truth, prediction));
    EXPECT_EQ(found->hd_mm, hd_mm(*distances));
    EXPECT_EQ(found->hd95_directed_mm, hd95_directed_mm(*distances));
    EXPECT_EQ(found->hd95_pooled_mm, hd95_pooled_mm(*distances));
    EXPECT_EQ(found->hd95_length_weighted_mm, hd95_length_weighted_mm(*outlines));
    EXPECT_EQ(found->assd_mm, assd_mm(*distances));
    EXPECT_EQ(found->nsd, nsd(*distances, 1.0));
    EXPECT_EQ(found->nsd_length_weighted, nsd(*outlines, 1.0));
    // Dice is the harmonic mean of precision and recall.
    if (found->dice > 0.0) {
      EXPECT_NEAR(2.0 / found->dice, 1.0 / found->precision + 1.0 / found->recall, 1e-12);
    }
  }
}

TEST(MaskMeasures, OfAMaskAndItselfArePerfect) {
  const shape::Mask lv = testing::left_ventricle();
  const auto found = mask_measures(lv, lv, kTallPixels, {.nsd_tolerance_mm = 0.0});
  ASSERT_TRUE(found);
  for (const NamedMaskMeasure& measure : kMaskMeasures) {
    const bool is_distance = measure.name.ends_with("_mm");
    EXPECT_EQ(*found.*measure.value, is_distance ? 0.0 : 1.0) << measure.name;
  }
}

TEST(MaskMeasures, HaveOneNameEach) {
  std::set<std::string_view> names;
  MaskMeasures all_zero;
  for (const NamedMaskMeasure& measure : kMaskMeasures) {
    names.insert(measure.name);
    all_zero.*measure.value += 1.0;
  }
  EXPECT_EQ(names.size(), kMaskMeasures.size());
  EXPECT_EQ(sizeof(MaskMeasures), kMaskMeasures.size() * sizeof(double));
  for (const NamedMaskMeasure& measure : kMaskMeasures) {
    EXPECT_EQ(all_zero.*measure.value, 1.0) << measure.name;
  }
}

TEST(MaskMeasures, AreNoneIfAMaskIsEmpty) {
  const shape::Mask mask = rectangle(kMaskSize, {10, 10, 20, 10});
  EXPECT_FALSE(mask_measures(mask, shape::Mask(kMaskSize), kTallPixels, {}));
  EXPECT_FALSE(mask_measures(shape::Mask(kMaskSize), mask, kTallPixels, {}));
  EXPECT_FALSE(mask_measures(shape::Mask(kMaskSize), shape::Mask(kMaskSize), kTallPixels, {}));
}

TEST(MaskMeasures, RefuseWhatMeansNothingAlsoOfEmptyMasks) {
  for (const shape::Mask& mask : {rectangle(kMaskSize, {10, 10, 20, 10}), shape::Mask(kMaskSize)}) {
    EXPECT_THROW(
        (void)mask_measures(mask, shape::Mask(shape::Size{60, 41}), {}, {}), std::invalid_argument);
    EXPECT_THROW((void)mask_measures(mask, mask, {0.0, 1.0}, {}), std::invalid_argument);
    EXPECT_THROW(
        (void)mask_measures(mask, mask, {}, {.nsd_tolerance_mm = -1.0}), std::invalid_argument);
    EXPECT_THROW(
        (void)mask_measures(mask, mask, {}, {.boundary_width_px = 0}), std::invalid_argument);
  }
}

}  // namespace
}  // namespace segnoise::metrics

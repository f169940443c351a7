#include "core/metrics/label_confusion.h"

#include "core/metrics/overlap.h"
#include "core/random/rng.h"
#include "core/shape/label_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace segnoise::metrics {
namespace {

shape::LabelMap map_of(shape::Size size, const std::vector<std::uint8_t>& values) {
  shape::LabelMap map({.size = size});
  std::ranges::copy(values, map.pixels().begin());
  return map;
}

shape::LabelMap random_map(shape::Size size, std::uint32_t labels, random::Rng& rng) {
  shape::LabelMap map({.size = size});
  for (std::uint8_t& label : map.pixels()) label = static_cast<std::uint8_t>(rng.below(labels));
  return map;
}

TEST(LabelConfusion, OfAPairWorkedByHand) {
  LabelConfusion confusion(4);
  confusion.add(map_of({4, 2}, {0, 0, 1, 1, 1, 2, 2, 0}), map_of({4, 2}, {0, 1, 1, 1, 2, 2, 0, 0}));
  EXPECT_EQ(confusion.pixels(0, 0), 2);
  EXPECT_EQ(confusion.pixels(0, 1), 1);
  EXPECT_EQ(confusion.pixels(1, 2), 1);
  EXPECT_EQ(confusion.pixels(2, 1), 0);
  EXPECT_DOUBLE_EQ(confusion.iou(0).value(), 2.0 / 4.0);
  EXPECT_DOUBLE_EQ(confusion.iou(1).value(), 2.0 / 4.0);
  EXPECT_DOUBLE_EQ(confusion.iou(2).value(), 1.0 / 3.0);
  EXPECT_FALSE(confusion.iou(3));
  EXPECT_DOUBLE_EQ(confusion.mean_iou().value(), (0.5 + 0.5 + 1.0 / 3.0) / 3.0);
  EXPECT_DOUBLE_EQ(confusion.mean_iou(1).value(), (0.5 + 1.0 / 3.0) / 2.0);
  EXPECT_DOUBLE_EQ(confusion.pixel_accuracy().value(), 5.0 / 8.0);
}

TEST(LabelConfusion, PoolsThePixelsOfASetBeforeItDivides) {
  // A large object found, a small one missed: 100 of 101 pixels, and not the mean of 1 and 0.
  shape::LabelMap large({.size = {10, 10}}, 1);
  const shape::LabelMap small = map_of({2, 1}, {1, 0});
  LabelConfusion confusion(2);
  confusion.add(large, large);
  confusion.add(small, shape::LabelMap({.size = {2, 1}}));
  EXPECT_DOUBLE_EQ(confusion.iou(1).value(), 100.0 / 101.0);
}

TEST(LabelConfusion, AgreesWithTheOverlapOfMasks) {
  random::Rng rng(1);
  for (int i = 0; i < 20; ++i) {
    const shape::LabelMap truth = random_map({33, 7}, 5, rng);
    const shape::LabelMap prediction = random_map({33, 7}, 5, rng);
    LabelConfusion confusion(6);
    confusion.add(truth, prediction);
    for (std::uint8_t label = 0; label < 6; ++label) {
      const auto common = overlap(shape::mask_of(truth, label), shape::mask_of(prediction, label));
      ASSERT_EQ(confusion.iou(label).has_value(), common.has_value());
      if (common) {
        EXPECT_EQ(confusion.iou(label), common->iou);
      }
    }
  }
}

TEST(LabelConfusion, OfPartsAddsUpToThatOfAll) {
  random::Rng rng(2);
  LabelConfusion all(5);
  LabelConfusion part(5);
  LabelConfusion other(5);
  for (int i = 0; i < 6; ++i) {
    const shape::LabelMap truth = random_map({20, 10}, 5, rng);
    const shape::LabelMap prediction = random_map({20, 10}, 5, rng);
    all.add(truth, prediction);
    (i % 2 == 0 ? part : other).add(truth, prediction);
  }
  part.add(other);
  for (int t = 0; t < 5; ++t) {
    for (int p = 0; p < 5; ++p) EXPECT_EQ(part.pixels(t, p), all.pixels(t, p));
  }
  EXPECT_EQ(part.mean_iou(), all.mean_iou());
}

TEST(LabelConfusion, LeavesOutPixelsWhoseTruthIsIgnored) {
  LabelConfusion confusion(2, 255);
  confusion.add(map_of({4, 1}, {0, 1, 255, 255}), map_of({4, 1}, {0, 1, 1, 77}));
  EXPECT_EQ(confusion.iou(1), 1.0);
  EXPECT_EQ(confusion.pixel_accuracy(), 1.0);
}

TEST(LabelConfusion, OfNothingHasNoMeasure) {
  LabelConfusion confusion(3, 0);
  EXPECT_FALSE(confusion.iou(1));
  EXPECT_FALSE(confusion.mean_iou());
  EXPECT_FALSE(confusion.pixel_accuracy());
  confusion.add(shape::LabelMap({.size = {4, 4}}), shape::LabelMap({.size = {4, 4}}));
  EXPECT_FALSE(confusion.mean_iou());
  EXPECT_FALSE(confusion.pixel_accuracy());
}

TEST(LabelConfusion, RefusesWhatItCannotCountAndKeepsWhatItHas) {
  EXPECT_THROW((void)LabelConfusion(0), std::invalid_argument);
  EXPECT_THROW((void)LabelConfusion(257), std::invalid_argument);
  LabelConfusion confusion(2, 255);
  const shape::LabelMap good = map_of({2, 1}, {0, 1});
  EXPECT_THROW(confusion.add(good, map_of({1, 2}, {0, 1})), std::invalid_argument);
  EXPECT_THROW(confusion.add(good, map_of({2, 1}, {0, 2})), std::invalid_argument);
  EXPECT_THROW(confusion.add(good, map_of({2, 1}, {0, 255})), std::invalid_argument);
  EXPECT_THROW(confusion.add(map_of({2, 1}, {0, 2}), good), std::invalid_argument);
  EXPECT_THROW(confusion.add(LabelConfusion(3)), std::invalid_argument);
  EXPECT_FALSE(confusion.pixel_accuracy());
  EXPECT_THROW((void)confusion.iou(-1), std::invalid_argument);
  EXPECT_THROW((void)confusion.iou(2), std::invalid_argument);
  EXPECT_THROW((void)confusion.mean_iou(-1), std::invalid_argument);
  EXPECT_FALSE(confusion.mean_iou(2));
}

}  // namespace
}  // namespace segnoise::metrics

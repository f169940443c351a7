#include "core/metrics/label_measures.h"

#include "core/shape/label_map.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace segnoise::metrics {
namespace {

using testing::rectangle;

constexpr shape::Size kLabelSize{30, 20};
const shape::Grid kGrid{.size = kLabelSize, .spacing_mm = {.x_mm = 0.5, .y_mm = 2.0}};
const std::vector<std::uint8_t> kLabels{1, 2, 7};

shape::LabelMap labelled(std::uint8_t label, const shape::Box& box) {
  return shape::with_structure(shape::LabelMap(kGrid), label, rectangle(kLabelSize, box));
}

TEST(LabelMeasures, TellWhereALabelIs) {
  shape::LabelMap truth = labelled(1, {2, 2, 10, 5});
  truth = shape::with_structure(truth, 2, rectangle(kLabelSize, {15, 2, 4, 4}));
  shape::LabelMap prediction = labelled(1, {4, 2, 10, 5});
  prediction = shape::with_structure(prediction, 7, rectangle(kLabelSize, {15, 10, 4, 4}));
  const auto found = label_measures(truth, prediction, std::vector<std::uint8_t>{9, 7, 2, 1}, {});
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].label, 9);
  EXPECT_EQ(found[0].presence, Presence::kAbsent);
  EXPECT_EQ(found[1].presence, Presence::kSpurious);
  EXPECT_EQ(found[2].presence, Presence::kMissed);
  EXPECT_EQ(found[3].presence, Presence::kBoth);
  EXPECT_FALSE(found[0].measures);
  EXPECT_FALSE(found[1].measures);
  EXPECT_FALSE(found[2].measures);
  ASSERT_TRUE(found[3].measures);
  EXPECT_DOUBLE_EQ(found[3].measures->dice, 0.8);
  EXPECT_DOUBLE_EQ(found[3].measures->hd_mm, 1.0);  // two pixels of 0.5 mm
}

TEST(LabelMeasures, RefuseMapsOnDifferentGrids) {
  const shape::LabelMap map(kGrid);
  EXPECT_THROW(
      (void)label_measures(map, shape::LabelMap({kLabelSize, {0.5, 1.0}}), kLabels, {}),
      std::invalid_argument);
  EXPECT_THROW(
      (void)label_measures(map, shape::LabelMap({{30, 21}, {0.5, 2.0}}), kLabels, {}),
      std::invalid_argument);
}

TEST(LabelSummary, CountsWhatHasNoValueApartFromTheMeans) {
  const shape::LabelMap here = labelled(1, {2, 2, 10, 5});
  const shape::LabelMap moved_2 = labelled(1, {4, 2, 10, 5});
  const shape::LabelMap moved_5 = labelled(1, {7, 2, 10, 5});
  const shape::LabelMap nowhere(kGrid);
  std::vector<std::vector<LabelMeasures>> pairs;
  const auto add = [&](const shape::LabelMap& truth, const shape::LabelMap& prediction) {
    pairs.push_back(label_measures(truth, prediction, kLabels, {.nsd_tolerance_mm = 1.0}));
  };
  add(here, moved_2);  // Dice 0.8
  add(here, moved_5);  // Dice 0.5
  add(here, nowhere);
  add(nowhere, here);
  add(nowhere, here);
  add(nowhere, nowhere);
  const auto found = summarised(pairs);
  ASSERT_EQ(found.size(), 3U);
  const LabelSummary& first = found.front();
  EXPECT_EQ(first.label, 1);
  EXPECT_EQ(first.both, 2);
  EXPECT_EQ(first.missed, 1);
  EXPECT_EQ(first.spurious, 2);
  EXPECT_EQ(first.absent, 1);
  ASSERT_TRUE(first.mean);
  EXPECT_DOUBLE_EQ(first.mean->dice, 0.65);
  EXPECT_DOUBLE_EQ(first.mean->hd_mm, 1.75);
  ASSERT_TRUE(first.sd);
  EXPECT_NEAR(first.sd->dice, 0.3 / std::sqrt(2.0), 1e-15);
  EXPECT_EQ(found[2].label, 7);
  EXPECT_EQ(found[2].absent, 6);
  EXPECT_FALSE(found[2].mean);
  EXPECT_FALSE(found[2].sd);
}

TEST(LabelSummary, OfASinglePairHasNoDeviation) {
  const shape::LabelMap here = labelled(1, {2, 2, 10, 5});
  const std::vector<std::vector<LabelMeasures>> pairs{label_measures(here, here, kLabels, {})};
  const auto found = summarised(pairs);
  ASSERT_TRUE(found.front().mean);
  EXPECT_EQ(found.front().mean->dice, 1.0);
  EXPECT_FALSE(found.front().sd);
}

TEST(LabelSummary, GathersPairsThatWereAskedForDifferentLabels) {
  const shape::LabelMap here = labelled(2, {2, 2, 10, 5});
  const std::vector<std::vector<LabelMeasures>> pairs{
      label_measures(here, here, std::vector<std::uint8_t>{2, 1}, {}),
      label_measures(here, here, std::vector<std::uint8_t>{2}, {})};
  const auto found = summarised(pairs);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].label, 1);
  EXPECT_EQ(found[0].absent, 1);
  EXPECT_EQ(found[1].label, 2);
  EXPECT_EQ(found[1].both, 2);
}

TEST(LabelSummary, OfNothingIsNothing) { EXPECT_TRUE(summarised({}).empty()); }

}  // namespace
}  // namespace segnoise::metrics

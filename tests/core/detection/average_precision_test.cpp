#include "core/detection/average_precision.h"

#include "core/detection/naive_average_precision.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise::detection {
namespace {

using testing::evidence_of;
using testing::naive_curve;
using testing::NaiveImage;
using testing::random_image;

constexpr std::uint32_t kEvery = std::numeric_limits<std::uint32_t>::max();
using testing::kEveryThreshold;

std::vector<NaiveImage> random_images(random::Rng& rng) {
  std::vector<NaiveImage> images(rng.below(8));
  for (NaiveImage& image : images) image = random_image(rng);
  return images;
}

void expect_as_naive(
    const std::optional<PrecisionRecall>& curve,
    const std::vector<NaiveImage>& images,
    std::size_t area,
    std::uint32_t most) {
  for (std::size_t i = 0; i < kIouThresholds; ++i) {
    const auto naive = naive_curve(images, coco_iou_thresholds().at(i), kCocoAreas.at(area), most);
    ASSERT_EQ(curve.has_value(), naive.has_value());
    if (!naive) continue;
    EXPECT_EQ(curve->recall.at(i), naive->recall);
    for (std::size_t r = 0; r < kRecallThresholds; ++r) {
      EXPECT_EQ(curve->precision.at(i).at(r), naive->precision[r]);
    }
  }
}

TEST(PrecisionRecall, OfAHandWorkedCategory) {
  // Four truths; right, wrong, right, wrong, wrong from the greatest score down.
  RankedCategory category{.truths = {{0, 3}, {1, 1}}};
  for (const bool is_right : {true, false, true, false, false}) {
    const std::uint16_t right = is_right ? kEveryThreshold : 0;
    category.detections.push_back({0, right, static_cast<std::uint16_t>(kEveryThreshold & ~right)});
  }
  EXPECT_EQ(category.truth_count(), 4);
  const auto curve = precision_recall(category);
  ASSERT_TRUE(curve);
  EXPECT_EQ(curve->recall[0], 0.5);
  // Up to a recall of 1/4 the precision is 1, up to 2/4 it is 2/3: 26 and 25 of the thresholds.
  EXPECT_NEAR(curve->precision[0][25], 1.0, 1e-15);
  EXPECT_NEAR(curve->precision[0][26], 2.0 / 3.0, 1e-15);
  EXPECT_NEAR(curve->precision[0][50], 2.0 / 3.0, 1e-15);
  EXPECT_EQ(curve->precision[0][51], 0.0);
  EXPECT_NEAR(curve->average_precision(0), (26.0 + 25.0 * 2.0 / 3.0) / 101.0, 1e-15);
  EXPECT_NEAR(curve->average_precision(), curve->average_precision(9), 1e-15);
  EXPECT_EQ(curve->average_recall(), 0.5);
}

TEST(PrecisionRecall, NeverReachesOneExactly) {
  const RankedCategory category{.detections = {{0, kEveryThreshold, 0}}, .truths = {{0, 1}}};
  EXPECT_EQ(precision_recall(category)->precision[0][0], 1.0 / (1.0 + 2.220446049250313e-16));
}

TEST(PrecisionRecall, IsNothingWhereNothingIsToBeFound) {
  EXPECT_FALSE(precision_recall({}));
  EXPECT_FALSE(precision_recall({.detections = {{0, 0, kEveryThreshold}}}));
  EXPECT_FALSE(precision_recall(
      {.detections = {{0, kEveryThreshold, 0}}, .truths = {{0, 1}}},
      std::vector<std::uint32_t>{0}));
  const auto unfound = precision_recall({.truths = {{0, 2}}});
  ASSERT_TRUE(unfound);
  EXPECT_EQ(unfound->average_precision(), 0.0);
  EXPECT_EQ(unfound->average_recall(), 0.0);
}

TEST(PrecisionRecall, IsCocosToTheLastBit) {
  random::Rng rng(17);
  for (int round = 0; round < 300; ++round) {
    const auto images = random_images(rng);
    const CategoryEvidence evidence = evidence_of(images);
    for (std::size_t area = 0; area < kAreaRanges; ++area) {
      for (const std::uint32_t most : {1U, 3U, kEvery}) {
        expect_as_naive(precision_recall(ranked(evidence, area, most)), images, area, most);
      }
    }
  }
}

TEST(PrecisionRecall, CountsAnImageOfWeightTwoAsTwo) {
  random::Rng rng(18);
  for (int round = 0; round < 200; ++round) {
    auto images = random_images(rng);
    std::vector<std::uint32_t> weights;
    std::vector<NaiveImage> repeated;
    for (NaiveImage& image : images) {
      for (double& score : image.scores) score = rng.uniform();  // no ties within an image
      std::ranges::sort(image.scores, std::greater<>{});
      weights.push_back(rng.below(4));
      repeated.insert(repeated.end(), weights.back(), image);
    }
    if (weights.empty()) continue;
    const RankedCategory category = ranked(evidence_of(images), 0, kEvery);
    expect_as_naive(precision_recall(category, weights), repeated, 0, kEvery);
  }
}

TEST(Ranked, KeepsDetectionsOfEqualScoresAsTheyAre) {
  CategoryEvidence evidence;
  for (std::uint32_t image = 0; image < 3; ++image) {
    DetectionOutcome outcome;
    if (image == 1) outcome.matched.fill(kEveryThreshold);
    evidence.detections.push_back({0.5, image, 0, outcome});
  }
  evidence.detections.push_back({0.9, 3, 0, {}});
  const RankedCategory category = ranked(evidence, 0, 1);
  ASSERT_EQ(category.detections.size(), 4);
  EXPECT_EQ(category.detections[0].image, 3);
  EXPECT_EQ(category.detections[1].image, 0);
  EXPECT_EQ(category.detections[2].right, kEveryThreshold);
  EXPECT_EQ(category.detections[3].image, 2);
}

TEST(Ranked, RefusesAnAreaThatIsNone) {
  EXPECT_THROW((void)ranked({}, kAreaRanges, 1), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::detection

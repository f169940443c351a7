#include "core/detection/detection_matching.h"

#include "core/detection/iou_table.h"
#include "core/detection/naive_average_precision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <vector>

namespace segnoise::detection {
namespace {

using ::testing::ElementsAre;
using testing::iou_table;
using testing::naive_matches;
using testing::NaiveImage;
using testing::random_image;

using testing::kEveryThreshold;

std::vector<std::optional<std::size_t>> matched(
    const IouTable& ious, const std::vector<MatchableTruth>& truths, double threshold = 0.5) {
  return matched_truths(ious, truths, threshold);
}

TEST(CocoThresholds, AreNumpysLinspaceToTheLastBit) {
  const auto& ious = coco_iou_thresholds();
  EXPECT_EQ(ious[0], 0.5);
  EXPECT_EQ(ious[kIou50], 0.5);
  EXPECT_EQ(ious[kIou75], 0.75);
  EXPECT_EQ(ious[3], 0.65);
  EXPECT_EQ(ious[8], 0.8999999999999999);
  EXPECT_EQ(ious[9], 0.95);
  const auto& recalls = coco_recall_thresholds();
  EXPECT_EQ(recalls[0], 0.0);
  EXPECT_EQ(recalls[29], 0.29);
  EXPECT_EQ(recalls[35], 0.35000000000000003);
  EXPECT_EQ(recalls[57], 0.5700000000000001);
  EXPECT_EQ(recalls[100], 1.0);
}

TEST(CocoAreas, HoldBothTheirEnds) {
  EXPECT_TRUE(kCocoAreas[1].holds(1024.0));
  EXPECT_TRUE(kCocoAreas[2].holds(1024.0));
  EXPECT_FALSE(kCocoAreas[1].holds(1024.5));
  EXPECT_TRUE(kCocoAreas[2].holds(9216.0));
  EXPECT_TRUE(kCocoAreas[3].holds(9216.0));
  EXPECT_TRUE(kCocoAreas[0].holds(0.0));
}

TEST(MatchedTruths, GoToTheGreatestOverlapInTheOrderOfTheDetections) {
  EXPECT_THAT(matched(iou_table({{0.6, 0.8}, {0.7, 0.9}}), {{}, {}}), ElementsAre(1, 0));
  EXPECT_THAT(matched(iou_table({{0.0, 0.8}, {0.0, 0.9}}), {{}, {}}), ElementsAre(1, std::nullopt));
}

TEST(MatchedTruths, AreTheLastOfEqualOnes) {
  EXPECT_THAT(matched(iou_table({{0.7, 0.7, 0.6}}), {{}, {}, {}}), ElementsAre(1));
}

TEST(MatchedTruths, ReachTheThreshold) {
  EXPECT_THAT(matched(iou_table({{0.5}}), {{}}), ElementsAre(0));
  EXPECT_THAT(matched(iou_table({{0.49999}}), {{}}), ElementsAre(std::nullopt));
  // One that asks for 1 is content with what rounding leaves of it.
  EXPECT_THAT(matched(iou_table({{1.0 - 1e-11}}), {{}}, 1.0), ElementsAre(0));
}

TEST(MatchedTruths, AreIgnoredOnesOnlyWhereNoOtherIsToBeHad) {
  const std::vector<MatchableTruth> truths{{.is_ignored = true}, {}};
  EXPECT_THAT(
      matched(iou_table({{0.9, 0.6}, {0.9, 0.6}, {0.9, 0.6}}), truths),
      ElementsAre(1, 0, std::nullopt));
}

TEST(MatchedTruths, MayBeOneCrowdForMany) {
  const std::vector<MatchableTruth> truths{{.is_crowd = true, .is_ignored = true}};
  EXPECT_THAT(matched(iou_table({{0.9}, {0.6}, {0.4}}), truths), ElementsAre(0, 0, std::nullopt));
}

TEST(MatchedTruths, OfNothingAreNone) {
  EXPECT_THAT(matched(IouTable(0, 2), {{}, {}}), ElementsAre());
  EXPECT_THAT(matched(IouTable(2, 0), {}), ElementsAre(std::nullopt, std::nullopt));
}

TEST(MatchDetections, TellsAtWhichThresholdsADetectionIsRight) {
  const auto outcomes = match_detections(
      iou_table({{0.72}}),
      std::vector<MatchableTruth>{{.area_px2 = 500.0}},
      std::vector<MatchableDetection>{{.area_px2 = 2000.0}});
  ASSERT_EQ(outcomes.size(), 1);
  EXPECT_EQ(outcomes[0].right(0), 0b11111);
  EXPECT_EQ(outcomes[0].wrong(0), kEveryThreshold & ~0b11111U);
  // The truth is small, the detection medium: among small ones it is right or nothing, among medium
  // ones nothing or wrong, among large ones nothing.
  EXPECT_EQ(outcomes[0].right(1), 0b11111);
  EXPECT_EQ(outcomes[0].wrong(1), 0);
  EXPECT_EQ(outcomes[0].right(2), 0);
  EXPECT_EQ(outcomes[0].wrong(2), kEveryThreshold & ~0b11111U);
  EXPECT_EQ(outcomes[0].right(3), 0);
  EXPECT_EQ(outcomes[0].wrong(3), 0);
}

TEST(MatchDetections, LeavesOutUnmatchedOnesOfCategoriesThatAreNotExhaustive) {
  const std::vector<MatchableDetection> detections{
      {.is_ignored_unmatched = true}, {.is_ignored_unmatched = true}};
  const auto outcomes =
      match_detections(iou_table({{0.99}, {0.2}}), std::vector<MatchableTruth>{{}}, detections);
  EXPECT_EQ(outcomes[0].right(0), kEveryThreshold);
  EXPECT_EQ(outcomes[1].right(0), 0);
  EXPECT_EQ(outcomes[1].wrong(0), 0);
}

TEST(MatchDetections, IsWhatEveryPairAskedGives) {
  random::Rng rng(3);
  for (int round = 0; round < 2000; ++round) {
    const NaiveImage image = random_image(rng);
    const auto outcomes = match_detections(image.ious, image.truths, image.detections);
    for (std::size_t a = 0; a < kAreaRanges; ++a) {
      for (std::size_t i = 0; i < kIouThresholds; ++i) {
        const auto naive = naive_matches(image, coco_iou_thresholds().at(i), kCocoAreas.at(a));
        for (std::size_t d = 0; d < outcomes.size(); ++d) {
          EXPECT_EQ((outcomes[d].matched.at(a) >> i) & 1U, naive.matched[d] ? 1U : 0U);
          EXPECT_EQ((outcomes[d].ignored.at(a) >> i) & 1U, naive.ignored[d] ? 1U : 0U);
        }
      }
    }
  }
}

TEST(MatchDetections, RefusesATableOfAnotherSize) {
  EXPECT_THROW(
      (void)match_detections(
          IouTable(1, 2), std::vector<MatchableTruth>(1), std::vector<MatchableDetection>(1)),
      std::invalid_argument);
  EXPECT_THROW((void)matched(IouTable(1, 2), {{}}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::detection

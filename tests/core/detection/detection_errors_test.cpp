#include "core/detection/detection_errors.h"

#include "core/detection/iou_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <vector>

namespace segnoise::detection {
namespace {

using ::testing::ElementsAre;
using testing::iou_table;
using ::testing::Pair;

constexpr std::uint32_t kCat = 0;
constexpr std::uint32_t kDog = 1;
using Truths = std::vector<ClassifiableTruth>;
using Detections = std::vector<ClassifiableDetection>;

std::optional<DetectionError> error_of(double own_iou, double other_iou) {
  const auto image = classify_detections(
      iou_table({{own_iou, other_iou}}), Truths{{{}, kCat}, {{}, kDog}}, Detections{{0.9, kCat}});
  return image.detections.at(0).error;
}

double gain(const ErrorSplit& split, DetectionError error) {
  for (std::size_t i = 0; i < kDetectionErrors.size(); ++i) {
    if (kDetectionErrors.at(i) == error) return split.costs.at(i).ap50_gain;
  }
  return -1.0;
}

std::size_t count(const ErrorSplit& split, DetectionError error) {
  for (std::size_t i = 0; i < kDetectionErrors.size(); ++i) {
    if (kDetectionErrors.at(i) == error) return split.costs.at(i).count;
  }
  return 99;
}

TEST(ClassifyDetections, TakesTheFirstErrorThatFits) {
  EXPECT_EQ(error_of(0.5, 0.9), std::nullopt);
  EXPECT_EQ(error_of(0.49, 0.9), DetectionError::kLocalisation);
  EXPECT_EQ(error_of(0.1, 0.0), DetectionError::kLocalisation);
  EXPECT_EQ(error_of(0.09, 0.5), DetectionError::kClass);
  EXPECT_EQ(error_of(0.09, 0.49), DetectionError::kBoth);
  EXPECT_EQ(error_of(0.0, 0.1), DetectionError::kBoth);
  EXPECT_EQ(error_of(0.09, 0.09), DetectionError::kBackground);
}

TEST(ClassifyDetections, KnowsDuplicates) {
  const auto image = classify_detections(
      iou_table({{0.6}, {0.9}}), Truths{{{}, kCat}}, Detections{{0.9, kCat}, {0.8, kCat}});
  EXPECT_EQ(image.detections.at(0).error, std::nullopt);
  EXPECT_EQ(image.detections.at(0).truth, 0);
  EXPECT_EQ(image.detections.at(1).error, DetectionError::kDuplicate);
  EXPECT_TRUE(image.truths.at(0).is_found);
}

TEST(ClassifyDetections, MissesTruthsThatNothingIsAbout) {
  const auto image = classify_detections(
      iou_table({{0.3, 0.0, 0.0}, {0.0, 0.8, 0.2}}),
      Truths{{{}, kCat}, {{}, kDog}, {{}, kDog}},
      Detections{{0.9, kCat}, {0.8, kCat}});
  EXPECT_FALSE(image.truths.at(0).is_missed);  // localisation
  EXPECT_FALSE(image.truths.at(1).is_missed);  // class
  EXPECT_TRUE(image.truths.at(2).is_missed);
}

TEST(ClassifyDetections, LeavesOutWhatIsIgnored) {
  const auto image = classify_detections(
      iou_table({{0.8, 0.0}, {0.0, 0.0}, {0.0, 0.3}}),
      Truths{{{.is_crowd = true, .is_ignored = true}, kCat}, {{}, kCat}},
      Detections{{0.9, kCat}, {0.8, kCat, true}, {0.7, kCat}});
  ASSERT_EQ(image.detections.size(), 1);
  EXPECT_EQ(image.detections[0].error, DetectionError::kLocalisation);
  EXPECT_EQ(image.detections[0].truth, 0);
  EXPECT_EQ(image.truths.size(), 1);
}

TEST(SplitErrors, GivesATruthToTheBestDetectionThatErrsAboutIt) {
  // One truth; two detections near it, the better one of score 0.8.
  const std::vector<ClassifiedImage> images{classify_detections(
      iou_table({{0.4}, {0.3}}), Truths{{{}, kCat}}, Detections{{0.8, kCat}, {0.7, kCat}})};
  const ErrorSplit split = split_errors(images, 2);
  EXPECT_EQ(split.ap50, 0.0);
  EXPECT_EQ(count(split, DetectionError::kLocalisation), 2);
  EXPECT_NEAR(gain(split, DetectionError::kLocalisation), 1.0, 1e-12);
  EXPECT_EQ(count(split, DetectionError::kMissed), 0);
}

TEST(SplitErrors, GivesATruthToTheFirstOfDetectionsOfOneScore) {
  // Between the two near the truth, of the same score, is one of the background: the first of the
  // two stands before it when it is mended, so that precision is 1 where the truth is found.
  const std::vector<ClassifiedImage> images{classify_detections(
      iou_table({{0.4}, {0.0}, {0.3}}),
      Truths{{{}, kCat}},
      Detections{{0.8, kCat}, {0.8, kCat}, {0.8, kCat}})};
  EXPECT_NEAR(gain(split_errors(images, 1), DetectionError::kLocalisation), 1.0, 1e-12);
}

TEST(SplitErrors, MovesMendedClassesToTheirTruths) {
  const std::vector<ClassifiedImage> images{classify_detections(
      iou_table({{0.9, 0.0}, {0.0, 0.9}}),
      Truths{{{}, kCat}, {{}, kDog}},
      Detections{{0.8, kCat}, {0.9, kCat}})};
  // The cat's own precision is 1/2, behind the detection that is a dog.
  const ErrorSplit split = split_errors(images, 2);
  EXPECT_NEAR(*split.ap50, 0.25, 1e-12);
  EXPECT_EQ(count(split, DetectionError::kClass), 1);
  EXPECT_NEAR(gain(split, DetectionError::kClass), 0.75, 1e-12);
}

TEST(SplitErrors, TakesAwayWhatNoTruthIsBehind) {
  const std::vector<ClassifiedImage> images{classify_detections(
      iou_table({{0.0, 0.0}, {0.9, 0.0}, {0.8, 0.0}}),
      Truths{{{}, kCat}, {{}, kCat}},
      Detections{{0.9, kCat}, {0.8, kCat}, {0.7, kCat}})};
  const ErrorSplit split = split_errors(images, 1);
  const double found = 51.0 / 101.0;  // of the recall thresholds
  EXPECT_NEAR(*split.ap50, 0.5 * found, 1e-12);
  EXPECT_NEAR(gain(split, DetectionError::kBackground), 0.5 * found, 1e-12);
  EXPECT_NEAR(gain(split, DetectionError::kDuplicate), 0.0, 1e-12);
  EXPECT_EQ(count(split, DetectionError::kDuplicate), 1);
  EXPECT_EQ(count(split, DetectionError::kMissed), 1);
  EXPECT_NEAR(gain(split, DetectionError::kMissed), 0.5 * (1.0 - found), 1e-12);
  EXPECT_EQ(gain(split, DetectionError::kBoth), 0.0);
}

TEST(SplitErrors, OfNothingIsNothing) {
  const ErrorSplit split = split_errors({}, 3);
  EXPECT_FALSE(split.ap50);
  EXPECT_EQ(count(split, DetectionError::kMissed), 0);
}

TEST(AddConfusion, PairsWhateverTheCategoriesFromTheGreatestScoreDown) {
  Confusion confusion;
  const Truths truths{{{}, kCat}, {{}, kDog}, {{.is_ignored = true}, kDog}};
  // The dog of score 0.9 takes the cat from the cat of score 0.8; the last is too unsure.
  add_confusion(
      iou_table({{0.7, 0.0, 0.0}, {0.6, 0.0, 0.0}, {0.0, 0.0, 0.9}, {0.0, 0.9, 0.0}}),
      truths,
      Detections{{0.8, kCat}, {0.9, kDog}, {0.7, kDog}, {0.2, kDog}},
      0.5,
      confusion);
  using Category = std::optional<std::uint32_t>;
  const Category cat = kCat;
  const Category dog = kDog;
  const Category none;
  EXPECT_THAT(
      confusion,
      ::testing::UnorderedElementsAre(
          Pair(Pair(cat, dog), 1), Pair(Pair(none, cat), 1), Pair(Pair(dog, none), 1)));
}

TEST(ClassifyDetections, RefusesATableOfAnotherSize) {
  Confusion confusion;
  EXPECT_THROW(
      (void)classify_detections(IouTable(1, 1), Truths{}, Detections(1)), std::invalid_argument);
  EXPECT_THROW(
      add_confusion(IouTable(1, 1), Truths{}, Detections(1), 0.5, confusion),
      std::invalid_argument);
}

TEST(DetectionErrors, HaveNames) {
  EXPECT_EQ(name_of(DetectionError::kClass), "class");
  EXPECT_EQ(name_of(DetectionError::kMissed), "missed");
}

}  // namespace
}  // namespace segnoise::detection

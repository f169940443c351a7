#include "data/coco/evaluate/evaluation_comparison.h"

#include "core/detection/paired_precision.h"
#include "core/random/rng.h"
#include "support/coco_by_hand.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::coco {
namespace {

using testing::box_polygon;
using testing::made_coco;
using testing::made_image;
using testing::made_results;
using testing::MadeAnnotation;
using testing::MadeResult;
using testing::TemporaryFolder;

/// A cat on each of 40 images, and detections of which a share is right.
class ComparedResultsTest : public ::testing::Test {
 protected:
  static constexpr int kImages = 40;

  ComparedResultsTest() {
    std::string images;
    std::vector<MadeAnnotation> cats;
    for (int i = 1; i <= kImages; ++i) {
      images += (i == 1 ? "" : ", ") + made_image(i);
      cats.push_back(
          {.id = i,
           .image_id = i,
           .segmentation = box_polygon(10, 20, 20, 20),
           .more = R"(, "area": 400)"});
    }
    truth_ = folder_.add("gt.json", made_coco(images, cats));
  }

  [[nodiscard]] Evidence detected(double share_right, std::uint64_t seed) const {
    random::Rng rng(seed);
    std::vector<MadeResult> results;
    for (int i = 1; i <= kImages; ++i) {
      const int x = rng.chance(share_right) ? 10 : 50;
      results.push_back(
          {.image_id = i, .score = rng.uniform(), .segmentation = box_polygon(x, 20, 20, 20)});
    }
    return gathered(results);
  }

  /// Two detections on each image, of which the one of lower score is right.
  [[nodiscard]] Evidence detected_second() const {
    std::vector<MadeResult> results;
    for (int i = 1; i <= kImages; ++i) {
      for (const auto& [score, x] : {std::pair{0.9, 50}, std::pair{0.8, 10}}) {
        results.push_back(
            {.image_id = i, .score = score, .segmentation = box_polygon(x, 20, 20, 20)});
      }
    }
    return gathered(results);
  }

 private:
  [[nodiscard]] Evidence gathered(const std::vector<MadeResult>& results) const {
    const CocoFile truth(truth_);
    const ResultsFile file(
        folder_.add("dt.json", made_results(results)), truth, InvalidAnnotations::kRefused);
    return gather_evidence(truth, file, {});
  }

  TemporaryFolder folder_;
  std::filesystem::path truth_;
};

TEST_F(ComparedResultsTest, IsTheDifferenceOfTheSummaries) {
  const Evidence a = detected(0.4, 1);
  const Evidence b = detected(0.9, 2);
  const auto compared = compare_results(a, b, {}, {.resamples = 200});
  ASSERT_EQ(compared.size(), 1);
  const detection::PrecisionDifference& ap = compared[0].differences[0];
  EXPECT_EQ(ap.a, scores_of(a, {})[0].summary[0].value);
  EXPECT_EQ(ap.b, scores_of(b, {})[0].summary[0].value);
  EXPECT_GT(ap.interval->lower, 0.0);
  EXPECT_LT(ap.interval->lower, *ap.difference);
  EXPECT_GT(ap.interval->upper, *ap.difference);
  EXPECT_FALSE(compared[0].differences[5].difference);  // nothing is large
}

TEST_F(ComparedResultsTest, HoldsNothingWhereThereIsNoDifference) {
  const Evidence a = detected(0.6, 1);
  const auto compared = compare_results(a, a, {}, {.resamples = 20});
  EXPECT_EQ(*compared[0].differences[0].difference, 0.0);
  EXPECT_EQ(compared[0].differences[0].interval->lower, 0.0);
  EXPECT_EQ(compared[0].differences[0].interval->upper, 0.0);
}

TEST_F(ComparedResultsTest, DrawsImagesAnewForEveryResample) {
  const Evidence a = detected(0.4, 1);
  const Evidence b = detected(0.9, 2);
  const detection::RankedEvidence ranked_a = detection::ranked(a.kinds[0].categories, 100);
  const detection::RankedEvidence ranked_b = detection::ranked(b.kinds[0].categories, 100);
  constexpr std::uint32_t kResamples = 23;  // more than are drawn at once
  std::vector<detection::PrecisionPair> resamples;
  for (std::uint32_t i = 0; i < kResamples; ++i) {
    const auto weights = detection::resampled_images(kImages, 7, i);
    resamples.push_back(
        {detection::average_precisions(ranked_a, weights),
         detection::average_precisions(ranked_b, weights)});
  }
  const auto expected = detection::precision_differences(
      {detection::average_precisions(ranked_a), detection::average_precisions(ranked_b)},
      resamples,
      0.5);
  const auto compared =
      compare_results(a, b, {}, {.resamples = kResamples, .seed = 7, .confidence = 0.5});
  const detection::PrecisionDifference& ap = compared[0].differences[0];
  EXPECT_EQ(ap.interval->lower, expected[0].interval->lower);
  EXPECT_EQ(ap.interval->upper, expected[0].interval->upper);
}

TEST_F(ComparedResultsTest, CountsAsManyDetectionsAsTheSummary) {
  // The best detection of every image is wrong, the second right: of one alone, AP would be 0.
  const Evidence second = detected_second();
  const auto compared = compare_results(second, second, {}, {.resamples = 2});
  EXPECT_GT(*compared[0].differences[0].a, 0.4);
  EXPECT_EQ(compared[0].differences[0].a, scores_of(second, {})[0].summary[0].value);
}

TEST_F(ComparedResultsTest, DependsOnTheSeedAndNotOnThreads) {
  const Evidence a = detected(0.4, 1);
  const Evidence b = detected(0.6, 2);
  const auto lower = [&](int threads, std::uint64_t seed) {
    const EvaluationOptions options{.threads = threads};
    return compare_results(a, b, options, {.resamples = 55, .seed = seed})[0]
        .differences[0]
        .interval->lower;
  };
  EXPECT_EQ(lower(1, 3), lower(4, 3));
  EXPECT_NE(lower(1, 3), lower(1, 4));
}

}  // namespace
}  // namespace segnoise::coco

#include "data/coco/evaluate/paired_results.h"

#include "data/coco/evaluate/evaluation_json.h"
#include "support/coco_by_hand.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using testing::box_polygon;
using ::testing::HasSubstr;
using testing::made_coco;
using testing::made_image;
using testing::made_results;
using testing::MadeResult;
using testing::TemporaryFolder;

PairedScores score(
    const std::vector<MadeResult>& results,
    InvalidAnnotations invalid = InvalidAnnotations::kRefused) {
  const TemporaryFolder folder;
  const CocoFile truth(folder.add(
      "gt.json",
      made_coco(
          made_image(9) + ", " + made_image(4),
          {{.id = 5, .segmentation = box_polygon(10, 20, 20, 20)},
           {.id = 6, .segmentation = box_polygon(50, 20, 20, 20)},
           {.id = 7,
            .image_id = 4,
            .segmentation = R"({"size": [80, 100], "counts": [8000]})",
            .is_crowd = true}})));
  const ResultsFile file(folder.add("dt.json", made_results(results)), truth, invalid);
  return score_pairs(truth, file, {.invalid = invalid, .threads = 2});
}

std::string pairing_refusal(const std::vector<MadeResult>& results) {
  try {
    (void)score(results);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

const MadeResult kMovedByHalf{// by half: IoU 1/3, Dice 1/2
                              .segmentation = box_polygon(20, 20, 20, 20),
                              .more = R"(, "annotation_id": 5)"};
const MadeResult kSame{
    .category_id = 2,
    .segmentation = box_polygon(50, 20, 20, 20),
    .more = R"(, "annotation_id": 6)"};

TEST(ScorePairs, AveragesOverThePairsWhateverTheirCategories) {
  const PairedScores scores = score({kSame, kMovedByHalf});
  EXPECT_EQ(scores.pairs, 2);
  EXPECT_NEAR(*scores.mean_iou, 2.0 / 3.0, 1e-15);
  EXPECT_NEAR(*scores.mean_f1, 0.75, 1e-15);
  EXPECT_EQ(scores.truths_without_result, 0);
}

TEST(ScorePairs, CountsWhatHasNoResultAndWhatHasNoPixel) {
  const PairedScores scores = score(
      {kMovedByHalf,
       {.image_id = 4,
        .segmentation = R"({"size": [80, 100], "counts": [8000]})",
        .more = R"(, "annotation_id": 7)"}});
  EXPECT_EQ(scores.pairs, 2);
  EXPECT_EQ(scores.truths_without_result, 1);
  EXPECT_EQ(scores.pairs_without_pixels, 1);
  EXPECT_NEAR(*scores.mean_iou, 1.0 / 3.0, 1e-15);
  EXPECT_FALSE(score({}).mean_iou);
}

TEST(ScorePairs, NamesResultsWithoutAnAnnotation) {
  EXPECT_THAT(
      pairing_refusal({{.segmentation = box_polygon(1, 1, 5, 5)}}),
      HasSubstr("result 0: annotation_id is missing"));
  EXPECT_THAT(
      pairing_refusal(
          {kSame,
           {.image_id = 4, .segmentation = "[[1,1,2,1,2,2]]", .more = R"(, "annotation_id": 5)"}}),
      HasSubstr("result 1: annotation_id must be the id of an annotation of its image"));
  EXPECT_THAT(pairing_refusal({kSame, kSame}), HasSubstr("result 1: annotation_id must"));
  const PairedScores scores = score({kSame, kSame}, InvalidAnnotations::kSkipped);
  EXPECT_EQ(scores.pairs, 1);
  EXPECT_EQ(scores.invalid.size(), 1);
}

TEST(ScorePairs, DoesNotTakeTruthsThatAreLeftOutForResults) {
  const TemporaryFolder folder;
  const CocoFile truth(folder.add(
      "gt.json",
      made_coco(
          made_image(9),
          {{.id = 6, .segmentation = box_polygon(50, 20, 20, 20)},
           {.id = 8, .image_id = 77, .segmentation = box_polygon(1, 1, 5, 5)}})));
  const ResultsFile file(
      folder.add("dt.json", made_results({kSame})), truth, InvalidAnnotations::kSkipped);
  const PairedScores scores =
      score_pairs(truth, file, {.invalid = InvalidAnnotations::kSkipped, .threads = 2});
  EXPECT_EQ(scores.pairs, 1);
  EXPECT_TRUE(scores.invalid.empty());
  ASSERT_EQ(scores.invalid_truths.size(), 1);
  EXPECT_THAT(scores.invalid_truths[0], HasSubstr("annotation 8: image_id"));
  const std::string json = paired_json(scores, {});
  EXPECT_THAT(json, HasSubstr(R"("invalid_annotations": 1)"));
  EXPECT_THAT(json, HasSubstr(R"("invalid_results": 0)"));
}

}  // namespace
}  // namespace segnoise::coco

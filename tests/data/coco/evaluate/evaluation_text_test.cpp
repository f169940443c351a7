#include "data/coco/evaluate/evaluation_text.h"

#include "data/coco/evaluate/evaluated_by_hand.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace segnoise::coco {
namespace {

using testing::EvaluatedByHand;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string text_of(const EvaluatedByHand& made, TextColours colours = TextColours::kNone) {
  return evaluation_text(made.evidence, made.scores, made.options, colours);
}

TEST(EvaluationText, IsWhatUsersOfTheApiKnow) {
  const std::string text = text_of({});
  EXPECT_THAT(text, StartsWith("2 images, 2 annotations, 3 detections\n\nsegm\n"));
  // Found up to a recall of 1/2: 51 of the thresholds.
  EXPECT_THAT(
      text,
      HasSubstr(
          " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.505\n"
          " Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.505\n"));
  EXPECT_THAT(
      text,
      HasSubstr(" Average Precision  (AP) @[ IoU=0.50:0.95 | area=medium | maxDets=100 ] = -\n"));
  EXPECT_THAT(
      text,
      HasSubstr(
          " Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets= 10 ] = 0.500\n"));
  EXPECT_THAT(text, HasSubstr("background        1              +0.0000\n"));
  EXPECT_THAT(text, Not(HasSubstr("cat -> dog")));
}

TEST(EvaluationText, HasColoursOnlyForTerminals) {
  EXPECT_THAT(text_of({}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(text_of({}, TextColours::kTerminal), HasSubstr("= \x1b[1m0.505\x1b[0m\n"));
}

TEST(EvaluationText, NamesLvissGroups) {
  EvaluatedByHand made;
  made.options.style = detection::DetectionStyle::kLvis;
  for (detection::SummaryNumber& number : made.scores[0].summary)
    number.frequency = detection::Frequency::kCommon;
  EXPECT_THAT(text_of(made), HasSubstr("maxDets=100 | categories=  c ] = 0.505"));
}

TEST(CategoriesText, LeavesOutThoseWithoutTruths) {
  const EvaluatedByHand made;
  const std::string text = categories_text(made.evidence, made.scores);
  EXPECT_THAT(text, HasSubstr("\nsegm  truths     AP   AP50   AP75    APs"));
  EXPECT_THAT(text, HasSubstr("\ncat        2  0.505  0.505  0.505  0.505    -    -"));
  EXPECT_THAT(text, Not(HasSubstr("dog")));
}

TEST(EvaluationCsv, HasARowForEachCategoryAndOneForAll) {
  EvaluatedByHand made;
  made.evidence.categories[2].name = "a \"car\", or so";
  const std::string csv = evaluation_csv(made.evidence, made.scores);
  EXPECT_THAT(
      csv,
      StartsWith("kind,category_id,category,truths,detections,AP,AP50,AP75,APs,APm,APl,AR1,AR10,"
                 "AR100,ARs,ARm,ARl\nsegm,,mean of all,2,3,0.50495"));
  EXPECT_THAT(csv, HasSubstr("\nsegm,1,cat,2,2,0.50495"));
  EXPECT_THAT(csv, HasSubstr("\nsegm,2,dog,0,1,,,,,,,,,,,,\n"));
  EXPECT_THAT(csv, HasSubstr("\nsegm,3,\"a \"\"car\"\", or so\",0,0,,"));
}

TEST(ComparisonText, ShowsDifferencesWithTheirIntervals) {
  ComparedResults result{
      .kind = IouKind::kBbox, .differences = std::vector<detection::PrecisionDifference>(6)};
  result.differences[0] = {
      .a = 0.5, .b = 0.25, .difference = -0.25, .interval = statistics::Interval{-0.3, 0.01}};
  const std::string text = comparison_text({result}, {});
  EXPECT_THAT(text, HasSubstr("95 % interval"));
  EXPECT_THAT(text, HasSubstr("\nAP    0.5000  0.2500  -0.2500  -0.3000 to +0.0100\n"));
  EXPECT_THAT(text, HasSubstr("1,000 resamples, seed 1"));
}

TEST(PairedText, ShowsWhatIsNotDefined) {
  const std::string text = paired_text({.pairs = 3, .mean_iou = 0.5});
  EXPECT_THAT(text, HasSubstr("mean IoU                           0.5000\n"));
  EXPECT_THAT(text, HasSubstr("mean F1 (Dice)                          -\n"));
}

}  // namespace
}  // namespace segnoise::coco

#include "data/coco/evaluate/evaluation_json.h"

#include "data/coco/evaluate/evaluated_by_hand.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace segnoise::coco {
namespace {

using testing::EvaluatedByHand;

const EvaluationProvenance kProvenance{
    .program = "coco-eval 1", .truth = "gt \"1\".json", .results = {"dt.json"}};

TEST(EvaluationJson, HasStableKeysAndFullPrecision) {
  const EvaluatedByHand made;
  const auto json =
      nlohmann::json::parse(evaluation_json(made.evidence, made.scores, made.options, kProvenance));
  for (const detection::SummaryNumber& number : made.scores[0].summary) {
    const auto& value = json.at("segm").at(number.key);
    if (number.value) {
      EXPECT_EQ(value.get<double>(), *number.value) << number.key;
    } else {
      EXPECT_TRUE(value.is_null()) << number.key;
    }
  }
  EXPECT_EQ(json.at("segm").size(), 12);
  EXPECT_EQ(json.at("truth"), "gt \"1\".json");
  EXPECT_EQ(json.at("results"), nlohmann::json({"dt.json"}));
  EXPECT_EQ(json.at("style"), "coco");
  EXPECT_EQ(json.at("max_dets"), nlohmann::json({1, 10, 100}));
  EXPECT_EQ(json.at("detections"), 3);
  const auto& categories = json.at("per_category").at("segm");
  ASSERT_EQ(categories.size(), 3);
  EXPECT_EQ(categories[0].at("name"), "cat");
  EXPECT_EQ(categories[0].at("AR"), 0.5);
  EXPECT_TRUE(categories[1].at("AP").is_null());
  const auto& curves = json.at("precision_recall").at("segm");
  EXPECT_EQ(curves.at("recall").size(), 101);
  EXPECT_EQ(curves.at("precision").size(), 10);
  EXPECT_NEAR(curves.at("precision")[9][50].get<double>(), 1.0, 1e-12);
  EXPECT_EQ(curves.at("precision")[9][51], 0.0);
}

TEST(EvaluationJson, TellsErrorsAndConfusions) {
  const EvaluatedByHand made;
  const auto json =
      nlohmann::json::parse(evaluation_json(made.evidence, made.scores, made.options, kProvenance));
  const auto& errors = json.at("errors").at("segm");
  EXPECT_EQ(errors.at("background").at("count"), 1);
  EXPECT_EQ(errors.at("class").at("count"), 1);
  EXPECT_EQ(errors.at("missed").at("count"), 1);
  EXPECT_NEAR(errors.at("missed").at("AP50_gain").get<double>(), 50.0 / 101.0, 1e-12);
  // The cat was taken for one; the wrong cat and the dog are of the background, the other cat was
  // not found.
  const auto& confusion = json.at("confusion").at("segm");
  ASSERT_EQ(confusion.size(), 4);
  std::size_t total = 0;
  for (const auto& entry : confusion) total += entry.at("count").get<std::size_t>();
  EXPECT_EQ(total, 4);
}

TEST(EvaluationJson, OfNothingHasNoCurves) {
  const Evidence evidence{.kinds = {{.kind = IouKind::kBbox}}};
  const EvaluationOptions options{.kinds = {IouKind::kBbox}};
  const auto json = nlohmann::json::parse(
      evaluation_json(evidence, scores_of(evidence, options), options, kProvenance));
  EXPECT_TRUE(json.at("bbox").at("AP").is_null());
  EXPECT_TRUE(json.at("precision_recall").at("bbox").at("precision")[0].is_null());
  EXPECT_TRUE(json.at("per_category").at("bbox").empty());
}

TEST(MeanPrecisions, AverageOverThresholdsUnlessOneIsAskedFor) {
  detection::CategoryScores scores;
  scores.curves[0].emplace();
  scores.curves[0]->precision[2].fill(1.0);
  const std::vector<detection::CategoryScores> categories{scores, {}};
  EXPECT_NEAR(mean_precisions(categories, std::nullopt).value()[7], 0.1, 1e-15);
  EXPECT_EQ(mean_precisions(categories, 2).value()[7], 1.0);
  EXPECT_FALSE(mean_precisions({}, 2));
}

TEST(ComparisonJson, HasAnObjectForEachNumber) {
  ComparedResults result{
      .kind = IouKind::kSegm, .differences = std::vector<detection::PrecisionDifference>(6)};
  result.differences[1] = {
      .a = 0.5, .b = 0.25, .difference = -0.25, .interval = statistics::Interval{-0.3, 0.01}};
  const auto json = nlohmann::json::parse(comparison_json({result}, {}, kProvenance));
  EXPECT_EQ(json.at("segm").at("AP50").at("lower"), -0.3);
  EXPECT_TRUE(json.at("segm").at("AP").at("difference").is_null());
  EXPECT_EQ(json.at("resamples"), 1000);
}

TEST(PairedJson, HasTheNamesOfThePaper) {
  const auto json = nlohmann::json::parse(paired_json({.pairs = 3, .mean_iou = 0.5}, kProvenance));
  EXPECT_EQ(json.at("mIoU"), 0.5);
  EXPECT_TRUE(json.at("F1").is_null());
  EXPECT_EQ(json.at("pairs"), 3);
}

}  // namespace
}  // namespace segnoise::coco

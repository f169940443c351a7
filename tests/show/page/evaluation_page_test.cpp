#include "show/page/evaluation_page.h"

#include "show/page/spec_of.h"
#include "support/markup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace segnoise::page {
namespace {

using Json = nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::spec_of;

/// Masks with errors, and boxes without and without curves.
std::vector<charts::DetectionScores> two_kinds() {
  return {
      {.kind = "segm",
       .curves =
           {{"IoU 0.50", {{0.0, 1.0}, {0.5, 0.123456}, {1.0, 0.0}}},
            {"IoU 0.75", {{0.0, 0.5}, {1.0, 0.0}}}},
       .by_size = {{"all", 0.50549}, {"small", std::nullopt}},
       .error_gains = {{"localisation", 0.25}, {"both", -0.0014}}},
      {.kind = "bbox",
       .curves = {{"IoU 0.50", {}}, {"IoU 0.75", {}}},
       .by_size = {{"all", 1.0}, {"small", 0.0}}}};
}

std::vector<std::string> charts_on(const Document& page) {
  std::vector<std::string> names;
  for (const Section& section : page.sections) {
    for (const Block& block : section.blocks) names.push_back(std::get<charts::Chart>(block).name);
  }
  return names;
}

TEST(PrecisionRecallChart, DrawsALineForEachIouThatHasPoints) {
  const Json spec = spec_of(charts::precision_recall_chart(two_kinds()));
  const Json& rows = spec["data"]["values"];
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(
      rows[1],
      Json({{"kind", "segm"}, {"curve", "IoU 0.50"}, {"recall", 0.5}, {"precision", 0.1235}}));
  EXPECT_EQ(rows[3]["curve"], "IoU 0.75");
  EXPECT_EQ(spec["facet"]["field"], "kind");
  EXPECT_EQ(spec["facet"]["sort"], Json({"segm"}));  // boxes have no points
  const Json& colours = spec["spec"]["encoding"]["color"]["scale"];
  EXPECT_EQ(colours["domain"], Json({"IoU 0.50", "IoU 0.75"}));
  EXPECT_NE(colours["range"][0], colours["range"][1]);
}

TEST(SizePrecisionChart, WritesADashWhereNothingIsDefined) {
  const Json spec = spec_of(charts::size_precision_chart(two_kinds()));
  const Json& rows = spec["data"]["values"];
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0]["ap"], 0.5055);
  EXPECT_EQ(rows[0]["label"], "0.505");
  EXPECT_EQ(rows[1]["label"], "–");
  EXPECT_EQ(rows[2]["kind"], "bbox");
  EXPECT_EQ(rows[3]["label"], "0.000");
  EXPECT_EQ(spec["encoding"]["x"]["sort"], Json({"all", "small"}));
}

TEST(ErrorCostChart, ShowsTheKindsWhoseErrorsWereSplit) {
  const Json spec = spec_of(charts::error_cost_chart(two_kinds()));
  const Json& rows = spec["data"]["values"];
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]["error"], "localisation");
  EXPECT_EQ(rows[0]["gain"], 0.25);
  EXPECT_EQ(rows[0]["end"], 0.25);
  EXPECT_EQ(rows[1]["gain"], -0.0014);
  EXPECT_EQ(rows[1]["end"], 0.0);  // where its number stands
  EXPECT_EQ(rows[1]["label"], "-0.001");
  const Json& axis = spec["spec"]["layer"][0]["encoding"]["x"]["scale"];
  EXPECT_GT(axis["domainMax"], 0.25);  // so that the number has room
  EXPECT_EQ(spec["facet"]["sort"], Json({"segm"}));
}

TEST(EvaluationCharts, AreThoseThatThereAreValuesFor) {
  auto scores = two_kinds();
  EXPECT_THAT(
      charts_on(evaluation_page({.scores = scores})),
      ElementsAre("precision-recall", "size-precision", "error-costs"));
  scores.erase(scores.begin());
  EXPECT_THAT(charts_on(evaluation_page({.scores = scores})), ElementsAre("size-precision"));
  EXPECT_THAT(charts_on(evaluation_page({})), IsEmpty());
}

TEST(EvaluationCharts, LoadNothingAndSayWhatTheyShow) {
  const auto scores = two_kinds();
  for (const auto& chart :
       {charts::precision_recall_chart(scores),
        charts::size_precision_chart(scores),
        charts::error_cost_chart(scores)}) {
    EXPECT_THAT(chart.value().spec, Not(HasSubstr("http"))) << chart->name;
    EXPECT_THAT(chart->spec, Not(HasSubstr("\"url\""))) << chart->name;
    EXPECT_GT(chart->alt.size(), 40U) << chart->name;
    EXPECT_GT(chart->caption.size(), 80U) << chart->name;
  }
}

TEST(EvaluationPage, SaysWhatWasEvaluatedAndEscapesIt) {
  const std::string page = html_text(evaluation_page(
      {.results = "<b>.json",
       .truth = "truth.json",
       .program = "coco-eval 0.1.0",
       .scores = two_kinds()}));
  EXPECT_THAT(testing::markup_faults(page), IsEmpty());
  EXPECT_THAT(page, HasSubstr("<h1>Detections of &lt;b&gt;.json</h1>"));
  EXPECT_THAT(page, HasSubstr("Against truth.json"));
  EXPECT_THAT(page, HasSubstr("Made by coco-eval 0.1.0."));
}

}  // namespace
}  // namespace segnoise::page

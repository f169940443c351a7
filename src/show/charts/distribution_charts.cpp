#include "show/charts/chart_spec.h"
#include "show/charts/patient_values.h"
#include "show/charts/report_charts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace segnoise::charts {
namespace {

/// A measure at both instants, and how it is told.
struct Distribution {
  std::string name = {};
  analysis::Measure at_ed;
  analysis::Measure at_es;
  std::string axis = {};
  std::string format = {};
  std::string what = {};  ///< "Dice of the left ventricle"
};

// Where a patient's points stand across each box, in -1 to 1: the same in all conditions,
// neighbours far apart.
double jitter(std::size_t place) {
  constexpr double kGoldenRatio = 0.618033988749895;
  const double turns = static_cast<double>(place + 1) * kGoldenRatio;
  return 2.0 * (turns - std::floor(turns)) - 1.0;
}

int row_height_px(std::size_t conditions) {
  constexpr std::size_t kFew = 4;
  constexpr std::size_t kSome = 10;
  return conditions <= kFew ? 76 : conditions <= kSome ? 52 : 32;
}

Json layers(const Distribution& shown, const Json& names, const Json& colours, int row_px) {
  const Json x = {
      {"field", "value"},
      {"type", "quantitative"},
      {"title", shown.axis},
      {"scale", {{"zero", false}, {"nice", true}}}};
  const Json y = {
      {"field", "condition"},
      {"type", "nominal"},
      {"sort", names},
      {"title", nullptr},
      {"axis", {{"labelFontSize", 13}, {"labelColor", "var(--ink)"}, {"ticks", false}}}};
  const Json colour = {
      {"field", "condition"}, {"type", "nominal"}, {"scale", colours}, {"legend", nullptr}};

  Json reference = Json::parse(R"json({"transform": [{"filter": {"field": "clean", "equal": true}}],
    "mark": {"type": "rule", "strokeDash": [4, 4]},
    "encoding": {"x": {"field": "value", "type": "quantitative", "aggregate": "median"}}})json");
  Json boxes = Json::parse(R"json({"mark": {"type": "boxplot", "extent": 1.5, "outliers": false,
      "box": {"fillOpacity": 0.16, "strokeWidth": 1.5},
      "median": {"color": "var(--ink)", "thickness": 3},
      "rule": {"color": "var(--soft)"}}})json");
  boxes["mark"]["size"] = row_px * 6 / 10;
  boxes["mark"]["box"]["stroke"] = "var(--soft)";
  boxes["encoding"] = {{"x", x}, {"y", y}, {"color", colour}};
  Json points = Json::parse(R"json({"mark": {"type": "circle", "cursor": "pointer"},
    "encoding": {
      "yOffset": {"field": "jitter", "type": "quantitative",
                  "scale": {"domain": [-1.9, 1.9], "nice": false}},
      "stroke": {"condition": {"param": "same", "empty": false, "value": "var(--ink)"},
                 "value": null},
      "tooltip": [{"field": "patient", "title": "Patient"},
                  {"field": "condition", "title": "Condition"},
                  {"field": "instant", "title": "Instant"}]}})json");
  points["mark"]["size"] = row_px > 50 ? 28 : 18;
  points["params"] = same_patient();
  points["encoding"]["x"] = x;
  points["encoding"]["y"] = y;
  points["encoding"]["fill"] = colour;
  points["encoding"]["opacity"] = faded_unless_same(0.7);
  points["encoding"]["tooltip"].push_back(
      {{"field", "value"}, {"title", shown.axis}, {"format", shown.format}});
  return {reference, boxes, points};
}

std::optional<Chart> distribution_chart(
    const analysis::ReportData& data, const Distribution& shown) {
  const PatientValues values(data, std::array{shown.at_ed.id, shown.at_es.id});
  Json rows = Json::array();
  Json names = Json::array();
  for (std::size_t i = 0; i < data.plan.conditions.size(); ++i) {
    const plan::Condition& condition = data.plan.conditions[i];
    const std::size_t rows_before = rows.size();
    for (const auto& [measure, instant] :
         {std::pair(shown.at_ed.id, "End-diastole"), std::pair(shown.at_es.id, "End-systole")}) {
      for (const PatientNumber& each : values.means(i, measure)) {
        rows.push_back(
            {{"condition", condition.name},
             {"instant", instant},
             {"patient", each.patient},
             {"value", rounded(each.value)},
             {"clean", condition.is_clean() && condition.name != plan::kModelCondition},
             {"jitter", rounded(jitter(each.place), 3)}});
      }
    }
    if (rows.size() > rows_before) names.push_back(condition.name);
  }
  if (rows.empty()) return std::nullopt;

  constexpr int kPanelWidthPx = 410;
  const int row_px = row_height_px(names.size());
  Json spec = Json::parse(R"json({
    "facet": {"column": {"field": "instant", "type": "nominal", "header": {"title": null}}},
    "spacing": 24})json");
  spec["data"]["values"] = rows;
  spec["spec"] = {
      {"width", kPanelWidthPx},
      {"height", {{"step", row_px}, {"for", "position"}}},
      {"layer", layers(shown, names, condition_scale(data.plan.conditions), row_px)}};
  return chart_of(
      shown.name,
      spec,
      "Box plots of the " + shown.what + " at end-diastole and end-systole, a row for each of " +
          std::to_string(names.size()) + (names.size() == 1 ? " condition" : " conditions") +
          ", every patient a point.",
      "The " + shown.what + ", the mean of both views, " +
          std::string(name_of(shown.at_ed.better)) +
          " is better. A box holds the middle half of the patients, its bar is the median, "
          "whiskers "
          "reach to the last patient within 1.5 box lengths; every patient is a point, his mean "
          "over seeds and folds. The broken line is the median of clean labels.");
}

}  // namespace

std::optional<Chart> dice_chart(const analysis::ReportData& data) {
  return distribution_chart(
      data,
      {.name = "dice",
       .at_ed = analysis::kDiceEd,
       .at_es = analysis::kDiceEs,
       .axis = "Dice, %",
       .format = ".1f",
       .what = "Dice of the left ventricle"});
}

std::optional<Chart> hausdorff_chart(const analysis::ReportData& data) {
  return distribution_chart(
      data,
      {.name = "hausdorff",
       .at_ed = analysis::kHdEd,
       .at_es = analysis::kHdEs,
       .axis = "Hausdorff distance, mm",
       .format = ".2f",
       .what = "Hausdorff distance of the left ventricle"});
}

}  // namespace segnoise::charts

#include "show/charts/ef_chart_parts.h"
#include "show/charts/report_charts.h"

#include <algorithm>
#include <string_view>

namespace segnoise::charts {
namespace {

// The number of a line of Bland and Altman's, at one end of the line, above or below it.
Json number_at(const char* line, const char* end, const char* baseline) {
  Json layer = Json::parse(R"json({
    "transform": [{"filter": {"field": "line"}}],
    "mark": {"type": "text", "fontSize": 11},
    "encoding": {"y": {"field": "at", "type": "quantitative"},
                 "text": {"field": "at", "type": "quantitative", "format": "+.1f"}}})json");
  constexpr int kGapPx = 3;
  const bool is_left = std::string_view(end) == "left";
  layer["transform"][0]["filter"]["equal"] = line;
  layer["mark"]["align"] = end;
  layer["mark"]["x"] = is_left ? Json(0) : Json("width");
  layer["mark"]["dx"] = is_left ? kGapPx : -kGapPx;
  layer["mark"]["baseline"] = baseline;
  layer["mark"]["dy"] = std::string_view(baseline) == "top" ? kGapPx : -kGapPx;
  return layer;
}

// The ground around a text, so that it is read where marks lie.
Json with_halo(Json text) {
  text["mark"].update({{"stroke", "var(--ground)"}, {"strokeWidth", 3}, {"strokeOpacity", 0.85}});
  return text;
}

}  // namespace

std::optional<Chart> ef_bland_altman_chart(const analysis::ReportData& data) {
  const std::vector<ConditionEf> conditions = condition_efs(data);
  if (conditions.empty()) return std::nullopt;
  Json rows = Json::array();
  EfAxis means;
  double lowest = 0.0;
  double highest = 0.0;
  const auto hold = [&](double difference) {
    lowest = std::min(lowest, difference);
    highest = std::max(highest, difference);
  };
  for (const ConditionEf& each : conditions) {
    for (const PatientNumbers& patient : each.patients) {
      const double mean = (patient.first + patient.second) / 2.0;
      const double difference = patient.first - patient.second;
      means.hold(mean);
      hold(difference);
      rows.push_back(
          {{"condition", each.condition->name},
           {"patient", patient.patient},
           {"mean", rounded(mean)},
           {"difference", rounded(difference)},
           {"clean", rounded(patient.second)},
           {"predicted", rounded(patient.first)}});
    }
  }
  for (const analysis::ConditionComparison& each : data.comparison.conditions) {
    if (!each.ef) continue;
    const auto add = [&](const std::optional<statistics::Estimate>& line, const char* what) {
      if (!line) return;
      hold(line->value);
      rows.push_back(
          {{"condition", each.condition.name}, {"line", what}, {"at", rounded(line->value)}});
    };
    add(each.ef->bias_pp, "bias");
    add(each.ef->lower_limit_pp, "lower limit");
    add(each.ef->upper_limit_pp, "upper limit");
  }
  const double margin = 0.1 * (highest - lowest) + 0.5;  // where numbers of the limits stand
  const Tiles layout = ef_tiles(conditions.size());
  Json points = ef_marks(data, layout);
  const bool is_narrow = layout.width_px < kNarrowPx;
  points["encoding"]["x"] = {
      {"field", "mean"},
      {"type", "quantitative"},
      {"axis", {{"tickCount", 5}}},
      {"scale", {{"domain", means.domain()}, {"nice", false}}},
      {"title", is_narrow ? "mean, %" : "Mean of both EFs, %"}};
  points["encoding"]["y"] = {
      {"field", "difference"},
      {"type", "quantitative"},
      {"axis", {{"tickCount", 6}}},
      {"scale",
       {{"domain", {rounded(lowest - margin, 1), rounded(highest + margin, 1)}}, {"nice", false}}},
      {"title", is_narrow ? "difference, p.p." : "Predicted minus clean EF, p.p."}};
  points["encoding"]["tooltip"] = ef_tooltip("difference");
  const Json zero = Json::parse(R"json({"data": {"values": [{}]},
    "mark": {"type": "rule", "color": "var(--line)", "strokeWidth": 1.5},
    "encoding": {"y": {"datum": 0}}})json");
  const Json lines = Json::parse(R"json({
    "transform": [{"filter": "isValid(datum.line)"}],
    "mark": {"type": "rule", "color": "var(--ink)", "strokeWidth": 1.3},
    "encoding": {
      "y": {"field": "at", "type": "quantitative"},
      "strokeDash": {"field": "line", "type": "nominal", "legend": null,
                     "scale": {"domain": ["bias", "lower limit", "upper limit"],
                               "range": [[1, 0], [5, 4], [5, 4]]}}}})json");
  Json layers = {zero, points, lines};
  for (const Json& number :
       {number_at("upper limit", "right", "bottom"),
        number_at("lower limit", "right", "top"),
        number_at("bias", "left", "bottom")}) {
    layers.push_back(with_halo(number));
    layers.push_back(number);
  }
  const Json panel = {
      {"height", is_narrow ? layout.width_px : layout.width_px * 9 / 10}, {"layer", layers}};
  return chart_of(
      "ef-bland-altman",
      by_condition(rows, names_of(conditions), layout, panel),
      "Bland-Altman plot in " + panels_in_words(conditions.size()) +
          ": difference of the predicted EF to that of the clean labels, on the mean of both, one "
          "mark per patient, with bias and 95 % limits of agreement.",
      "Each mark is a patient, his mean over seeds and folds. The unbroken line is the bias, "
      "broken "
      "lines are the 95 % limits of agreement of one network (the mean over the seeds): 19 of 20 "
      "patients are expected between them. A cloud that slopes tells of an error that grows with "
      "EF.");
}

}  // namespace segnoise::charts

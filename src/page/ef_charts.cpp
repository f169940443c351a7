#include "page/chart_spec.h"
#include "page/patient_values.h"
#include "page/report_charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace segnoise {
namespace {

constexpr int kEfColumns = 6;
constexpr int kWidestPx = 400;

struct ConditionEf {
  const Condition* condition = nullptr;
  std::vector<PatientNumbers> patients = {};  ///< first predicted, second of the clean labels
};

std::vector<ConditionEf> ef_of(const ReportData& data) {
  constexpr std::string_view kPredicted = "ef_percent";
  constexpr std::string_view kReference = "reference_ef_percent";
  const PatientValues values(data, std::array{kPredicted, kReference});
  std::vector<ConditionEf> all;
  for (std::size_t i = 0; i < data.plan.conditions.size(); ++i) {
    auto patients = values.paired_means(i, kPredicted, kReference);
    if (patients.empty()) continue;
    all.push_back({.condition = &data.plan.conditions[i], .patients = std::move(patients)});
  }
  return all;
}

Json names_of(const std::vector<ConditionEf>& conditions) {
  Json names = Json::array();
  for (const ConditionEf& each : conditions) names.push_back(each.condition->name);
  return names;
}

/// Up to the tens around the numbers.
struct Axis {
  double low = 100.0;
  double high = 0.0;

  void hold(double value) {
    constexpr double kTen = 10.0;
    low = std::min(low, kTen * std::floor(value / kTen));
    high = std::max(high, kTen * std::ceil(value / kTen));
  }
  [[nodiscard]] Json domain() const { return {low, high}; }
};

// Marks of a patient, of the colour of the condition.
Json patient_marks(const ReportData& data, const Tiles& tiles) {
  Json layer = Json::parse(R"json({
    "transform": [{"filter": "isValid(datum.patient)"}],
    "mark": {"type": "circle", "cursor": "pointer", "strokeWidth": 1.5},
    "encoding": {
      "stroke": {"condition": {"param": "same", "empty": false, "value": "var(--ink)"},
                 "value": null}}})json");
  layer["mark"]["size"] = tiles.width_px < kNarrowPx ? 22 : 44;
  layer["params"] = same_patient();
  layer["encoding"]["opacity"] = faded_unless_same(0.75);
  layer["encoding"]["fill"] = {
      {"field", "condition"},
      {"type", "nominal"},
      {"scale", condition_scale(data.plan.conditions)},
      {"legend", nullptr}};
  return layer;
}

Json tooltip(const char* difference) {
  Json tooltip = Json::parse(R"json([
    {"field": "patient", "title": "Patient"},
    {"field": "condition", "title": "Condition"},
    {"field": "clean", "title": "EF of the clean labels, %", "format": ".1f"},
    {"field": "predicted", "title": "EF predicted, %", "format": ".1f"},
    {"title": "Difference, percentage points", "format": "+.1f"}])json");
  tooltip.back()["field"] = difference;
  return tooltip;
}

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

std::string counted_conditions(std::size_t count) {
  return count == 1 ? "one panel" : std::to_string(count) + " panels, one for each condition";
}

}  // namespace

std::optional<Chart> ef_scatter_chart(const ReportData& data) {
  const std::vector<ConditionEf> conditions = ef_of(data);
  if (conditions.empty()) return std::nullopt;
  Json rows = Json::array();
  Axis axis;
  for (const ConditionEf& each : conditions) {
    for (const PatientNumbers& patient : each.patients) {
      axis.hold(patient.first);
      axis.hold(patient.second);
      rows.push_back(
          {{"condition", each.condition->name},
           {"patient", patient.patient},
           {"clean", rounded(patient.second)},
           {"predicted", rounded(patient.first)},
           {"error", rounded(patient.first - patient.second)}});
    }
  }
  const Tiles layout = tiles(conditions.size(), kEfColumns, kWidestPx);
  Json points = patient_marks(data, layout);
  const bool is_narrow = layout.width_px < kNarrowPx;
  points["encoding"]["x"] = {
      {"field", "clean"},
      {"type", "quantitative"},
      {"title", is_narrow ? "clean, %" : "EF of the clean labels, %"}};
  points["encoding"]["y"] = {
      {"field", "predicted"},
      {"type", "quantitative"},
      {"title", is_narrow ? "predicted, %" : "EF predicted, %"}};
  for (const char* channel : {"x", "y"}) {
    points["encoding"][channel]["scale"] = {{"domain", axis.domain()}, {"nice", false}};
    points["encoding"][channel]["axis"] = {{"tickCount", 5}};
  }
  points["encoding"]["tooltip"] = tooltip("error");
  Json identity = Json::parse(R"json({"mark": {"type": "line", "color": "var(--soft)"},
    "encoding": {"x": {"field": "clean", "type": "quantitative", "scale": {"zero": false}},
                 "y": {"field": "predicted", "type": "quantitative", "scale": {"zero": false}}}})json");
  identity["data"]["values"] = {
      {{"clean", axis.low}, {"predicted", axis.low}},
      {{"clean", axis.high}, {"predicted", axis.high}}};
  const Json thresholds = Json::parse(R"json({"values": [{"ef": 40}, {"ef": 50}]})json");
  Json across = Json::parse(R"json({"mark": {"type": "rule", "strokeDash": [2, 3]},
    "encoding": {"y": {"field": "ef", "type": "quantitative", "scale": {"zero": false}}}})json");
  Json upright = Json::parse(R"json({"mark": {"type": "rule", "strokeDash": [2, 3]},
    "encoding": {"x": {"field": "ef", "type": "quantitative", "scale": {"zero": false}}}})json");
  across["data"] = thresholds;
  upright["data"] = thresholds;
  const Json panel = {{"height", layout.width_px}, {"layer", {across, upright, identity, points}}};
  return chart_of(
      "ef-scatter",
      by_condition(rows, names_of(conditions), layout, panel),
      "Scatter plot in " + counted_conditions(conditions.size()) +
          ": ejection fraction by the network against that of the clean labels, one mark per "
          "patient, with the line of identity and the lines at 40 and 50 %.",
      "Each mark is a patient, his mean over seeds and folds. On the diagonal, network and clean "
      "labels agree; above it the network overestimates. Dotted lines at 40 and 50 % make nine "
      "fields: patients outside the three on the diagonal change their EF category.");
}

std::optional<Chart> ef_bland_altman_chart(const ReportData& data) {
  const std::vector<ConditionEf> conditions = ef_of(data);
  if (conditions.empty()) return std::nullopt;
  Json rows = Json::array();
  Axis means;
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
  for (const ConditionComparison& each : data.comparison.conditions) {
    if (!each.ef) continue;
    const auto add = [&](const std::optional<Estimate>& line, const char* what) {
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
  const Tiles layout = tiles(conditions.size(), kEfColumns, kWidestPx);
  Json points = patient_marks(data, layout);
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
  points["encoding"]["tooltip"] = tooltip("difference");
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
      "Bland-Altman plot in " + counted_conditions(conditions.size()) +
          ": difference of the predicted EF to that of the clean labels, on the mean of both, one "
          "mark per patient, with bias and 95 % limits of agreement.",
      "Each mark is a patient, his mean over seeds and folds. The unbroken line is the bias, "
      "broken "
      "lines are the 95 % limits of agreement of one network (the mean over the seeds): 19 of 20 "
      "patients are expected between them. A cloud that slopes tells of an error that grows with "
      "EF.");
}

}  // namespace segnoise

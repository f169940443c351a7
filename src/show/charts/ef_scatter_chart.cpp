#include "core/cardiac/ef_category.h"
#include "show/charts/ef_chart_parts.h"
#include "show/charts/report_charts.h"

namespace segnoise::charts {

std::optional<Chart> ef_scatter_chart(const analysis::ReportData& data) {
  const std::vector<ConditionEf> conditions = condition_efs(data);
  if (conditions.empty()) return std::nullopt;
  Json rows = Json::array();
  EfAxis axis;
  axis.hold(cardiac::kReducedUpToPercent);
  axis.hold(cardiac::kPreservedFromPercent);
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
  const Tiles layout = ef_tiles(conditions.size());
  Json points = ef_marks(data, layout);
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
  points["encoding"]["tooltip"] = ef_tooltip("error");
  Json identity = Json::parse(R"json({"mark": {"type": "line", "color": "var(--soft)"},
    "encoding": {"x": {"field": "clean", "type": "quantitative", "scale": {"zero": false}},
                 "y": {"field": "predicted", "type": "quantitative", "scale": {"zero": false}}}})json");
  identity["data"]["values"] = {
      {{"clean", axis.low()}, {"predicted", axis.low()}},
      {{"clean", axis.high()}, {"predicted", axis.high()}}};
  const Json thresholds = {
      {"values",
       {{{"ef", cardiac::kReducedUpToPercent}}, {{"ef", cardiac::kPreservedFromPercent}}}}};
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
      "Scatter plot in " + panels_in_words(conditions.size()) +
          ": ejection fraction by the network against that of the clean labels, one mark per "
          "patient, with the line of identity and the lines at 40 and 50 %.",
      "Each mark is a patient, his mean over seeds and folds. On the diagonal, network and clean "
      "labels agree; above it the network overestimates. Dotted lines at 40 and 50 % make nine "
      "fields: patients outside the three on the diagonal change their EF category.");
}

}  // namespace segnoise::charts

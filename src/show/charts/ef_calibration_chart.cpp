#include "show/charts/chart_spec.h"
#include "show/charts/report_charts.h"

namespace segnoise::charts {

std::optional<Chart> ef_calibration_chart(const analysis::ReportData& data) {
  if (data.sensitivity.size() != 1) return std::nullopt;
  const auto& coverage = data.sensitivity.front().summary.ef_coverage;
  if (coverage.empty()) return std::nullopt;
  Json rows = Json::array();
  for (const readings::EfCoverage& tried : coverage) {
    rows.push_back(
        {{"claimed", rounded(100.0 * tried.probability)},
         {"covered", rounded(100.0 * tried.covered)},
         {"lower", rounded(100.0 * (tried.ci95 ? tried.ci95->lower : tried.covered))},
         {"upper", rounded(100.0 * (tried.ci95 ? tried.ci95->upper : tried.covered))},
         {"width", rounded(tried.width_pp)},
         {"patients", tried.patients}});
  }
  Json spec = Json::parse(R"json({
    "width": 340, "height": 300,
    "encoding": {
      "x": {"field": "claimed", "type": "quantitative", "title": "Claimed, %",
            "scale": {"domain": [45, 100], "nice": false}},
      "y": {"type": "quantitative", "title": "Held the clean EF, % of readings",
            "scale": {"domain": [45, 100], "nice": false}}},
    "layer": [
      {"mark": {"type": "line", "color": "var(--soft)"},
       "encoding": {"y": {"field": "claimed"}}},
      {"mark": {"type": "rule", "color": "var(--calm)", "strokeWidth": 2},
       "encoding": {"y": {"field": "lower"}, "y2": {"field": "upper"}}},
      {"mark": {"type": "circle", "color": "var(--calm)", "size": 60, "opacity": 1},
       "encoding": {"y": {"field": "covered"},
         "tooltip": [
           {"field": "claimed", "title": "Claimed, %"},
           {"field": "covered", "title": "Held the clean EF, %", "format": ".1f"},
           {"field": "lower", "title": "95 % CI from, %", "format": ".1f"},
           {"field": "upper", "title": "to, %", "format": ".1f"},
           {"field": "width", "title": "Mean width, points", "format": ".1f"},
           {"field": "patients", "title": "Patients"}]}}]})json");
  spec["data"]["values"] = std::move(rows);
  return chart_of(
      "ef-calibration",
      spec,
      "Share of intervals around a single reading that hold the clean ejection fraction, against "
      "the share that they claim, with the line where both are equal.",
      "Each dot is a kind of interval, tried on patients from whom it had not been learned. On the "
      "line it holds the clean EF as often as it claims; below, it claims too much. Bars are 95 % "
      "confidence intervals over patients.");
}

}  // namespace segnoise::charts

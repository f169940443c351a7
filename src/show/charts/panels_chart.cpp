#include "show/charts/chart_spec.h"
#include "show/charts/report_charts.h"

#include <string>
#include <utility>
#include <vector>

namespace segnoise::charts {
namespace {

const std::vector<std::string> kMeasures{"Mean absolute error", "SD of the errors"};

}  // namespace

std::optional<Chart> panels_chart(const analysis::ReportData& data) {
  if (data.sensitivity.size() != 1) return std::nullopt;
  const auto panels = readings::panel_summaries(data.sensitivity.front().panels);
  Json names = Json::array();
  for (const readings::PanelSummary& panel : panels) {
    if (panel.readers > 1) add_once(names, panel.rule);
  }
  if (names.empty()) return std::nullopt;
  Json rows = Json::array();
  const auto add_row = [&](const readings::PanelSummary& panel, const Json& rule) {
    for (const auto& [measure, value] :
         {std::pair{kMeasures[0], panel.mae_pp}, std::pair{kMeasures[1], panel.sd_pp}}) {
      rows.push_back(
          {{"rule", rule},
           {"readers", panel.readers},
           {"measure", measure},
           {"points", rounded(value)},
           {"bias", rounded(panel.bias_pp)},
           {"panels", panel.panels}});
    }
  };
  for (const Json& rule : names) {
    for (const readings::PanelSummary& panel : panels) {
      // One reader is where every line begins.
      if (panel.readers == 1 || panel.rule == rule) add_row(panel, rule);
    }
  }
  Json panel = Json::parse(R"json({
    "height": 240,
    "mark": {"type": "line", "point": {"filled": true, "size": 60}},
    "encoding": {
      "x": {"field": "readers", "type": "ordinal", "title": "Readers of each frame",
            "axis": {"labelAngle": 0}},
      "y": {"field": "points", "type": "quantitative", "title": "EF, points",
            "scale": {"zero": true}},
      "color": {"field": "rule", "type": "nominal", "legend": {"title": "Fused by", "orient": "top"}},
      "tooltip": [
        {"field": "rule", "title": "Fused by"},
        {"field": "readers", "title": "Readers"},
        {"field": "measure", "title": "What"},
        {"field": "points", "title": "Points", "format": ".2f"},
        {"field": "bias", "title": "Bias, points", "format": ".2f"},
        {"field": "panels", "title": "Panels"}]}})json");
  panel["encoding"]["color"]["scale"] = series_scale(names);
  const Json measures(kMeasures);
  const Json spec = faceted("measure", rows, measures, tiles(measures.size(), 2, 320), panel);
  return chart_of(
      "panels",
      spec,
      "Mean absolute error and SD of the ejection fraction by the number of readers whose outlines "
      "were fused, a line for each way of fusing.",
      "The more readers outline each frame, the less their scatter (right) weighs. An error (left) "
      "that no longer falls has reached the bias that all readers share, which no further reading "
      "buys back.");
}

}  // namespace segnoise::charts

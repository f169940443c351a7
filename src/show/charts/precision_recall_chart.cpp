#include "show/charts/chart_spec.h"
#include "show/charts/evaluation_charts.h"

namespace segnoise::charts {

std::optional<Chart> precision_recall_chart(std::span<const DetectionScores> scores) {
  Json rows = Json::array();
  Json kinds = Json::array();
  Json curves = Json::array();
  for (const DetectionScores& each : scores) {
    for (const PrecisionRecallCurve& curve : each.curves) {
      if (curve.points.empty()) continue;
      add_once(kinds, each.kind);
      add_once(curves, curve.name);
      for (const auto& [recall, precision] : curve.points) {
        rows.push_back(
            {{"kind", each.kind},
             {"curve", curve.name},
             {"recall", rounded(recall)},
             {"precision", rounded(precision)}});
      }
    }
  }
  if (rows.empty()) return std::nullopt;

  // The points are there to be pointed at.
  Json panel = Json::parse(R"json({"height": 320,
    "mark": {"type": "line", "strokeWidth": 2, "point": {"size": 40, "opacity": 0}},
    "encoding": {
      "x": {"field": "recall", "type": "quantitative", "title": "Recall",
            "scale": {"domain": [0, 1]}, "axis": {"values": [0, 0.2, 0.4, 0.6, 0.8, 1]}},
      "y": {"field": "precision", "type": "quantitative", "title": "Precision",
            "scale": {"domain": [0, 1]}, "axis": {"values": [0, 0.2, 0.4, 0.6, 0.8, 1]}},
      "color": {"field": "curve", "type": "nominal",
                "legend": {"title": null, "orient": "bottom", "symbolType": "stroke"}},
      "strokeDash": {"field": "curve", "type": "nominal"},
      "tooltip": [{"field": "kind", "title": "Overlap of"},
                  {"field": "curve", "title": "Found at"},
                  {"field": "recall", "title": "Recall", "format": ".2f"},
                  {"field": "precision", "title": "Precision", "format": ".3f"}]}})json");
  panel["encoding"]["color"]["scale"] = series_scale(curves);
  panel["encoding"]["strokeDash"]["scale"] = {{"domain", curves}};
  constexpr int kWidestPx = 460;
  return chart_of(
      "precision-recall",
      faceted("kind", rows, kinds, tiles(kinds.size(), 3, kWidestPx), panel),
      "Line charts of precision over recall, a panel for each of " + std::to_string(kinds.size()) +
          " kinds of overlap and a line for each IoU.",
      "Each line is the mean over the categories of which something is to be found: what share of "
      "the detections is right where a share of the objects is found. A detection counts as right "
      "from the IoU named on; the area below a line is the average precision.");
}

}  // namespace segnoise::charts

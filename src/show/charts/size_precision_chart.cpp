#include "base/number_text.h"
#include "show/charts/chart_spec.h"
#include "show/charts/evaluation_charts.h"

namespace segnoise::charts {

std::optional<Chart> size_precision_chart(std::span<const DetectionScores> scores) {
  Json rows = Json::array();
  Json kinds = Json::array();
  Json sizes = Json::array();
  for (const DetectionScores& each : scores) {
    if (!each.by_size.empty()) kinds.push_back(each.kind);
    for (const auto& [size, ap] : each.by_size) {
      add_once(sizes, size);
      rows.push_back(
          {{"kind", each.kind},
           {"size", size},
           {"ap", rounded(ap.value_or(0.0))},
           {"label", ap ? base::decimal_text(*ap, 3) : "–"}});
    }
  }
  if (rows.empty()) return std::nullopt;

  Json spec = Json::parse(R"json({"width": 900, "height": 280,
    "encoding": {
      "x": {"field": "size", "type": "nominal", "title": null,
            "axis": {"labelAngle": 0, "ticks": false, "labelPadding": 6}},
      "xOffset": {"field": "kind", "type": "nominal"},
      "y": {"field": "ap", "type": "quantitative", "title": "AP", "scale": {"domain": [0, 1]},
            "axis": {"values": [0, 0.2, 0.4, 0.6, 0.8, 1]}},
      "tooltip": [{"field": "kind", "title": "Overlap of"},
                  {"field": "size", "title": "Objects"},
                  {"field": "label", "title": "AP"}]},
    "layer": [
      {"mark": "bar",
       "encoding": {"color": {"field": "kind", "type": "nominal",
                              "legend": {"title": null, "orient": "bottom"}}}},
      {"mark": {"type": "text", "baseline": "bottom", "dy": -3},
       "encoding": {"text": {"field": "label"}}}]})json");
  spec["data"]["values"] = rows;
  spec["encoding"]["x"]["sort"] = sizes;
  spec["encoding"]["xOffset"]["sort"] = kinds;
  spec["layer"][0]["encoding"]["color"]["scale"] = series_scale(kinds);
  return chart_of(
      "size-precision",
      spec,
      "Bar chart of the average precision by size of object, a bar for each of " +
          std::to_string(kinds.size()) + " kinds of overlap.",
      "AP is the mean over IoUs from 0.50 to 0.95. Small objects have an area below 32², medium "
      "ones below 96², large ones above, in pixels. A dash stands where there is nothing to be "
      "found.");
}

}  // namespace segnoise::charts

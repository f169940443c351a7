#include "base/number_text.h"
#include "show/charts/chart_spec.h"
#include "show/charts/evaluation_charts.h"

#include <algorithm>

namespace segnoise::charts {

std::optional<Chart> error_cost_chart(std::span<const DetectionScores> scores) {
  Json rows = Json::array();
  Json kinds = Json::array();
  Json errors = Json::array();
  double highest = 0.01;  // an axis, where nothing is lost
  for (const DetectionScores& each : scores) {
    if (!each.error_gains.empty()) kinds.push_back(each.kind);
    for (const auto& [error, gain] : each.error_gains) {
      add_once(errors, error);
      highest = std::max(highest, gain);
      rows.push_back(
          {{"kind", each.kind},
           {"error", error},
           {"gain", rounded(gain)},
           {"end", rounded(std::max(gain, 0.0))},
           {"label", base::decimal_text(gain, 3)}});
    }
  }
  if (rows.empty()) return std::nullopt;

  Json panel = Json::parse(R"json({"height": {"step": 30},
    "encoding": {
      "y": {"field": "error", "type": "nominal", "title": null,
            "axis": {"ticks": false, "labelColor": "var(--ink)"}},
      "tooltip": [{"field": "kind", "title": "Overlap of"},
                  {"field": "error", "title": "Error"},
                  {"field": "label", "title": "AP50 gained without it"}]},
    "layer": [
      {"mark": "bar",
       "encoding": {"x": {"field": "gain", "type": "quantitative",
                          "title": "AP50 gained without the error",
                          "axis": {"tickCount": 5}}}},
      {"mark": {"type": "text", "align": "left", "dx": 4},
       "encoding": {"x": {"field": "end", "type": "quantitative"},
                    "text": {"field": "label"}}}]})json");
  panel["encoding"]["y"]["sort"] = errors;
  panel["layer"][0]["mark"] = {{"type", "bar"}, {"color", kNoisyColour}};
  constexpr double kRoom = 1.25;  // for the number at the longest bar
  panel["layer"][0]["encoding"]["x"]["scale"] = {{"domainMax", rounded(kRoom * highest)}};
  constexpr int kWidestPx = 700;
  constexpr int kLabelsPx = 90;
  Tiles layout = tiles(kinds.size(), 3, kWidestPx);
  layout.width_px -= kLabelsPx / layout.columns;
  return chart_of(
      "error-costs",
      faceted("kind", rows, kinds, layout, panel),
      "Bar charts of what each kind of error costs in average precision at an IoU of 0.50, a panel "
      "for each of " +
          std::to_string(kinds.size()) + " kinds of overlap.",
      "A bar is by how much AP at an IoU of 0.50 would be higher if all errors of that kind, and "
      "no others, were mended. Gains do not add up.");
}

}  // namespace segnoise::charts

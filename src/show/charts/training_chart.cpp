#include "show/charts/chart_spec.h"
#include "show/charts/report_charts.h"

#include <algorithm>

namespace segnoise::charts {
namespace {

// A line for each network, of the colour of its condition.
Json course_panel(const char* field, const char* title, const char* format, const Json& colours) {
  Json panel = Json::parse(R"json({"width": 400, "height": 260,
    "mark": {"type": "line", "strokeWidth": 1.8, "point": {"size": 16, "filled": true}},
    "encoding": {
      "x": {"field": "epoch", "type": "quantitative", "title": "Epoch",
            "axis": {"tickMinStep": 1, "format": "d", "grid": false}},
      "y": {"type": "quantitative", "scale": {"zero": false}},
      "detail": {"field": "network", "type": "nominal"},
      "color": {"field": "group", "type": "nominal",
                "legend": {"title": null, "orient": "bottom", "symbolType": "stroke", "columns": 7}},
      "opacity": {"condition": {"param": "network", "value": 0.85}, "value": 0.12},
      "tooltip": [{"field": "condition", "title": "Condition"},
                  {"field": "seed", "title": "Seed"},
                  {"field": "fold", "title": "Fold"},
                  {"field": "epoch", "title": "Epoch"}]}})json");
  panel["name"] = field;
  panel["transform"] = Json::array({{{"filter", {{"field", field}, {"valid", true}}}}});
  panel["encoding"]["y"]["field"] = field;
  panel["encoding"]["y"]["title"] = title;
  panel["encoding"]["color"]["scale"] = colours;
  panel["encoding"]["tooltip"].push_back({{"field", field}, {"title", title}, {"format", format}});
  return panel;
}

}  // namespace

std::optional<Chart> training_chart(const analysis::ReportData& data) {
  const std::vector<ConditionColour> colours = colours_of(data.plan.conditions);
  std::vector<ConditionColour> shown;
  Json rows = Json::array();
  bool has_dice = false;
  std::size_t networks = 0;
  for (const plan::TrainingCurve& curve : data.training) {
    const auto condition =
        std::ranges::find(data.plan.conditions, curve.condition, &plan::Condition::name);
    if (curve.epochs.empty() || condition == data.plan.conditions.end()) continue;
    const auto place = static_cast<std::size_t>(condition - data.plan.conditions.begin());
    shown.push_back(colours[place]);
    ++networks;
    for (const plan::EpochRecord& epoch : curve.epochs) {
      Json row = {
          {"network", networks},
          {"group", colours[place].group},
          {"condition", curve.condition},
          {"seed", std::to_string(curve.seed)},  // may be larger than a browser's numbers hold
          {"fold", curve.fold},
          {"epoch", epoch.epoch},
          {"loss", rounded(epoch.training_loss, 5)}};
      if (epoch.validation_dice) row["dice"] = rounded(100.0 * *epoch.validation_dice);
      has_dice = has_dice || epoch.validation_dice.has_value();
      rows.push_back(std::move(row));
    }
  }
  if (rows.empty()) return std::nullopt;

  const Json scale = group_scale(shown);
  Json panels = Json::array();
  if (has_dice)
    panels.push_back(course_panel("dice", "Dice on validation patients, %", ".2f", scale));
  panels.push_back(course_panel("loss", "Training loss", ".4f", scale));
  Json views = Json::array();
  for (const Json& each : panels) views.push_back(each["name"]);
  Json pointed_at = Json::parse(R"json({"name": "network", "select": {
    "type": "point", "on": "pointerover", "clear": "pointerout", "fields": ["network"]}})json");
  pointed_at["views"] = views;
  const Json spec = {
      {"data", {{"values", rows}}}, {"params", Json::array({pointed_at})}, {"hconcat", panels}};
  return chart_of(
      "training",
      spec,
      "Line charts of the Dice on the validation patients and of the training loss by epoch, for " +
          std::to_string(networks) + (networks == 1 ? " network." : " networks."),
      "Each line is a network: one condition, seed and fold. The Dice is that of the validation "
      "patients, whose labels are clean; the loss is that of the labels it learns from, so "
      "networks "
      "of noisy labels are expected to end at a higher one.");
}

}  // namespace segnoise::charts

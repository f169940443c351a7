#include "show/charts/ef_chart_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace segnoise::charts {

std::vector<ConditionEf> condition_efs(const analysis::ReportData& data) {
  constexpr std::string_view kPredicted = analysis::kEf.id;
  constexpr std::string_view kReference = analysis::kReferenceEf.id;
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

void EfAxis::hold(double ef_percent) {
  constexpr double kTen = 10.0;
  const double tens = kTen * std::floor(ef_percent / kTen);
  low_ = std::min(low_, tens);
  high_ = std::max(high_, tens + kTen);
}

Tiles ef_tiles(std::size_t panels) {
  constexpr int kColumns = 6;
  constexpr int kWidestPx = 400;
  return tiles(panels, kColumns, kWidestPx);
}

Json ef_marks(const analysis::ReportData& data, const Tiles& tiles) {
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

Json ef_tooltip(const char* difference) {
  Json tooltip = Json::parse(R"json([
    {"field": "patient", "title": "Patient"},
    {"field": "condition", "title": "Condition"},
    {"field": "clean", "title": "EF of the clean labels, %", "format": ".1f"},
    {"field": "predicted", "title": "EF predicted, %", "format": ".1f"},
    {"title": "Difference, percentage points", "format": "+.1f"}])json");
  tooltip.back()["field"] = difference;
  return tooltip;
}

std::string panels_in_words(std::size_t panels) {
  return panels == 1 ? "one panel" : std::to_string(panels) + " panels, one for each condition";
}

}  // namespace segnoise::charts

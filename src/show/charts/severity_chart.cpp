#include "show/charts/chart_spec.h"
#include "show/charts/report_charts.h"
#include "study/analysis/severity_grid.h"

#include <algorithm>
#include <array>
#include <utility>

namespace segnoise::charts {
namespace {

constexpr const char* kStar =
    "M0,-1L0.25,-0.25L1,0L0.25,0.25L0,1L-0.25,0.25L-1,0L-0.25,-0.25Z";  // a path, as Vega takes it
constexpr std::array kPanels{
    analysis::kMeanDice,
    analysis::kEfError,
    analysis::kHdEd,
    analysis::kHdEs,
    analysis::kEfBias,
    analysis::kEfSd,
    analysis::kEfMae,
    analysis::kOtherCategory};

// Probabilities are shown in percent.
double scale_of(const analysis::Measure& measure) {
  return measure.unit == analysis::MeasureUnit::kNone ? 100.0 : 1.0;
}

std::string axis_of(const analysis::Measure& measure) {
  return measure.title_with_unit() + (measure.unit == analysis::MeasureUnit::kNone ? ", %" : "");
}

// Without kinds of noise that have one severity only.
analysis::SeverityGrid of_several_severities(const analysis::StudyComparison& comparison) {
  analysis::SeverityGrid grid = analysis::severity_grid(comparison);
  std::erase(grid.severities, "");
  std::erase_if(grid.noisy, [](const auto* each) { return each->condition.severity.empty(); });
  std::erase_if(grid.noises, [&](const std::string& noise) {
    return std::ranges::none_of(
        grid.noisy, [&](const auto* each) { return each->condition.noise == noise; });
  });
  return grid;
}

// Where a kind's marks stand beside those of the others, in -1 to 1.
double dodge(const std::vector<std::string>& noises, const std::string& noise) {
  const auto place = std::ranges::find(noises, noise) - noises.begin();
  const auto last = static_cast<double>(noises.size()) - 1.0;
  return last == 0.0 ? 0.0 : 2.0 * static_cast<double>(place) / last - 1.0;
}

Json rows_of(const analysis::SeverityGrid& grid, const analysis::Measure& measure) {
  Json rows = Json::array();
  for (const analysis::ConditionComparison* each : grid.noisy) {
    const analysis::MeasureComparison* found = each->find(measure);
    if (found == nullptr || !found->mean) continue;
    Json row = {
        {"noise", each->condition.noise},
        {"severity", each->condition.severity},
        {"dodge", rounded(dodge(grid.noises, each->condition.noise), 3)},
        {"mean", rounded(scale_of(measure) * found->mean->over_patients.mean)},
        {"patients", found->mean->over_patients.count}};
    if (found->mean->ci95) {
      row["lower"] = rounded(scale_of(measure) * found->mean->ci95->lower);
      row["upper"] = rounded(scale_of(measure) * found->mean->ci95->upper);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Json noise_scale(const std::vector<std::string>& noises, const Json& range) {
  return {{"domain", noises}, {"range", range}};
}

Json severity_panel(
    const analysis::SeverityGrid& grid, const analysis::Measure& measure, Json rows, int width_px) {
  const Json shapes = {
      "circle",
      "square",
      "triangle-up",
      "diamond",
      "triangle-down",
      "cross",
      "triangle-right",
      "triangle-left",
      kStar};
  const auto seen = [](double opacity) {
    return Json{{"condition", {{"param", "noise"}, {"value", opacity}}}, {"value", 0.1}};
  };
  Json colours = Json::array();
  for (std::size_t i = 0; i < grid.noises.size(); ++i) colours.push_back(series_colour(i));
  const Json legend = {
      {"title", nullptr}, {"orient", "bottom"}, {"columns", 8}, {"symbolOpacity", 1}};
  const Json x = {
      {"field", "severity"},
      {"type", "ordinal"},
      {"sort", grid.severities},
      {"title", "Severity"},
      {"axis", {{"labelAngle", 0}}}};
  const Json offset = {
      {"field", "dodge"},
      {"type", "quantitative"},
      {"scale", {{"domain", {-2.2, 2.2}}, {"nice", false}}}};
  const Json colour = {
      {"field", "noise"},
      {"type", "nominal"},
      {"scale", noise_scale(grid.noises, colours)},
      {"legend", legend}};
  Json y = {
      {"field", "mean"},
      {"type", "quantitative"},
      {"title", axis_of(measure)},
      {"scale", {{"zero", false}}}};
  const Json common = {{"x", x}, {"xOffset", offset}, {"color", colour}};

  Json intervals = Json::parse(R"json({"mark": {"type": "rule", "strokeWidth": 1.4}})json");
  intervals["encoding"] = common;
  intervals["encoding"]["y"] = y;
  intervals["encoding"]["y"]["field"] = "lower";
  intervals["encoding"]["y2"]["field"] = "upper";
  constexpr std::size_t kFew = 4;
  intervals["encoding"]["opacity"] = seen(grid.noises.size() <= kFew ? 0.6 : 0.35);
  Json lines = Json::parse(R"json({"mark": {"type": "line", "strokeWidth": 2}})json");
  lines["encoding"] = common;
  lines["encoding"]["y"] = y;
  lines["encoding"]["opacity"] = seen(1.0);
  Json points = Json::parse(R"json({"mark": {"type": "point", "filled": true, "size": 64}})json");
  points["encoding"] = common;
  points["name"] = std::string(measure.id);
  points["encoding"]["y"] = y;
  points["encoding"]["opacity"] = seen(1.0);
  points["encoding"]["shape"] = {
      {"field", "noise"},
      {"type", "nominal"},
      {"scale", noise_scale(grid.noises, shapes)},
      {"legend", legend}};
  points["encoding"]["tooltip"] = {
      {{"field", "noise"}, {"title", "Noise"}},
      {{"field", "severity"}, {"title", "Severity"}},
      {{"field", "mean"}, {"title", axis_of(measure)}, {"format", ".2f"}},
      {{"field", "lower"}, {"title", "95 % interval from"}, {"format", ".2f"}},
      {{"field", "upper"}, {"title", "to"}, {"format", ".2f"}},
      {{"field", "patients"}, {"title", "Patients"}}};

  Json layer = Json::array();
  const analysis::MeasureComparison* clean =
      grid.clean == nullptr ? nullptr : grid.clean->find(measure);
  if (clean != nullptr && clean->mean) {
    Json reference = Json::parse(R"json({"data": {"values": [{}]},
      "mark": {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 1.5},
      "encoding": {"y": {"type": "quantitative"}}})json");
    reference["mark"]["color"] = kCleanColour;
    reference["encoding"]["y"]["datum"] =
        rounded(clean->mean->over_patients.mean * scale_of(measure));
    Json words = Json::parse(R"json({"data": {"values": [{}]},
      "mark": {"type": "text", "align": "left", "baseline": "bottom", "x": 4, "dy": -2, "text": "clean"},
      "encoding": {"y": {"type": "quantitative"}}})json");
    words["encoding"]["y"]["datum"] = reference["encoding"]["y"]["datum"];
    layer.push_back(std::move(reference));
    layer.push_back(std::move(words));
  }
  for (Json* each : {&intervals, &lines, &points}) layer.push_back(std::move(*each));
  return {
      {"width", width_px},
      {"height", 230},
      {"data", {{"values", std::move(rows)}}},
      {"layer", layer}};
}

}  // namespace

std::optional<Chart> severity_chart(const analysis::ReportData& data) {
  const analysis::SeverityGrid grid = of_several_severities(data.comparison);
  if (grid.severities.size() < 2) return std::nullopt;
  std::vector<std::pair<const analysis::Measure*, Json>> shown;
  for (const analysis::Measure& measure : kPanels) {
    Json rows = rows_of(grid, measure);
    if (!rows.empty()) shown.emplace_back(&measure, std::move(rows));
  }
  if (shown.empty()) return std::nullopt;
  constexpr int kColumns = 2;
  constexpr int kWidestPx = 520;
  constexpr int kSecondAxisPx = 30;
  const int width_px = tiles(shown.size(), kColumns, kWidestPx).width_px - kSecondAxisPx;
  Json panels = Json::array();
  for (auto& [measure, rows] : shown)
    panels.push_back(severity_panel(grid, *measure, std::move(rows), width_px));
  Json pointed_at = Json::parse(R"json({"name": "noise", "views": [], "select": {
    "type": "point", "on": "pointerover", "clear": "pointerout", "fields": ["noise"]}})json");
  for (const auto& [measure, rows] : shown) pointed_at["views"].push_back(measure->id);
  return chart_of(
      "severity",
      Json{{"params", Json::array({pointed_at})}, {"columns", kColumns}, {"concat", panels}},
      "Line charts by severity of the noise, a line for each of " +
          std::to_string(grid.noises.size()) + (grid.noises.size() == 1 ? " kind" : " kinds") +
          " of noise and a panel for each of " + std::to_string(shown.size()) + " measures.",
      "Each mark is the mean over the patients with its 95 % interval, for labels that are all "
      "noisy; "
      "a broken line is what clean labels give. A steep line is a noise whose severity matters, a "
      "flat one near the clean line a noise that does no harm.");
}

}  // namespace segnoise::charts

#include "show/charts/chart_spec.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace segnoise::charts {
namespace {

constexpr const char* kModelColour = "var(--model)";
constexpr std::size_t kSeriesColours = 9;

constexpr int kChartWidthPx = 1020;
constexpr int kAxisWidthPx = 60;
constexpr int kSpacingPx = 18;
constexpr int kHeadingPx = 40;

}  // namespace

std::string series_colour(std::size_t n) {
  return "var(--noise-" + std::to_string(n % kSeriesColours + 1) + ")";
}

Json series_scale(const Json& names) {
  Json range = Json::array();
  for (std::size_t i = 0; i < names.size(); ++i) range.push_back(series_colour(i));
  return {{"domain", names}, {"range", range}};
}

void add_once(Json& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

double rounded(double value, int decimals) {
  const double steps = std::pow(10.0, decimals);
  return std::round(value * steps) / steps + 0.0;  // + 0.0: never -0
}

std::vector<ConditionColour> colours_of(std::span<const plan::Condition> conditions) {
  const auto noisy = std::ranges::count_if(
      conditions, [](const plan::Condition& condition) { return !condition.is_clean(); });
  const bool are_few = static_cast<std::size_t>(noisy) <= kSeriesColours;
  std::vector<std::string> groups;
  std::vector<ConditionColour> colours;
  for (const plan::Condition& condition : conditions) {
    if (condition.is_clean()) {
      const bool is_model = condition.name == plan::kModelCondition;
      colours.push_back({condition.name, is_model ? kModelColour : std::string(kCleanColour)});
      continue;
    }
    const std::string& group = are_few ? condition.name : condition.noise;
    const auto found = std::ranges::find(groups, group);
    colours.push_back({group, series_colour(static_cast<std::size_t>(found - groups.begin()))});
    if (found == groups.end()) groups.push_back(group);
  }
  return colours;
}

Json condition_scale(std::span<const plan::Condition> conditions) {
  Json names = Json::array();
  Json range = Json::array();
  for (const plan::Condition& condition : conditions) names.push_back(condition.name);
  for (const ConditionColour& each : colours_of(conditions)) range.push_back(each.colour);
  return {{"domain", names}, {"range", range}};
}

Json group_scale(std::span<const ConditionColour> colours) {
  std::vector<std::string> names;
  Json range = Json::array();
  for (const ConditionColour& each : colours) {
    if (std::ranges::find(names, each.group) != names.end()) continue;
    names.push_back(each.group);
    range.push_back(each.colour);
  }
  return {{"domain", names}, {"range", range}};
}

Tiles tiles(std::size_t panels, int columns, int widest_px) {
  const int used = std::clamp(static_cast<int>(panels), 1, columns);
  const int room = kChartWidthPx - kAxisWidthPx - kSpacingPx * (used - 1);
  return {.columns = used, .width_px = std::min(widest_px, room / used)};
}

Tiles wide_tiles(std::size_t panels) {
  constexpr std::size_t kSquare = 4;
  constexpr std::size_t kFew = 9;
  constexpr int kWidestPx = 900;
  return tiles(panels, panels == kSquare ? 2 : panels <= kFew ? 3 : 5, kWidestPx);
}

Json same_patient() {
  return Json::parse(R"([{"name": "same", "select": {
    "type": "point", "on": "pointerover", "clear": "pointerout", "fields": ["patient"]}}])");
}

Json faded_unless_same(double opacity) {
  constexpr double kFaded = 0.15;
  return {{"condition", {{"param", "same"}, {"value", opacity}}}, {"value", kFaded}};
}

Json faceted(
    const char* field, const Json& data, const Json& names, const Tiles& tiles, Json panel) {
  panel["width"] = tiles.width_px;
  return {
      {"data", {{"values", data}}},
      {"facet",
       {{"field", field},
        {"type", "nominal"},
        {"sort", names},
        {"header",
         {{"title", nullptr},
          {"labelFontSize", tiles.width_px < kNarrowPx ? 11 : 13},
          {"labelLimit", tiles.width_px + kSpacingPx}}}}},
      {"columns", tiles.columns},
      {"bounds", "flush"},
      {"spacing", {{"row", kHeadingPx}, {"column", kSpacingPx}}},
      {"spec", std::move(panel)}};
}

Json by_condition(const Json& data, const Json& names, const Tiles& tiles, Json panel) {
  return faceted("condition", data, names, tiles, std::move(panel));
}

Chart chart_of(std::string name, const Json& spec, std::string alt, std::string caption) {
  return {
      .name = std::move(name),
      .spec = spec.dump(-1, ' ', false, Json::error_handler_t::replace),
      .alt = std::move(alt),
      .caption = std::move(caption)};
}

}  // namespace segnoise::charts

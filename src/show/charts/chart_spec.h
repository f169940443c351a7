#pragma once

#include "show/charts/chart.h"
#include "study/plan/condition.h"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::charts {

/// Specifications keep the order in which they are written.
using Json = nlohmann::ordered_json;

// Colours are names of page.css, which has a light and a dark one of each.
inline constexpr std::string_view kCleanColour = "var(--clean)";
inline constexpr std::string_view kNoisyColour = "var(--noisy)";  ///< what stands for trouble
inline constexpr std::string_view kCalmColour = "var(--calm)";    ///< what stands for its absence

/// The colour of the n-th of what a chart sets apart, such as kinds of noise, from 0; they begin
/// again after the ninth.
[[nodiscard]] std::string series_colour(std::size_t n);

/// The scale of a colour by name, each of which has one of its own.
[[nodiscard]] Json series_scale(const Json& names);

/// Adds a name to a list, unless it is there.
void add_once(Json& names, const std::string& name);

/// A number as a chart needs it.
[[nodiscard]] double rounded(double value, int decimals = 4);

/// What a condition is seen by: clean labels green; each other condition a colour of its own where
/// they are few, else one for each kind of noise.
struct ConditionColour {
  std::string group = {};  ///< whose colour it is: the condition's name, or the kind of noise
  std::string colour = {};
};

/// @return  one for each condition
[[nodiscard]] std::vector<ConditionColour> colours_of(std::span<const plan::Condition> conditions);

/// The scale of a colour by condition.
[[nodiscard]] Json condition_scale(std::span<const plan::Condition> conditions);

/// The scale of a colour by group.
[[nodiscard]] Json group_scale(std::span<const ConditionColour> colours);

/// Panels of one chart, which is to be no wider than the page.
struct Tiles {
  int columns = 1;
  int width_px = 0;  ///< of a panel, without its axes
};

/// Panels narrower than this have short titles and small marks.
inline constexpr int kNarrowPx = 200;

/// @param panels     how many there are
/// @param columns    side by side at most
/// @param widest_px  of a panel that has room
[[nodiscard]] Tiles tiles(std::size_t panels, int columns, int widest_px);

/// Panels that want to be wide: one takes the page's width, and no more than five stand in a row.
[[nodiscard]] Tiles wide_tiles(std::size_t panels);

/// Marks each patient at whom the reader points, in all panels.
///
/// To be put in a layer whose data have the field "patient".
[[nodiscard]] Json same_patient();

/// How marks of a layer with same_patient() are seen: the others fade while one is pointed at.
[[nodiscard]] Json faded_unless_same(double opacity);

/// One panel for each value of a field, in the order of their names.
[[nodiscard]] Json faceted(
    const char* field, const Json& data, const Json& names, const Tiles& tiles, Json panel);

/// One panel for each condition, in their order.
[[nodiscard]] Json by_condition(
    const Json& data, const Json& names, const Tiles& tiles, Json panel);

/// A chart of a specification; bytes in it that are not UTF-8 become U+FFFD.
[[nodiscard]] Chart chart_of(
    std::string name, const Json& spec, std::string alt, std::string caption);

}  // namespace segnoise::charts

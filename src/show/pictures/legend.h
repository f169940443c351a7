#pragma once

#include "show/pictures/picture.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace segnoise::pictures {

/// As many series as one chart tells apart: each has a colour of its own, the same in every chart.
inline constexpr std::size_t kMostSeries = 5;

/// The colour of a series by its place, 0 to kMostSeries - 1: one of those of outlines.
[[nodiscard]] Rgb series_colour(std::size_t series);

/// How its curve is drawn: in that colour, with dashes of its own.
[[nodiscard]] Stroke series_stroke(std::size_t series);

/// What stands beside a name.
enum class LegendSymbol : std::uint8_t { kLine, kSwatch };

/// A name of a legend, and where it stands.
struct LegendEntry {
  std::string name = {};
  int x = 0;
  int row = 0;
};

/// The names of series side by side, centred, in as many rows as they need.
/// @param width  of the picture, in pixels
[[nodiscard]] std::vector<LegendEntry> placed_legend(
    const std::vector<std::string>& names, LegendSymbol symbol, int width);

/// In pixels.
[[nodiscard]] int height_of(const std::vector<LegendEntry>& legend);

/// @param y  of its upper edge
void write_legend(
    Picture& picture, int y, const std::vector<LegendEntry>& legend, LegendSymbol symbol);

}  // namespace segnoise::pictures

#include "show/pictures/legend.h"

#include "show/pictures/chart_parts.h"
#include "show/pictures/overlay.h"
#include "show/pictures/text.h"

#include <array>

namespace segnoise::pictures {
namespace {

// Lengths in pixels of the picture, which is shown at half size.
constexpr int kSeriesRowPx = 42;
constexpr int kLinePx = 60;
constexpr int kSeriesSwatchPx = 26;
constexpr int kSymbolGapPx = 14;  ///< from symbol to name
constexpr int kEntryGapPx = 48;   ///< from entry to entry

struct SeriesLook {
  OutlineRole role;  ///< whose colour it has
  std::vector<double> dashes_px;
};

const SeriesLook& look_of(std::size_t series) {
  static const std::array<SeriesLook, kMostSeries> looks{
      {{OutlineRole::kClean, {}},
       {OutlineRole::kPredictedNoisy, {18.0, 8.0}},
       {OutlineRole::kPredictedClean, {24.0, 8.0, 7.0, 8.0}},
       {OutlineRole::kPredicted, {8.0, 7.0}},
       {OutlineRole::kNoisy, {}}}};
  return looks.at(series);
}

int symbol_width(LegendSymbol symbol) {
  return symbol == LegendSymbol::kLine ? kLinePx : kSeriesSwatchPx;
}

}  // namespace

Rgb series_colour(std::size_t series) { return colour_of(look_of(series).role); }

Stroke series_stroke(std::size_t series) {
  return {
      .colour = series_colour(series),
      .width_px = kCurvePx,
      .dashes_px = look_of(series).dashes_px,
      .halo_px = 0.0};
}

std::vector<LegendEntry> placed_legend(
    const std::vector<std::string>& names, LegendSymbol symbol, int width) {
  std::vector<LegendEntry> entries;
  std::size_t row_begin = 0;
  int row = 0;
  int x = 0;
  const auto centre_row = [&] {
    const int shift = (width - (x - kEntryGapPx)) / 2;
    for (std::size_t i = row_begin; i < entries.size(); ++i) entries[i].x += shift;
  };
  for (const std::string& name : names) {
    const int entry_width = symbol_width(symbol) + kSymbolGapPx + text_width(name, kChartText);
    if (x > 0 && x + entry_width > width) {
      centre_row();
      row_begin = entries.size();
      x = 0;
      ++row;
    }
    entries.push_back({name, x, row});
    x += entry_width + kEntryGapPx;
  }
  centre_row();
  return entries;
}

int height_of(const std::vector<LegendEntry>& legend) {
  return legend.empty() ? 0 : (legend.back().row + 1) * kSeriesRowPx;
}

void write_legend(
    Picture& picture, int y, const std::vector<LegendEntry>& legend, LegendSymbol symbol) {
  for (std::size_t i = 0; i < legend.size(); ++i) {
    const auto& [name, x, row] = legend[i];
    const int top = y + row * kSeriesRowPx;
    const int middle = top + 11;  // of the small letters
    if (symbol == LegendSymbol::kLine) {
      const shape::Point from{1.0 * x, 1.0 * middle};
      draw_line(picture, from, {from.x + kLinePx, from.y}, series_stroke(i));
    } else {
      fill(
          picture,
          {x, middle - kSeriesSwatchPx / 2, kSeriesSwatchPx, kSeriesSwatchPx},
          series_colour(i));
    }
    draw_text(picture, x + symbol_width(symbol) + kSymbolGapPx, top, name, kChartText);
  }
}

}  // namespace segnoise::pictures

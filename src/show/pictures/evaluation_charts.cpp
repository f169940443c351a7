#include "show/pictures/evaluation_charts.h"

#include "show/pictures/chart_parts.h"
#include "show/pictures/encoded_picture.h"
#include "show/pictures/legend.h"
#include "show/pictures/text.h"
#include "storage/write_file.h"

#include <vtkAxis.h>
#include <vtkChartXY.h>
#include <vtkNew.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <span>
#include <stdexcept>

namespace segnoise::pictures {
namespace {

// Lengths in pixels of the picture, which is shown at half size.
constexpr int kHeadingY = 18;
constexpr int kLegendY = 70;
constexpr int kTitlePx = 52;  ///< from an axis' title to the plot
constexpr int kBelowCurvesPx = 110;
constexpr int kBelowBarsPx = 80;
constexpr shape::Size kBarPlot{1130, 560};  ///< wider where there are many bars
constexpr int kBarPx = 72;                  ///< wide enough for the value above it
constexpr int kWidestBarPx = 130;
constexpr int kBarGapPx = 6;
constexpr double kFilledFraction = 0.8;  ///< of a group's width

template <class Series>
std::vector<LegendEntry> legend_of(
    const std::vector<Series>& series, LegendSymbol symbol, int width) {
  std::vector<std::string> names;
  names.reserve(series.size());
  for (const Series& one : series) names.push_back(one.name);
  return placed_legend(names, symbol, width);
}

/// The layout of a plot of that size below a heading and a legend.
/// @param bottom_px  for what stands below the axis
ChartLayout layout_of(shape::Size plot, int legend_height_px, int bottom_px) {
  ChartLayout layout{
      .picture = {}, .left = 110, .bottom = bottom_px, .right = 40, .top = kLegendY + kTitlePx};
  layout.top += legend_height_px;
  layout.picture = {
      plot.width + layout.left + layout.right, plot.height + layout.top + layout.bottom};
  return layout;
}

void write_titles(
    Picture& picture,
    const ChartLayout& layout,
    const std::string& heading,
    const std::string& y_title) {
  draw_text(picture, picture.width() / 2, kHeadingY, heading, kChartTitle, Align::kCentre);
  draw_text(picture, 20, layout.top - kTitlePx, y_title, kChartTitle);  // upright, as in all charts
}

/// "0.123", "−0.001".
std::string rounded(double value) {
  const double thousandths = std::round(1000.0 * value);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3f", std::abs(thousandths) / 1000.0);
  return (thousandths < 0.0 ? "−" : "") + std::string(text.data());
}

/// The axis that bars stand on.
struct BarAxis {
  double high = 1.0;
  double step = 0.2;
  int decimals = 1;
};

/// From 0 to a whole number of steps.
BarAxis axis_above(double highest) {
  constexpr double kRoom = 1.02;
  constexpr double kLeast = 0.01;  ///< of an axis, where nothing is to be seen
  BarAxis axis;
  const double needed = std::max(kLeast, kRoom * highest);
  axis.step = tick_step(needed, 0.001);
  axis.high = std::ceil(needed / axis.step) * axis.step;
  axis.decimals = axis.step < 0.0099 ? 3 : axis.step < 0.099 ? 2 : 1;
  return axis;
}

/// How wide a group must be for its bars and its name.
int group_width(const std::vector<std::string>& groups, std::size_t series) {
  constexpr int kNameGapPx = 30;
  int width = static_cast<int>(std::lround(kBarPx * static_cast<double>(series) / kFilledFraction));
  for (const std::string& name : groups) {
    width = std::max(width, text_width(name, kChartText) + kNameGapPx);
  }
  return width;
}

/// Axes and grid, without bars.
Picture bar_plot(const BarAxis& axis, std::size_t groups, const ChartLayout& layout) {
  vtkNew<vtkChartXY> chart;
  const auto across = static_cast<double>(groups);
  set_axis(*chart, vtkAxis::BOTTOM, {0.0, across}, across, 0);
  chart->GetAxis(vtkAxis::BOTTOM)->SetLabelsVisible(false);
  chart->GetAxis(vtkAxis::BOTTOM)->SetTicksVisible(false);
  chart->GetAxis(vtkAxis::BOTTOM)->SetGridVisible(false);
  set_axis(*chart, vtkAxis::LEFT, {0.0, axis.high}, axis.step, axis.decimals);
  return rendered(*chart, layout);
}

void write_value(Picture& picture, int middle, int foot, const std::optional<double>& value) {
  const std::string text = value ? rounded(*value) : "–";
  const int width = text_width(text, kChartNote);
  const int y = foot - line_height(kChartNote) - 4;
  fill(picture, {middle - width / 2 - 3, y, width + 6, line_height(kChartNote)}, kWhite, 0.85);
  draw_text(picture, middle, y, text, kChartNote, Align::kCentre);
}

void add_bars(
    Picture& picture,
    const std::vector<std::string>& groups,
    std::span<const FractionSeries> series,
    const BarAxis& axis,
    const ChartLayout& layout) {
  const double width = picture.width() - layout.left - layout.right;
  const int height = picture.height() - layout.top - layout.bottom;
  const int foot = picture.height() - layout.bottom - 1;  // above the axis' own line
  const double slot = width / static_cast<double>(groups.size());
  const double bar =
      std::min(1.0 * kWidestBarPx, kFilledFraction * slot / static_cast<double>(series.size()));
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const double middle = layout.left + slot * (static_cast<double>(g) + 0.5);
    const double left = middle - bar * static_cast<double>(series.size()) / 2.0;
    for (std::size_t s = 0; s < series.size(); ++s) {
      const std::optional<double> value = series[s].values[g];
      const auto bar_left = static_cast<int>(std::lround(left + bar * static_cast<double>(s)));
      const int bar_height = static_cast<int>(
          std::lround(height * std::clamp(value.value_or(0.0) / axis.high, 0.0, 1.0)));
      const int bar_width = static_cast<int>(std::lround(bar)) - kBarGapPx;
      fill(
          picture,
          {bar_left + kBarGapPx / 2, foot - bar_height, bar_width, bar_height},
          series_colour(s));
      write_value(picture, bar_left + kBarGapPx / 2 + bar_width / 2, foot - bar_height, value);
    }
    draw_text(
        picture,
        static_cast<int>(std::lround(middle)),
        foot + 20,
        groups[g],
        kChartText,
        Align::kCentre);
  }
}

void require_series(std::size_t count) {
  if (count >= 1 && count <= kMostSeries) return;
  throw std::invalid_argument(
      "a chart must have 1 to " + std::to_string(kMostSeries) + " series, got " +
      std::to_string(count));
}

void require_fraction(double value, const std::string& name) {
  if (value >= 0.0 && value <= 1.0) return;
  throw std::invalid_argument(
      "values of '" + name + "' must be in [0, 1], got " + std::to_string(value));
}

void check(const std::vector<PrecisionRecallCurve>& curves) {
  require_series(curves.size());
  for (const PrecisionRecallCurve& curve : curves) {
    for (const shape::Point p : curve.points) {
      require_fraction(p.x, curve.name);
      require_fraction(p.y, curve.name);
    }
  }
}

void check(const std::vector<std::string>& groups, const std::vector<FractionSeries>& series) {
  if (groups.empty()) throw std::invalid_argument("bars must have a group, got none");
  require_series(series.size());
  for (const FractionSeries& one : series) {
    if (one.values.size() != groups.size()) {
      throw std::invalid_argument(
          "'" + one.name + "' must have " + std::to_string(groups.size()) + " values, got " +
          std::to_string(one.values.size()));
    }
    for (const std::optional<double>& value : one.values) {
      if (value) require_fraction(*value, one.name);
    }
  }
}

void check(const std::vector<CostBar>& costs) {
  if (costs.empty()) throw std::invalid_argument("there must be a kind of error, got none");
  for (const CostBar& cost : costs) {
    if (!std::isfinite(cost.cost)) {
      throw std::invalid_argument(
          "the cost of '" + cost.name + "' must be finite, got " + std::to_string(cost.cost));
    }
  }
}

}  // namespace

Picture draw_precision_recall(
    const std::string& heading, const std::vector<PrecisionRecallCurve>& curves) {
  check(curves);
  constexpr shape::Size kPlot{960, 760};
  constexpr double kRoom = 0.02;  // so that a line along the edge is seen whole
  const auto legend =
      legend_of(curves, LegendSymbol::kLine, layout_of(kPlot, 0, kBelowCurvesPx).picture.width);
  const ChartLayout layout = layout_of(kPlot, height_of(legend), kBelowCurvesPx);
  vtkNew<vtkChartXY> chart;
  set_axis(*chart, vtkAxis::BOTTOM, {0.0, 1.0 + kRoom}, 0.2, 1);
  set_axis(*chart, vtkAxis::LEFT, {0.0, 1.0 + kRoom}, 0.2, 1);
  Picture picture = rendered(*chart, layout);
  const double px_per_unit_x = kPlot.width / (1.0 + kRoom);
  const double px_per_unit_y = kPlot.height / (1.0 + kRoom);
  for (std::size_t i = 0; i < curves.size(); ++i) {
    std::vector<shape::Point> line;
    for (const shape::Point p : curves[i].points) {
      line.push_back(
          {layout.left + px_per_unit_x * p.x, layout.top + kPlot.height - px_per_unit_y * p.y});
    }
    draw_path(picture, line, series_stroke(i), shape::frame_box(picture.size()));
  }
  write_titles(picture, layout, heading, "Precision");
  write_legend(picture, kLegendY, legend, LegendSymbol::kLine);
  const int right = picture.width() - layout.right;
  draw_text(picture, right, picture.height() - 44, "Recall", kChartTitle, Align::kRight);
  return picture;
}

Picture draw_fraction_bars(
    const std::string& heading,
    const std::string& measure,
    const std::vector<std::string>& groups,
    const std::vector<FractionSeries>& series) {
  check(groups, series);
  const int wanted = static_cast<int>(groups.size()) * group_width(groups, series.size());
  const shape::Size plot{std::max(kBarPlot.width, wanted), kBarPlot.height};
  const auto legend =
      legend_of(series, LegendSymbol::kSwatch, layout_of(plot, 0, kBelowBarsPx).picture.width);
  const ChartLayout layout = layout_of(plot, height_of(legend), kBelowBarsPx);
  const BarAxis axis;
  Picture picture = bar_plot(axis, groups.size(), layout);
  add_bars(picture, groups, series, axis, layout);
  write_titles(picture, layout, heading, measure);
  write_legend(picture, kLegendY, legend, LegendSymbol::kSwatch);
  return picture;
}

Picture draw_error_costs(
    const std::string& heading, const std::string& measure, const std::vector<CostBar>& costs) {
  check(costs);
  std::vector<std::string> names;
  FractionSeries bars;
  double highest = 0.0;
  for (const auto& [name, cost] : costs) {
    names.push_back(name);
    bars.values.emplace_back(cost);
    highest = std::max(highest, cost);
  }
  const int wanted = static_cast<int>(names.size()) * group_width(names, 1);
  const ChartLayout layout =
      layout_of({std::max(kBarPlot.width, wanted), kBarPlot.height}, 0, kBelowBarsPx);
  const BarAxis axis = axis_above(highest);
  Picture picture = bar_plot(axis, names.size(), layout);
  add_bars(picture, names, std::span(&bars, 1), axis, layout);
  write_titles(picture, layout, heading, "Δ" + measure);
  return picture;
}

void write_precision_recall(
    const std::filesystem::path& path,
    const std::string& heading,
    const std::vector<PrecisionRecallCurve>& curves) {
  storage::write_file(path, png_bytes(draw_precision_recall(heading, curves)));
}

void write_fraction_bars(
    const std::filesystem::path& path,
    const std::string& heading,
    const std::string& measure,
    const std::vector<std::string>& groups,
    const std::vector<FractionSeries>& series) {
  storage::write_file(path, png_bytes(draw_fraction_bars(heading, measure, groups, series)));
}

void write_error_costs(
    const std::filesystem::path& path,
    const std::string& heading,
    const std::string& measure,
    const std::vector<CostBar>& costs) {
  storage::write_file(path, png_bytes(draw_error_costs(heading, measure, costs)));
}

}  // namespace segnoise::pictures

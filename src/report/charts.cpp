#include "report/charts.h"

#include "report/chart_parts.h"
#include "report/png.h"
#include "report/text.h"
#include "storage/write_file.h"

#include <vtkAxis.h>
#include <vtkChartXY.h>
#include <vtkNew.h>
#include <vtkPen.h>
#include <vtkPlot.h>
#include <vtkPlotPoints.h>
#include <vtkTable.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace segnoise {
namespace {

// Lengths in pixels of the picture, which is shown at half size.
constexpr double kMarkerPx = 17.0;
constexpr int kSymbolPx = 56;

/// What is written around the plot.
struct Titles {
  std::string x;
  std::string y;
};

void check(const std::vector<ChartSeries>& series) {
  const bool has_points =
      std::ranges::any_of(series, [](const ChartSeries& s) { return !s.points.empty(); });
  if (!has_points) throw std::invalid_argument("a chart must have at least one point, got none");
  for (const ChartSeries& s : series) {
    for (const Point p : s.points) {
      if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
        throw std::invalid_argument("points of '" + s.name + "' must be finite");
      }
    }
  }
}

bool is_noisy(OutlineRole role) {
  return role == OutlineRole::kPredictedNoisy || role == OutlineRole::kNoisy;
}

void add_series(vtkChartXY& chart, const ChartSeries& series, int kind) {
  if (series.points.empty()) return;
  if (series.points.size() == 1) kind = vtkChart::POINTS;  // a line needs two
  const auto table = table_of(series.points, series.name);
  vtkPlot* plot = chart.AddPlot(kind);
  plot->SetInputData(table, 0, 1);
  const Rgb colour = colour_of(series.role);
  plot->SetColor(colour.red, colour.green, colour.blue, kind == vtkChart::POINTS ? 215 : 255);
  if (auto* points = vtkPlotPoints::SafeDownCast(plot); kind == vtkChart::POINTS) {
    points->SetMarkerStyle(is_noisy(series.role) ? vtkPlotPoints::DIAMOND : vtkPlotPoints::CIRCLE);
    points->SetMarkerSize(drawn_px(kMarkerPx));
  } else {
    plot->SetWidth(drawn_px(kCurvePx));
    plot->GetPen()->SetLineType(is_noisy(series.role) ? vtkPen::DASH_LINE : vtkPen::SOLID_LINE);
  }
}

void draw_symbol(Picture& picture, Point middle, OutlineRole role, int kind) {
  Stroke stroke{.colour = colour_of(role), .width_px = kCurvePx, .dashes_px = {}, .halo_px = 0.0};
  if (kind == vtkChart::LINE) {
    if (is_noisy(role)) stroke.dashes_px = {4.0, 4.0};
    const double half = kSymbolPx / 2.0;
    draw_line(picture, {middle.x - half, middle.y}, {middle.x + half, middle.y}, stroke);
  } else if (is_noisy(role)) {
    stroke.width_px = kMarkerPx / 2.0;
    const double half = kMarkerPx / 4.0;
    const Ring diamond{
        {middle.x - half, middle.y},
        {middle.x, middle.y - half},
        {middle.x + half, middle.y},
        {middle.x, middle.y + half}};
    draw_ring(picture, diamond, stroke, frame_box(picture.size()));
  } else {
    stroke.width_px = kMarkerPx;
    draw_line(picture, middle, middle, stroke);
  }
}

// VTK's titles and legend are placed by rough rules, and know no character beyond ASCII.
void write_around(
    Picture& picture,
    const std::vector<ChartSeries>& series,
    int kind,
    const Titles& titles,
    const ChartLayout& layout) {
  constexpr int kTopPx = 10;
  // Upright, at the axis' head: no need to turn one's own.
  draw_text(picture, 14, kTopPx, titles.y, kChartTitle);
  const int right = picture.width() - layout.right;
  draw_text(picture, right, picture.height() - 44, titles.x, kChartTitle, Align::kRight);

  // The legend stands above the plot, where no point can lie under it.
  constexpr int kGapPx = 28;
  int left = right;
  for (std::size_t i = series.size(); i-- > 0;) {
    const ChartSeries& s = series[i];
    if (s.points.empty()) continue;
    left -= text_width(s.name, kChartText);
    draw_text(picture, left, kTopPx, s.name, kChartText);
    left -= kSymbolPx / 2 + 12;
    draw_symbol(picture, {1.0 * left, kTopPx + kChartLabelPx / 2.0 + 1.0}, s.role, kind);
    left -= kSymbolPx / 2 + kGapPx;
  }
}

// Whole tens that hold every value.
ChartRange tens_around(const std::vector<ChartSeries>& series) {
  ChartRange range{.low = 30.0, .high = 70.0};
  for (const ChartSeries& s : series) {
    for (const Point p : s.points) {
      range.low = std::min(
          {range.low,
           10.0 * std::floor((p.x - 1.0) / 10.0),
           10.0 * std::floor((p.y - 1.0) / 10.0)});
      range.high = std::max(
          {range.high, 10.0 * std::ceil((p.x + 1.0) / 10.0), 10.0 * std::ceil((p.y + 1.0) / 10.0)});
    }
  }
  return range;
}

}  // namespace

Picture draw_ef_agreement(const std::vector<ChartSeries>& series) {
  check(series);
  const ChartRange range = tens_around(series);
  vtkNew<vtkChartXY> chart;
  set_axis(*chart, vtkAxis::BOTTOM, range, 10.0, 0);
  set_axis(*chart, vtkAxis::LEFT, range, 10.0, 0);
  for (const double border : {40.0, 50.0}) {
    add_guide(*chart, {border, range.low}, {border, range.high}, vtkPen::DASH_LINE);
    add_guide(*chart, {range.low, border}, {range.high, border}, vtkPen::DASH_LINE);
  }
  add_guide(*chart, {range.low, range.low}, {range.high, range.high}, vtkPen::SOLID_LINE);
  for (const ChartSeries& s : series) add_series(*chart, s, vtkChart::POINTS);
  const ChartLayout layout{.picture = {.width = 1020, .height = 1072}};
  Picture picture = rendered(*chart, layout);
  write_around(
      picture,
      series,
      vtkChart::POINTS,
      {"EF from the clean labels (%)", "EF from the networks’ labels (%)"},
      layout);
  return picture;
}

Picture draw_training_curves(const std::vector<ChartSeries>& series) {
  check(series);
  ChartRange epochs{.low = 1.0, .high = 2.0};
  double lowest = 1.0;
  for (const ChartSeries& s : series) {
    for (const Point p : s.points) {
      epochs.high = std::max(epochs.high, p.x);
      lowest = std::min(lowest, p.y);
    }
  }
  const ChartRange dice{.low = std::clamp(std::floor(lowest * 10.0) / 10.0, 0.0, 0.9), .high = 1.0};
  const double epoch_step = std::max(1.0, std::ceil((epochs.high - epochs.low) / 15.0));
  vtkNew<vtkChartXY> chart;
  set_axis(*chart, vtkAxis::BOTTOM, epochs, epoch_step, 0);
  set_axis(*chart, vtkAxis::LEFT, dice, dice.low < 0.7 ? 0.1 : 0.05, 2);
  for (const ChartSeries& s : series) add_series(*chart, s, vtkChart::LINE);
  const ChartLayout layout{.picture = {.width = 1280, .height = 760}};
  Picture picture = rendered(*chart, layout);
  write_around(
      picture, series, vtkChart::LINE, {"Epoch", "Dice on the validation patients"}, layout);
  return picture;
}

void write_ef_agreement(const std::filesystem::path& path, const std::vector<ChartSeries>& series) {
  write_file(path, png_bytes(draw_ef_agreement(series)));
}

void write_training_curves(
    const std::filesystem::path& path, const std::vector<ChartSeries>& series) {
  write_file(path, png_bytes(draw_training_curves(series)));
}

}  // namespace segnoise

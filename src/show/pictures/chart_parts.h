#pragma once

// Private to report: this header includes VTK.

#include "show/pictures/picture.h"
#include "show/pictures/text.h"

#include <vtkChartXY.h>
#include <vtkNew.h>
#include <vtkTable.h>

#include <string>
#include <vector>

namespace segnoise::pictures {

// Lengths in pixels of the picture, which is shown at half size.
inline constexpr int kChartLabelPx = 24;
inline constexpr double kChartGuidePx = 2.0;
inline constexpr double kCurvePx = 4.0;
inline constexpr Rgb kChartInk{40, 40, 40};

inline constexpr TextStyle kChartTitle{
    .size_px = kChartLabelPx, .weight = Weight::kBold, .colour = kChartInk};
inline constexpr TextStyle kChartText{
    .size_px = kChartLabelPx, .weight = Weight::kRegular, .colour = kChartInk};
inline constexpr TextStyle kChartNote{
    .size_px = 20, .weight = Weight::kRegular, .colour = kChartInk};  ///< at a bar

/// Where the plot lies in the picture: the margins around its axes, in pixels.
struct ChartLayout {
  shape::Size picture;
  int left = 86;
  int bottom = 110;
  int right = 34;
  int top = 62;
};

struct ChartRange {
  double low = 0.0;
  double high = 1.0;
};

/// A length of the picture in the pixels that VTK draws, which are smaller.
[[nodiscard]] float drawn_px(double px);

/// Columns "x" and one with the name given.
[[nodiscard]] vtkNew<vtkTable> table_of(
    const std::vector<shape::Point>& points, const std::string& name);

/// Gives an axis its range and ticks at the multiples of a step, labelled with so many decimals.
/// @param position  vtkAxis::BOTTOM or vtkAxis::LEFT
void set_axis(vtkChartXY& chart, int position, ChartRange range, double step, int decimals);

/// The least of 1, 2, 5, 10, 20, 50 ... times a number with which an axis from 0 has no more than
/// six steps.
/// @param least  > 0
[[nodiscard]] double tick_step(double high, double least);

/// Adds a grey line.
/// @param pen_type  vtkPen::SOLID_LINE, vtkPen::DASH_LINE
void add_guide(vtkChartXY& chart, shape::Point from, shape::Point to, int pen_type);

/// The chart as a picture: axes, grid and plots, if it has any. Titles and legends are the caller's
/// to write, as VTK places them by rough rules, and knows no character beyond ASCII.
/// @throws std::runtime_error  if there is no usable OpenGL driver
[[nodiscard]] Picture rendered(vtkChartXY& chart, const ChartLayout& layout);

}  // namespace segnoise::pictures

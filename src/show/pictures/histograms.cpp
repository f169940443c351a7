#include "show/pictures/histograms.h"

#include "show/pictures/chart_parts.h"
#include "show/pictures/encoded_picture.h"
#include "show/pictures/overlay.h"
#include "show/pictures/text.h"
#include "storage/write_file.h"
#include "study/analysis/text_numbers.h"

#include <vtkAxis.h>
#include <vtkDoubleArray.h>
#include <vtkPen.h>
#include <vtkPlot.h>
#include <vtkStringArray.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace segnoise::pictures {
namespace {

// Lengths in pixels of the picture, which is shown at half size.
constexpr int kHeadingPx = 76;
constexpr double kBinGapPx = 3.0;
const ChartLayout kPanel{
    .picture = {.width = 720, .height = 700}, .left = 128, .bottom = 116, .right = 40, .top = 134};

/// "1,234,567".
std::string grouped(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

/// Reaches above every bar, with room for what is written there.
double axis_above(std::size_t count) {
  constexpr double kRoom = 1.06;
  return std::max(1.0, kRoom * static_cast<double>(count));
}

void set_count_axis(vtkChartXY& chart, double high) {
  const double step = tick_step(high, 1.0);
  set_axis(chart, vtkAxis::LEFT, {0.0, high}, step, 0);
  vtkNew<vtkDoubleArray> ticks;
  vtkNew<vtkStringArray> labels;
  for (double count = 0.0; count <= high; count += step) {
    ticks->InsertNextValue(count);
    labels->InsertNextValue(grouped(static_cast<std::size_t>(count)));
  }
  chart.GetAxis(vtkAxis::LEFT)->SetCustomTickPositions(ticks, labels);
}

void add_bars(vtkChartXY& chart, const FractionHistogram& histogram) {
  std::vector<shape::Point> bars;
  const auto bins = static_cast<double>(histogram.counts.size());
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    bars.push_back(
        {(static_cast<double>(i) + 0.5) / bins, static_cast<double>(histogram.counts[i])});
  }
  const auto table = table_of(bars, histogram.measure);
  chart.SetBarWidthFraction(1.0F);
  vtkPlot* plot = chart.AddPlot(vtkChart::BAR);
  plot->SetInputData(table, 0, 1);
  const Rgb colour = colour_of(OutlineRole::kClean);
  plot->SetColor(colour.red, colour.green, colour.blue, 255);
  plot->GetPen()->SetColor(kWhite.red, kWhite.green, kWhite.blue, 255);
  plot->GetPen()->SetWidth(drawn_px(kBinGapPx));
}

/// "62%", or "<1%".
std::string share(std::size_t part, std::size_t whole) {
  const auto percent = std::lround(100.0 * static_cast<double>(part) / static_cast<double>(whole));
  return percent == 0 ? "<1%" : std::to_string(percent) + '%';
}

void write_shares(Picture& picture, const FractionHistogram& histogram, double high) {
  const std::size_t whole =
      std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::size_t{0});
  const double width = picture.width() - kPanel.left - kPanel.right;
  const double height = picture.height() - kPanel.top - kPanel.bottom;
  const auto bins = static_cast<double>(histogram.counts.size());
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    if (histogram.counts[i] == 0) continue;
    const double x = kPanel.left + width * (static_cast<double>(i) + 0.5) / bins;
    const double y =
        picture.height() - kPanel.bottom - height * static_cast<double>(histogram.counts[i]) / high;
    draw_text(
        picture,
        static_cast<int>(std::lround(x)),
        static_cast<int>(std::lround(y)) - line_height(kChartNote) - 4,
        share(histogram.counts[i], whole),
        kChartNote,
        Align::kCentre);
  }
}

Picture panel(const FractionHistogram& histogram, const std::string& counted, double high) {
  vtkNew<vtkChartXY> chart;
  set_axis(*chart, vtkAxis::BOTTOM, {0.0, 1.0}, 0.2, 1);
  set_count_axis(*chart, high);
  add_bars(*chart, histogram);
  Picture picture = rendered(*chart, kPanel);
  write_shares(picture, histogram, high);
  const int right = picture.width() - kPanel.right;
  const int middle = (kPanel.left + right) / 2;
  draw_text(picture, middle, 0, histogram.measure, kChartTitle, Align::kCentre);
  const std::string centre = histogram.mean && histogram.median
                                 ? "mean " + analysis::fixed(*histogram.mean, 3) + ", median " +
                                       analysis::fixed(*histogram.median, 3)
                                 : "no value";
  draw_text(picture, middle, 36, centre, kChartText, Align::kCentre);
  draw_text(picture, 20, 84, counted, kChartTitle);  // upright, at the axis' head
  draw_text(
      picture,
      right,
      picture.height() - 48,
      histogram.measure + " (fraction)",
      kChartTitle,
      Align::kRight);
  return picture;
}

void check(const std::vector<FractionHistogram>& histograms) {
  if (histograms.empty()) throw std::invalid_argument("there must be a histogram, got none");
  for (const FractionHistogram& histogram : histograms) {
    if (histogram.counts.empty()) {
      throw std::invalid_argument("'" + histogram.measure + "' must have bins, got none");
    }
  }
}

}  // namespace

Picture draw_histograms(
    const std::string& heading,
    const std::string& counted,
    const std::vector<FractionHistogram>& histograms) {
  check(histograms);
  std::size_t highest = 0;
  for (const FractionHistogram& histogram : histograms) {
    highest = std::max(highest, *std::ranges::max_element(histogram.counts));
  }
  const double high = axis_above(highest);
  const auto panels = static_cast<int>(histograms.size());
  const auto [width, height] = kPanel.picture;
  Picture picture = blank_picture({panels * width, kHeadingPx + height}, kWhite);
  draw_text(picture, picture.width() / 2, 18, heading, kChartTitle, Align::kCentre);
  for (int i = 0; i < panels; ++i) {
    paste(
        picture,
        panel(histograms[static_cast<std::size_t>(i)], counted, high),
        i * width,
        kHeadingPx);
  }
  return picture;
}

void write_histograms(
    const std::filesystem::path& path,
    const std::string& heading,
    const std::string& counted,
    const std::vector<FractionHistogram>& histograms) {
  storage::write_file(path, png_bytes(draw_histograms(heading, counted, histograms)));
}

}  // namespace segnoise::pictures

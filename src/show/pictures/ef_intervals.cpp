#include "show/pictures/ef_intervals.h"

#include "show/pictures/chart_parts.h"
#include "show/pictures/encoded_picture.h"
#include "show/pictures/overlay.h"
#include "show/pictures/text.h"
#include "storage/write_file.h"

#include <vtkAxis.h>
#include <vtkChartXY.h>
#include <vtkNew.h>
#include <vtkPen.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::pictures {
namespace {

// Lengths in pixels of the picture, which is shown at half size.
constexpr Rgb kInterval{105, 105, 105};
constexpr double kRimPx = 2.0;
constexpr ChartLayout kLayout{.picture = {.width = 1480, .height = 900}};
constexpr int kIntervalLegendRowPx = 40;

/// Patients by ascending EF from the clean labels.
std::vector<const analysis::PatientSensitivity*> by_ef(
    std::span<const analysis::PatientSensitivity> patients) {
  std::vector<const analysis::PatientSensitivity*> sorted;
  sorted.reserve(patients.size());
  for (const analysis::PatientSensitivity& patient : patients) sorted.push_back(&patient);
  std::ranges::stable_sort(sorted, {}, [](const auto* p) { return p->ef_percent.clean; });
  return sorted;
}

/// Whole tens that hold every value.
ChartRange tens_around(std::span<const analysis::PatientSensitivity> patients) {
  ChartRange range{.low = 30.0, .high = 70.0};
  for (const analysis::PatientSensitivity& patient : patients) {
    const analysis::Spread& ef = patient.ef_percent;
    const double low = std::min(ef.clean, ef.central95.lower) - 1.0;
    const double high = std::max(ef.clean, ef.central95.upper) + 1.0;
    range.low = std::min(range.low, 10.0 * std::floor(low / 10.0));
    range.high = std::max(range.high, 10.0 * std::ceil(high / 10.0));
  }
  return range;
}

/// From places of the chart to those of its picture.
class Plane {
 public:
  Plane(ChartRange x, ChartRange y) : x_(x), y_(y) {}

  [[nodiscard]] shape::Point at(double x, double y) const {
    const auto [width, height] = kLayout.picture;
    const double right = (x - x_.low) / (x_.high - x_.low);
    const double up = (y - y_.low) / (y_.high - y_.low);
    return {
        kLayout.left + right * (width - kLayout.left - kLayout.right),
        height - kLayout.bottom - up * (height - kLayout.bottom - kLayout.top)};
  }

 private:
  ChartRange x_;
  ChartRange y_;
};

void draw_dot(Picture& picture, shape::Point middle, OutlineRole role, double width_px) {
  draw_line(
      picture,
      middle,
      middle,
      {.colour = colour_of(role), .width_px = width_px, .dashes_px = {}, .halo_px = kRimPx});
}

void draw_interval(Picture& picture, shape::Point low, shape::Point high, double width_px) {
  draw_line(picture, low, high, {.colour = kInterval, .width_px = width_px});
}

void write_legend(Picture& picture) {
  const TextStyle title{.size_px = kChartLabelPx, .weight = Weight::kBold, .colour = kChartInk};
  const TextStyle label{.size_px = kChartLabelPx, .weight = Weight::kRegular, .colour = kChartInk};
  draw_text(picture, 14, 10, "EF (%)", title);
  const int right = picture.width() - kLayout.right;
  draw_text(
      picture,
      right,
      picture.height() - 44,
      "Patients by EF from the clean labels",
      title,
      Align::kRight);

  const std::string clean = "EF from the clean labels";
  const std::string noisy = "from noisy labels: mean, 95 % interval";
  const int left = right - std::max(text_width(clean, label), text_width(noisy, label)) - 50;
  int y = picture.height() - kLayout.bottom - 16 - 2 * kIntervalLegendRowPx;
  fill(picture, {left - 10, y - 6, right - left + 10, 2 * kIntervalLegendRowPx + 8}, kWhite, 0.9);
  draw_dot(picture, {left + 14.0, y + 17.0}, OutlineRole::kClean, 14.0);
  draw_text(picture, left + 40, y + 4, clean, label);
  y += kIntervalLegendRowPx;
  draw_interval(picture, {left + 14.0, y + 2.0}, {left + 14.0, y + 32.0}, 4.0);
  draw_dot(picture, {left + 14.0, y + 17.0}, OutlineRole::kNoisy, 12.0);
  draw_text(picture, left + 40, y + 4, noisy, label);
}

}  // namespace

Picture draw_ef_intervals(std::span<const analysis::PatientSensitivity> patients) {
  if (patients.empty()) throw std::invalid_argument("a chart of EF intervals needs a patient");
  const auto count = static_cast<double>(patients.size());
  const ChartRange ranks{.low = 0.0, .high = count + 1.0};
  const ChartRange efs = tens_around(patients);
  vtkNew<vtkChartXY> chart;
  set_axis(*chart, vtkAxis::BOTTOM, ranks, std::max(1.0, std::ceil(count / 10.0)), 0);
  set_axis(*chart, vtkAxis::LEFT, efs, 10.0, 0);
  for (const double border : {cardiac::kReducedUpToPercent, cardiac::kPreservedFromPercent}) {
    add_guide(*chart, {ranks.low, border}, {ranks.high, border}, vtkPen::DASH_LINE);
  }
  Picture picture = rendered(*chart, kLayout);

  const Plane plane(ranks, efs);
  // As thick as their number allows.
  const double room_px = plane.at(1.0, 0.0).x - plane.at(0.0, 0.0).x;
  const double line_px = std::clamp(0.5 * room_px, 1.0, 4.0);
  const double dot_px = std::clamp(room_px, 3.0, 14.0);
  double rank = 1.0;
  for (const analysis::PatientSensitivity* patient : by_ef(patients)) {
    const analysis::Spread& ef = patient->ef_percent;
    const statistics::Interval& interval = ef.central95;
    draw_interval(picture, plane.at(rank, interval.lower), plane.at(rank, interval.upper), line_px);
    draw_dot(picture, plane.at(rank, ef.clean + ef.bias), OutlineRole::kNoisy, 0.85 * dot_px);
    draw_dot(picture, plane.at(rank, ef.clean), OutlineRole::kClean, dot_px);
    rank += 1.0;
  }
  write_legend(picture);
  return picture;
}

void write_ef_intervals(
    const std::filesystem::path& path, std::span<const analysis::PatientSensitivity> patients) {
  storage::write_file(path, png_bytes(draw_ef_intervals(patients)));
}

}  // namespace segnoise::pictures

#include "core/noise/units.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace segnoise::noise {
namespace {

constexpr double kGridSide = 256.0;
constexpr double kRelativeVerticesPerUnit = 50.0;
constexpr double kFinestOutlineStepPx = 0.01;

void require(const shape::Grid& frame) {
  if (frame.size.width < 1 || frame.size.height < 1) {
    throw std::invalid_argument(
        "a frame must have at least one pixel, got " + shape::size_text(frame.size));
  }
  for (const double spacing_mm : {frame.spacing_mm.x_mm, frame.spacing_mm.y_mm}) {
    if (!(spacing_mm > 0.0 && std::isfinite(spacing_mm))) {
      throw std::invalid_argument(
          "spacing_mm must be finite and > 0, got " + std::to_string(spacing_mm));
    }
  }
}

PerAxis unit_px(Unit unit, const shape::Grid& frame, double area_px) {
  const double x_mm = frame.spacing_mm.x_mm;
  const double y_mm = frame.spacing_mm.y_mm;
  switch (unit) {
    case Unit::kPx:
      break;
    case Unit::kPx256:
      return {frame.size.width / kGridSide, frame.size.height / kGridSide};
    case Unit::kMm:
      return {1.0 / x_mm, 1.0 / y_mm};
    case Unit::kRelative:
      return {std::sqrt(area_px * (y_mm / x_mm)), std::sqrt(area_px * (x_mm / y_mm))};
  }
  return {1.0, 1.0};
}

/// Sides that the frame cannot tell apart become one, which also keeps them within int.
int cut_to(int side_px, double wanted_px) {
  const double greatest = 2.0 * side_px + 1.0;
  return static_cast<int>(std::clamp(wanted_px, 1.0, greatest));
}

}  // namespace

std::string_view name_of(Unit unit) {
  switch (unit) {
    case Unit::kPx:
      return "px";
    case Unit::kPx256:
      return "px256";
    case Unit::kMm:
      return "mm";
    case Unit::kRelative:
      return "relative";
  }
  return "";
}

double rounded_px(double length_px) {
  return std::round(length_px * kDrawnStepsPerPx) / kDrawnStepsPerPx;
}

PixelScale::PixelScale(Unit unit, const shape::Grid& frame, double area_px)
    : unit_(unit), frame_(frame.size) {
  require(frame);
  unit_px_ = unit_px(unit, frame, area_px);
}

double PixelScale::mean_px(double length) const {
  return rounded_px(length * std::sqrt(unit_px_.x_px * unit_px_.y_px));
}

PerAxis PixelScale::per_axis(double length) const {
  return {rounded_px(length * unit_px_.x_px), rounded_px(length * unit_px_.y_px)};
}

shape::Kernel PixelScale::kernel(double side) const {
  if (unit_ == Unit::kPx) {
    const double whole = std::floor(side);
    return {cut_to(frame_.width, whole), cut_to(frame_.height, whole)};
  }
  const double margin = unit_ == Unit::kRelative ? side / 2.0 : std::floor(std::floor(side) / 2.0);
  const auto odd = [&](double one_px) { return 2.0 * std::round(margin * one_px) + 1.0; };
  return {cut_to(frame_.width, odd(unit_px_.x_px)), cut_to(frame_.height, odd(unit_px_.y_px))};
}

std::optional<PerAxis> PixelScale::outline_step() const {
  if (unit_ == Unit::kPx) return std::nullopt;
  const PerAxis step = per_axis(unit_ == Unit::kRelative ? 1.0 / kRelativeVerticesPerUnit : 1.0);
  return PerAxis{
      std::max(step.x_px, kFinestOutlineStepPx), std::max(step.y_px, kFinestOutlineStepPx)};
}

}  // namespace segnoise::noise

#include "core/noise/operations/base_shift.h"

#include "core/noise/working_shape.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace segnoise::noise {

DrawnBaseShift BaseShift::draw(const DrawContext& context, random::Rng& rng) const {
  if (!context.long_axis) {
    throw std::invalid_argument("base-shift needs the long axis of a left ventricle, got none");
  }
  constexpr double kGreatestTilt_deg = 60.0;
  const auto& [base, apex] = *context.long_axis;
  const double by = mean + sigma * rng.normal();
  const double tilt_deg =
      std::clamp(tilt_sigma_deg * rng.normal(), -kGreatestTilt_deg, kGreatestTilt_deg);
  return {
      .by = rounded_units(by),
      .slope = rounded_units(std::tan(tilt_deg * std::numbers::pi / 180.0)),
      .unit = context.scale.unit(),
      .axis = {{rounded_px(base.x), rounded_px(base.y)}, {rounded_px(apex.x), rounded_px(apex.y)}}};
}

void DrawnBaseShift::apply(WorkingShape& shape) const {
  require_unit(unit);
  if (!std::isfinite(by) || !std::isfinite(slope)) {
    throw std::invalid_argument("a base shift must be finite");
  }
  if (by == 0.0 && slope == 0.0) return;
  shape::Polygon& rings = shape.outline();
  for (std::size_t i = 0; i < rings.size(); ++i) {
    shape.make_dense(i, 1.0);
    rings[i] = clipped(base_shifted(std::move(rings[i]), *this), shape.size());
  }
  shape.drop_empty_rings();
}

shape::Ring base_shifted(shape::Ring ring, const DrawnBaseShift& shift) {
  constexpr double kGreatestPart = 0.9;
  const auto& [base, apex] = shift.axis;
  const PerAxis& unit = shift.unit;
  const double axis_x = (apex.x - base.x) / unit.x_px;
  const double axis_y = (apex.y - base.y) / unit.y_px;
  const double length = std::sqrt(axis_x * axis_x + axis_y * axis_y);
  if (!(length > 0.0)) throw std::invalid_argument("base and apex must not be one point");
  const double half = length / 2.0;
  for (shape::Point& p : ring) {
    const double x = (p.x - base.x) / unit.x_px;
    const double y = (p.y - base.y) / unit.y_px;
    const double along = (x * axis_x + y * axis_y) / length;
    const double across = (y * axis_x - x * axis_y) / length;
    const double at_base =
        std::clamp(shift.by + shift.slope * across, -kGreatestPart * half, kGreatestPart * half);
    const double by = at_base * std::clamp(1.0 - along / half, 0.0, 1.0) / length;
    p.x += by * axis_x * unit.x_px;
    p.y += by * axis_y * unit.y_px;
  }
  return ring;
}

}  // namespace segnoise::noise

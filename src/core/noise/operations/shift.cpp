#include "core/noise/operations/shift.h"

#include "core/noise/working_shape.h"

namespace segnoise::noise {

DrawnShift Shift::draw(const DrawContext& context, random::Rng& rng) const {
  const PerAxis unit = context.scale.unit();
  const double length = draw_length(distance, rng);
  const auto [x, y] = rng.direction();
  return {{rounded_px(length * x * unit.x_px), rounded_px(length * y * unit.y_px)}};
}

void DrawnShift::apply(WorkingShape& shape) const { shape.move(by); }

}  // namespace segnoise::noise

#include "core/noise/operations/approximation.h"

#include "core/noise/working_shape.h"
#include "core/shape/simplify.h"

#include <algorithm>

namespace segnoise::noise {

DrawnTolerances Approximation::draw(const DrawContext& context, random::Rng& rng) const {
  DrawnTolerances tolerances{std::vector<double>(context.ring_count)};
  for (double& ring : tolerances.rings_px) {
    ring = context.scale.mean_px(draw_length(tolerance, rng));
  }
  return tolerances;
}

bool DrawnTolerances::acts(CategoryId /*before*/) const {
  return std::ranges::any_of(rings_px, [](double tolerance_px) { return tolerance_px != 0.0; });
}

void DrawnTolerances::apply(WorkingShape& shape) const {
  shape::Polygon& rings = shape.outline();
  require_rings(rings_px.size(), rings.size());
  for (std::size_t i = 0; i < rings.size(); ++i) {
    const double tolerance_px = rings_px[i];
    require_length(tolerance_px, "tolerance");
    if (tolerance_px == 0.0) continue;
    shape.sample(i);
    rings[i] = shape::simplified(rings[i], tolerance_px);
  }
}

}  // namespace segnoise::noise

#include "core/noise/operations/localization.h"

#include "core/noise/working_shape.h"

#include <algorithm>
#include <utility>

namespace segnoise::noise {

DrawnJitter Localization::draw(const DrawContext& context, random::Rng& rng) const {
  DrawnJitter jitter{std::vector<PerAxis>(context.ring_count), rng.bits64()};
  for (PerAxis& ring : jitter.rings) ring = context.scale.per_axis(draw_length(spread, rng));
  return jitter;
}

bool DrawnJitter::acts(CategoryId /*before*/) const {
  return std::ranges::any_of(rings, [](const PerAxis& spread) { return spread != PerAxis{}; });
}

void DrawnJitter::apply(WorkingShape& shape) const {
  shape::Polygon& outline = shape.outline();
  require_rings(rings.size(), outline.size());
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const PerAxis& spread = rings[i];
    require_length(spread.x_px, "spread");
    require_length(spread.y_px, "spread");
    if (spread == PerAxis{}) continue;
    shape.sample(i);
    outline[i] = clipped(jittered(std::move(outline[i]), spread, key, i), shape.size());
  }
  shape.drop_empty_rings();
}

shape::Ring jittered(
    shape::Ring ring, const PerAxis& spread, std::uint64_t key, std::uint64_t ring_index) {
  random::Rng rng(key, ring_index);
  for (shape::Point& vertex : ring) {
    vertex.x += spread.x_px * rng.normal();
    vertex.y += spread.y_px * rng.normal();
  }
  return ring;
}

}  // namespace segnoise::noise

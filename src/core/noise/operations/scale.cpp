#include "core/noise/operations/scale.h"

namespace segnoise::noise {

DrawnMorphology Scale::draw(const DrawContext& context, random::Rng& rng) const {
  const auto kind = rng.chance(0.5) ? MorphologyKind::kDilation : MorphologyKind::kErosion;
  return Morphology{kind, kernel}.draw(context, rng);
}

}  // namespace segnoise::noise

#include "core/noise/operations/deletion.h"

namespace segnoise::noise {

DrawnDeletion Deletion::draw(const DrawContext& /*context*/, random::Rng& rng) const {
  return {rng.chance(probability)};
}

void DrawnDeletion::apply(const WorkingShape& /*shape*/, LabelInProgress& label) const {
  label.deleted = deleted;
}

}  // namespace segnoise::noise

#include "study/ventricle.h"

#include "cardiac/long_axis.h"
#include "noise/variants.h"
#include "random/rng.h"

#include <stdexcept>
#include <string>

namespace segnoise {
namespace {

/// The axis that a base shift acts along, in native pixels.
BaseToApex base_to_apex(const Mask& ventricle, const Spacing& spacing_mm, const FrameId& frame) {
  const auto axis = long_axis(cavity_runs(ventricle), spacing_mm);
  if (!axis) {
    throw std::runtime_error(
        frame.text() + ": its left ventricle has no long axis, which base-shift needs");
  }
  return {.base = axis->base, .apex = axis->apex};
}

}  // namespace

void require_for_ventricle(const NoiseSetup& setup) {
  if (has_operation<ClassConfusion>(setup) || has_operation<Duplicate>(setup) ||
      has_operation<Spurious>(setup)) {
    throw std::invalid_argument(
        "setup " + setup.name +
        " confuses classes or adds instances, but only the left ventricle is corrupted; expected "
        "spatial operations and deletion");
  }
}

Instance ventricle_instance(
    const Mask& mask, const Spacing& spacing_mm, const FrameId& frame, const NoiseSetup& setup) {
  Instance instance{.shape = mask, .category = kLeftVentricle};
  if (has_operation<BaseShift>(setup)) instance.long_axis = base_to_apex(mask, spacing_mm, frame);
  return instance;
}

Subject subject_of_draw(const FrameId& frame, std::uint64_t seed, int draw) {
  return {
      .seed = seed,
      .identity = identity_of(frame.text() + "/draw " + std::to_string(draw)),
      .instant = name_of(frame.instant)};
}

}  // namespace segnoise

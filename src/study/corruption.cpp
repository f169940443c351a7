#include "study/corruption.h"

#include "cardiac/ejection.h"
#include "cardiac/long_axis.h"
#include "metrics/effect.h"
#include "noise/corrupt.h"
#include "noise/draw_log.h"
#include "random/rng.h"
#include "shape/label_map.h"

#include <algorithm>
#include <stdexcept>
#include <variant>

namespace segnoise {
namespace {

/// Whether a setup has operations of some kinds.
template <class... Kinds>
bool has_any_of(const NoiseSetup& setup) {
  const auto is_one = [](const Operation& operation) {
    return (std::holds_alternative<Kinds>(operation) || ...);
  };
  return std::ranges::any_of(setup.steps, [&](const Step& step) {
    if (const auto* operation = std::get_if<Operation>(&step.action)) return is_one(*operation);
    return std::ranges::any_of(std::get<OneOf>(step.action), is_one, &Choice::operation);
  });
}

/// The axis that a base shift acts along, in native pixels.
BaseToApex base_to_apex(const Mask& ventricle, const Spacing& spacing_mm, const FrameId& frame) {
  const auto axis = long_axis(cavity_runs(ventricle), spacing_mm);
  if (!axis) {
    throw std::runtime_error(
        frame.text() + ": its left ventricle has no long axis, which base-shift needs");
  }
  return {.base = axis->base, .apex = axis->apex};
}

std::optional<double> volume_ml(const Mask& mask, const Spacing& spacing_mm) {
  const auto of_frame = ase_disks(mask, spacing_mm);
  if (!of_frame) return std::nullopt;
  return single_plane_volume_ml(*of_frame);
}

}  // namespace

NoisyLabels corrupted(
    const LabelMap& labels, const FrameId& frame, const NoiseSetup& setup, std::uint64_t seed) {
  if (has_any_of<ClassConfusion, Duplicate, Spurious>(setup)) {
    throw std::invalid_argument(
        "setup " + setup.name +
        " confuses classes or adds instances, but only the left ventricle is corrupted; expected "
        "spatial operations and deletion");
  }
  const Mask clean = mask_of(labels, kLeftVentricle);
  const Spacing spacing_mm = labels.spacing_mm();
  if (clean.empty()) {
    return {.labels = labels, .record = {.frame = frame, .drawn = "no left ventricle"}};
  }

  Instance instance{.shape = clean, .category = kLeftVentricle};
  if (has_any_of<BaseShift>(setup)) instance.long_axis = base_to_apex(clean, spacing_mm, frame);
  const auto [drawn, outcome] = corrupt(
      setup,
      {.seed = seed, .identity = identity_of(frame.text()), .instant = name_of(frame.instant)},
      instance,
      labels.grid());
  const bool removed = outcome.fate != Fate::kKept;
  const Mask noisy = removed ? Mask(clean.size()) : std::get<Mask>(outcome.instance.shape);
  return {
      .labels = with_structure(labels, kLeftVentricle, noisy),
      .record = {
          .frame = frame,
          .drawn = describe(drawn),
          .removed = removed,
          .effect = effect_of(clean, noisy, spacing_mm),
          .clean_volume_ml = volume_ml(clean, spacing_mm),
          .noisy_volume_ml = volume_ml(noisy, spacing_mm)}};
}

}  // namespace segnoise

#include "study/corruption.h"

#include "cardiac/ejection.h"
#include "metrics/effect.h"
#include "noise/corrupt.h"
#include "noise/draw_log.h"
#include "random/rng.h"
#include "shape/label_map.h"
#include "study/ventricle.h"

#include <variant>

namespace segnoise {
namespace {

std::optional<double> volume_ml(const Mask& mask, const Spacing& spacing_mm) {
  const auto of_frame = ase_disks(mask, spacing_mm);
  if (!of_frame) return std::nullopt;
  return single_plane_volume_ml(*of_frame);
}

}  // namespace

NoisyLabels corrupted(
    const LabelMap& labels, const FrameId& frame, const NoiseSetup& setup, std::uint64_t seed) {
  require_for_ventricle(setup);
  const Mask clean = mask_of(labels, kLeftVentricle);
  const Spacing spacing_mm = labels.spacing_mm();
  if (clean.empty()) {
    return {.labels = labels, .record = {.frame = frame, .drawn = "no left ventricle"}};
  }

  const Instance instance = ventricle_instance(clean, spacing_mm, frame, setup);
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

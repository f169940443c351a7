#include "study/corruption.h"

#include "cardiac/ejection.h"
#include "noise/corrupt.h"
#include "noise/draw_log.h"
#include "random/rng.h"
#include "shape/label_map.h"
#include "study/evaluation.h"

#include <algorithm>
#include <stdexcept>
#include <variant>

namespace segnoise {
namespace {

bool confuses_classes(const Step& step) {
  const auto is_confusion = [](const Operation& operation) {
    return std::holds_alternative<ClassConfusion>(operation);
  };
  if (const auto* operation = std::get_if<Operation>(&step.action)) return is_confusion(*operation);
  return std::ranges::any_of(std::get<OneOf>(step.action), is_confusion, &Choice::operation);
}

double area_mm2(const Mask& mask, const Spacing& spacing_mm) {
  return static_cast<double>(mask.count()) * spacing_mm.x_mm * spacing_mm.y_mm;
}

std::optional<double> volume_ml(const Mask& mask, const Spacing& spacing_mm) {
  const auto of_frame = ase_disks(mask, spacing_mm);
  if (!of_frame) return std::nullopt;
  return single_plane_volume_ml(*of_frame);
}

}  // namespace

NoisyLabels corrupted(
    const LabelMap& labels, const FrameId& frame, const NoiseSetup& setup, std::uint64_t seed) {
  if (std::ranges::any_of(setup.steps, confuses_classes)) {
    throw std::invalid_argument(
        "setup " + setup.name +
        " confuses classes, but only the left ventricle is corrupted; expected spatial operations "
        "and deletion");
  }
  const Mask clean = mask_of(labels, kLeftVentricle);
  const Spacing spacing_mm = labels.spacing_mm();
  if (clean.empty()) {
    return {.labels = labels, .record = {.frame = frame, .drawn = "no left ventricle"}};
  }

  const auto [drawn, outcome] = corrupt(
      setup,
      {.seed = seed, .identity = identity_of(frame.text()), .instant = name_of(frame.instant)},
      {.shape = clean, .category = kLeftVentricle},
      labels.grid());
  const bool removed = outcome.fate != Fate::kKept;
  const Mask noisy = removed ? Mask(clean.size()) : std::get<Mask>(outcome.instance.shape);
  return {
      .labels = with_structure(labels, kLeftVentricle, noisy),
      .record = {
          .frame = frame,
          .drawn = describe(drawn),
          .removed = removed,
          .against_clean = measured(noisy, clean, spacing_mm),
          .clean_area_mm2 = area_mm2(clean, spacing_mm),
          .noisy_area_mm2 = area_mm2(noisy, spacing_mm),
          .clean_volume_ml = volume_ml(clean, spacing_mm),
          .noisy_volume_ml = volume_ml(noisy, spacing_mm)}};
}

}  // namespace segnoise

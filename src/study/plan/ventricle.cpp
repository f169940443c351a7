#include "study/plan/ventricle.h"

#include "core/cardiac/long_axis.h"
#include "core/noise/variants.h"
#include "core/random/rng.h"

#include <stdexcept>
#include <string>

namespace segnoise::plan {
namespace {

/// The axis that base shifts and observers act along, in native pixels.
std::optional<noise::BaseToApex> base_to_apex(
    const shape::Mask& ventricle, const shape::Spacing& spacing_mm) {
  const auto axis = cardiac::long_axis(cardiac::cavity_runs(ventricle), spacing_mm);
  if (!axis) return std::nullopt;
  return noise::BaseToApex{.base = axis->base, .apex = axis->apex};
}

/// @param which  label or draw, as it ends the names that chance is keyed by
noise::Subject subject_of(
    const FrameId& frame,
    std::optional<cardiac::Quality> quality,
    std::uint64_t seed,
    const std::string& which) {
  return {
      .seed = seed,
      .identity = random::identity_of(frame.text() + which),
      .instant = cardiac::name_of(frame.instant),
      .reading = noise::Reading{
          .patient = random::identity_of(frame.patient + "/reading" + which),
          .observer = random::identity_of("observer" + which),
          .view = cardiac::name_of(frame.view),
          .quality = quality ? cardiac::name_of(*quality) : ""}};
}

}  // namespace

void require_for_ventricle(const noise::NoiseSetup& setup) {
  const bool is_for_several = noise::any_operation(setup, [](const noise::Operation& operation) {
    const noise::NoiseKind kind = noise::kind_of(operation);
    return kind == noise::NoiseKind::kClass || kind == noise::NoiseKind::kAddition;
  });
  if (is_for_several) {
    throw std::invalid_argument(
        "setup " + setup.name +
        " confuses classes or adds instances, but only the left ventricle is corrupted; expected "
        "spatial operations and deletion");
  }
}

noise::Instance ventricle_instance(
    const shape::Mask& mask,
    const shape::Spacing& spacing_mm,
    const FrameId& frame,
    const noise::NoiseSetup& setup) {
  if (!noise::needs(setup, noise::Needs::kLongAxis)) {
    return {.shape = mask, .category = cardiac::kLeftVentricle};
  }
  noise::Instance instance = ventricle_with_axis(mask, spacing_mm);
  if (!instance.long_axis) {
    throw std::runtime_error(
        frame.text() + ": its left ventricle has no long axis, which the noise needs");
  }
  return instance;
}

noise::Instance ventricle_with_axis(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  return {
      .shape = mask,
      .category = cardiac::kLeftVentricle,
      .long_axis = base_to_apex(mask, spacing_mm)};
}

noise::Subject subject_of_label(
    const FrameId& frame, std::optional<cardiac::Quality> quality, std::uint64_t seed) {
  return subject_of(frame, quality, seed, "");
}

noise::Subject subject_of_draw(
    const FrameId& frame, std::optional<cardiac::Quality> quality, std::uint64_t seed, int draw) {
  return subject_of(frame, quality, seed, "/draw " + std::to_string(draw));
}

}  // namespace segnoise::plan

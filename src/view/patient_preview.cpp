#include "view/patient_preview.h"

#include "metrics/overlap.h"
#include "noise/corrupt.h"
#include "random/rng.h"
#include "study/evaluation.h"
#include "study/sensitivity.h"
#include "study/ventricle.h"

#include <stdexcept>
#include <utility>
#include <variant>

namespace segnoise {
namespace {

RedrawnFrame compared(Mask mask, const Cavity& clean) {
  RedrawnFrame frame;
  if (const auto common = overlap(clean.mask, mask)) frame.dice = common->dice;
  frame.hausdorff = hausdorff_pair(clean.mask, mask, clean.spacing_mm);
  frame.mask = std::move(mask);
  return frame;
}

Mask with_noise(
    const Cavity& cavity, const FrameId& frame, const NoiseSetup& setup, std::uint64_t seed) {
  auto outcome =
      corrupt(
          setup,
          {.seed = seed, .identity = identity_of(frame.text()), .instant = name_of(frame.instant)},
          ventricle_instance(cavity.mask, cavity.spacing_mm, frame, setup),
          {cavity.mask.size(), cavity.spacing_mm})
          .outcome;
  if (outcome.fate != Fate::kKept) return Mask(cavity.mask.size());
  return std::get<Mask>(std::move(outcome.instance.shape));
}

}  // namespace

PatientPreview::PatientPreview(const Patient& patient, VolumeMethod wanted)
    : patient_(patient.id), wanted_(wanted), clean_(cavities_of(patient)) {
  const auto clean_disks = disks_of({.patient = patient_, .cavities = clean_}, wanted);
  method_ = method_for(clean_disks, wanted);
  if (method_) clean_ejection_ = ejection(clean_disks, *method_);
}

RedrawnPatient PatientPreview::noisy(const NoiseSetup& setup, std::uint64_t seed) const {
  require_for_ventricle(setup);
  PerFrame<std::optional<Mask>> masks;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const auto& cavity = clean_(view, instant);
      if (cavity) {
        masks(view, instant) = with_noise(*cavity, {patient_, view, instant}, setup, seed);
      }
    }
  }
  return redrawn(masks);
}

RedrawnPatient PatientPreview::redrawn(const PerFrame<std::optional<Mask>>& masks) const {
  RedrawnPatient result;
  PerFrame<std::optional<Disks>> measured;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const auto& clean = clean_(view, instant);
      const auto& mask = masks(view, instant);
      if (!clean || !mask) continue;
      if (mask->size() != clean->mask.size()) {
        throw std::runtime_error(
            FrameId{patient_, view, instant}.text() + ": an outline for " +
            std::to_string(mask->size().width) + " x " + std::to_string(mask->size().height) +
            " pixels, expected " + std::to_string(clean->mask.size().width) + " x " +
            std::to_string(clean->mask.size().height));
      }
      measured(view, instant) = disks({*mask, clean->spacing_mm}, wanted_);
      result.frames(view, instant) = compared(*mask, *clean);
    }
  }
  if (method_) result.ejection = ejection(measured, *method_);
  return result;
}

}  // namespace segnoise

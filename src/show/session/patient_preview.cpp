#include "show/session/patient_preview.h"

#include "core/metrics/overlap.h"
#include "core/noise/corrupt.h"
#include "study/analysis/sensitivity.h"
#include "study/plan/evaluation.h"
#include "study/plan/ventricle.h"

#include <stdexcept>
#include <utility>
#include <variant>

namespace segnoise::session {
namespace {

RedrawnFrame compared(shape::Mask mask, const cardiac::Cavity& clean) {
  RedrawnFrame frame;
  if (const auto common = metrics::overlap(clean.mask, mask)) frame.dice = common->dice;
  frame.hausdorff = metrics::hausdorff_pair(clean.mask, mask, clean.spacing_mm);
  frame.mask = std::move(mask);
  return frame;
}

shape::Mask with_noise(
    const cardiac::Cavity& cavity,
    const plan::FrameId& frame,
    std::optional<cardiac::Quality> quality,
    const noise::NoiseSetup& setup,
    std::uint64_t seed) {
  auto outcome = noise::corrupt(
                     setup,
                     plan::subject_of_label(frame, quality, seed),
                     plan::ventricle_instance(cavity.mask, cavity.spacing_mm, frame, setup),
                     {cavity.mask.size(), cavity.spacing_mm})
                     .outcome;
  if (outcome.fate != noise::Fate::kKept) return shape::Mask(cavity.mask.size());
  return std::get<shape::Mask>(std::move(outcome.instance.shape));
}

}  // namespace

PatientPreview::PatientPreview(const cardiac::Patient& patient, cardiac::VolumeMethod wanted)
    : patient_(patient.id),
      quality_(patient.quality),
      wanted_(wanted),
      clean_(plan::cavities_of(patient)) {
  const auto clean_disks = plan::disks_of({.patient = patient_, .cavities = clean_}, wanted);
  method_ = cardiac::method_for(clean_disks, wanted);
  if (method_) clean_ejection_ = cardiac::ejection(clean_disks, *method_);
}

RedrawnPatient PatientPreview::noisy(const noise::NoiseSetup& setup, std::uint64_t seed) const {
  plan::require_for_ventricle(setup);
  cardiac::PerFrame<std::optional<shape::Mask>> masks;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& cavity = clean_(view, instant);
      if (cavity) {
        const auto quality = quality_.at(static_cast<std::size_t>(view));
        masks(view, instant) = with_noise(*cavity, {patient_, view, instant}, quality, setup, seed);
      }
    }
  }
  return redrawn(masks);
}

RedrawnPatient PatientPreview::redrawn(
    const cardiac::PerFrame<std::optional<shape::Mask>>& masks) const {
  RedrawnPatient result;
  cardiac::PerFrame<std::optional<cardiac::Disks>> measured;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& clean = clean_(view, instant);
      const auto& mask = masks(view, instant);
      if (!clean || !mask) continue;
      if (mask->size() != clean->mask.size()) {
        throw std::runtime_error(
            plan::FrameId{patient_, view, instant}.text() + ": an outline for " +
            std::to_string(mask->size().width) + " x " + std::to_string(mask->size().height) +
            " pixels, expected " + std::to_string(clean->mask.size().width) + " x " +
            std::to_string(clean->mask.size().height));
      }
      measured(view, instant) = cardiac::disks({*mask, clean->spacing_mm}, wanted_);
      result.frames(view, instant) = compared(*mask, *clean);
    }
  }
  if (method_) result.ejection = cardiac::ejection(measured, *method_);
  return result;
}

}  // namespace segnoise::session

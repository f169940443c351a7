#include "study/plan/corruption.h"

#include "core/cardiac/ejection.h"
#include "core/metrics/effect.h"
#include "core/noise/corrupt.h"
#include "core/noise/draw_log.h"
#include "core/shape/label_map.h"
#include "study/plan/ventricle.h"

#include <utility>
#include <variant>

namespace segnoise::plan {
namespace {

std::optional<double> volume_ml(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  const auto of_frame = cardiac::ase_disks(mask, spacing_mm);
  if (!of_frame) return std::nullopt;
  return single_plane_volume_ml(*of_frame);
}

}  // namespace

NoisyLabels corrupted(
    const shape::LabelMap& labels,
    const FrameId& frame,
    std::optional<cardiac::Quality> quality,
    const noise::NoiseSetup& setup,
    std::uint64_t seed) {
  require_for_ventricle(setup);
  const shape::Mask clean = mask_of(labels, cardiac::kLeftVentricle);
  const shape::Spacing spacing_mm = labels.spacing_mm();
  if (clean.empty()) {
    return {.labels = labels, .record = {.frame = frame, .drawn = "no left ventricle"}};
  }

  const noise::Instance instance = ventricle_instance(clean, spacing_mm, frame, setup);
  const auto [drawn, outcome] =
      noise::corrupt(setup, subject_of_label(frame, quality, seed), instance, labels.grid());
  const bool removed = outcome.fate != noise::Fate::kKept;
  const shape::Mask noisy =
      removed ? shape::Mask(clean.size()) : std::get<shape::Mask>(outcome.instance.shape);
  return {
      .labels = shape::with_structure(labels, cardiac::kLeftVentricle, noisy),
      .record = {
          .frame = frame,
          .drawn = noise::describe(drawn),
          .removed = removed,
          .effect = metrics::effect_of(clean, noisy, spacing_mm),
          .clean_volume_ml = volume_ml(clean, spacing_mm),
          .noisy_volume_ml = volume_ml(noisy, spacing_mm)}};
}

std::vector<NoiseRecord> corrupt_labels(
    cardiac::Patient& patient, const noise::NoiseSetup& setup, std::uint64_t seed) {
  std::vector<NoiseRecord> records;
  for (const cardiac::View view : cardiac::kViews) {
    const auto quality = patient.quality.at(static_cast<std::size_t>(view));
    for (const cardiac::Instant instant : cardiac::kInstants) {
      auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      const FrameId id{.patient = patient.id, .view = view, .instant = instant};
      NoisyLabels noisy = corrupted(frame->labels, id, quality, setup, seed);
      frame->labels = std::move(noisy.labels);
      records.push_back(std::move(noisy.record));
    }
  }
  return records;
}

}  // namespace segnoise::plan

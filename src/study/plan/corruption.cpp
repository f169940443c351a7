#include "study/plan/corruption.h"

#include "core/cardiac/ejection.h"
#include "core/metrics/effect.h"
#include "core/noise/corrupt.h"
#include "core/noise/draw_log.h"
#include "core/shape/label_map.h"
#include "study/plan/ventricle.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace segnoise::plan {
namespace {

std::optional<double> volume_ml(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  const auto of_frame = cardiac::ase_disks(mask, spacing_mm);
  if (!of_frame) return std::nullopt;
  return single_plane_volume_ml(*of_frame);
}

constexpr const char* kNoVentricle = "no left ventricle";

/// Labels and record of a frame whose left ventricle has gone through its noise.
NoisyLabels noisy_labels(
    const shape::LabelMap& labels,
    const shape::Mask& clean,
    const FrameId& frame,
    const noise::NoisyInstance& corrupted) {
  const auto& [drawn, outcome] = corrupted;
  const shape::Spacing spacing_mm = labels.spacing_mm();
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

/// Areas of one outline, which a log may have rounded.
void require_area(const FrameId& frame, const char* which, double logged_mm2, double found_mm2) {
  constexpr double kRounding = 1e-6;
  if (std::abs(logged_mm2 - found_mm2) <= kRounding * std::max(1.0, logged_mm2)) return;
  throw std::runtime_error(
      frame.text() + ": its " + which + " left ventricle has " + std::to_string(found_mm2) +
      " mm², in the log " + std::to_string(logged_mm2) +
      " mm²: expected the labels that the log was made of");
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
  if (clean.empty()) return {.labels = labels, .record = {.frame = frame, .drawn = kNoVentricle}};
  const noise::Instance instance = ventricle_instance(clean, labels.spacing_mm(), frame, setup);
  return noisy_labels(
      labels,
      clean,
      frame,
      noise::corrupt(setup, subject_of_label(frame, quality, seed), instance, labels.grid()));
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

NoisyLabels replayed(const shape::LabelMap& labels, const NoiseRecord& logged) {
  const FrameId& frame = logged.frame;
  const shape::Mask clean = mask_of(labels, cardiac::kLeftVentricle);
  if (logged.drawn == kNoVentricle && clean.empty()) return {.labels = labels, .record = logged};
  require_area(
      frame,
      "clean",
      logged.effect.clean_area_mm2,
      static_cast<double>(clean.count()) * labels.spacing_mm().x_mm * labels.spacing_mm().y_mm);
  try {
    noise::NoisyInstance noisy{.drawn = noise::parse_drawn(logged.drawn), .outcome = {}};
    noisy.outcome = noise::apply_noise(
        noisy.drawn, ventricle_with_axis(clean, labels.spacing_mm()), clean.size());
    NoisyLabels made = noisy_labels(labels, clean, frame, noisy);
    require_area(frame, "noisy", logged.effect.noisy_area_mm2, made.record.effect.noisy_area_mm2);
    return made;
  } catch (const std::invalid_argument& error) {
    throw std::runtime_error(frame.text() + ": " + error.what());
  }
}

}  // namespace segnoise::plan

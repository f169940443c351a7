#include "show/pictures/patient_panels.h"

#include "base/number_text.h"
#include "core/shape/contours.h"
#include "core/shape/label_map.h"
#include "study/plan/corruption.h"
#include "study/plan/evaluation.h"

namespace segnoise::pictures {
namespace {

std::string title_of(cardiac::View view, cardiac::Instant instant) {
  return std::string(cardiac::name_of(view)) + ", " +
         (instant == cardiac::Instant::kEndDiastole ? "end-diastole" : "end-systole");
}

std::string measures_text(const std::string& name, const plan::StructureMeasures& measures) {
  std::string text = name + ": ";
  if (!measures.dice) return text + "no value";
  text += "Dice " + base::decimal_text(*measures.dice, 3);
  if (measures.hd_mm) text += ", HD " + base::decimal_text(*measures.hd_mm, 1) + " mm";
  return text;
}

/// Measures an outline against the clean label, under the frame and in it.
void compare(
    Panel& panel, const std::string& name, const shape::Mask& outline, const shape::Mask& clean) {
  const shape::Spacing& spacing_mm = panel.image.spacing_mm();
  if (const auto pair = metrics::hausdorff_pair(outline, clean, spacing_mm)) {
    panel.hausdorff.push_back(*pair);
  }
  panel.caption += (panel.caption.empty() ? "" : "\n") +
                   measures_text(name, plan::measured(outline, clean, spacing_mm));
}

}  // namespace

std::vector<Panel> patient_panels(
    const cardiac::Patient& patient,
    const std::optional<noise::NoiseSetup>& noise,
    std::uint64_t seed,
    std::span<const PredictedVentricles> predictions,
    ReportImages images) {
  std::vector<Panel> panels;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      Panel& panel = panels.emplace_back(Panel{
          .image =
              images == ReportImages::kFrames ? frame->image : shape::Image(frame->labels.grid()),
          .title = title_of(view, instant)});
      const shape::Mask clean = shape::mask_of(frame->labels, cardiac::kLeftVentricle);
      panel.outlines.push_back({shape::trace(clean), OutlineRole::kClean});
      if (noise) {
        const plan::NoisyLabels noisy = plan::corrupted(
            frame->labels,
            {patient.id, view, instant},
            patient.quality.at(static_cast<std::size_t>(view)),
            *noise,
            seed);
        const shape::Mask outline = shape::mask_of(noisy.labels, cardiac::kLeftVentricle);
        panel.outlines.push_back({shape::trace(outline), OutlineRole::kNoisy});
        if (predictions.empty()) compare(panel, "Noisy label", outline, clean);
      }
      for (const PredictedVentricles& predicted : predictions) {
        const auto& outline = predicted.masks(view, instant);
        if (!outline) continue;
        panel.outlines.push_back({shape::trace(*outline), predicted.role});
        compare(panel, predicted.name, *outline, clean);
      }
    }
  }
  return panels;
}

}  // namespace segnoise::pictures

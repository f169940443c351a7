#include "report/patient_panels.h"

#include "shape/contours.h"
#include "shape/label_map.h"
#include "study/corruption.h"
#include "study/evaluation.h"

#include <array>
#include <cstdio>

namespace segnoise {
namespace {

std::string title_of(View view, Instant instant) {
  return std::string(name_of(view)) + ", " +
         (instant == Instant::kEndDiastole ? "end-diastole" : "end-systole");
}

std::string measures_text(const std::string& name, const StructureMeasures& measures) {
  std::string text = name + ": ";
  if (!measures.dice) return text + "no value";
  std::array<char, 80> number{};
  std::snprintf(number.data(), number.size(), "Dice %.3f", *measures.dice);
  text += number.data();
  if (measures.hd_mm) {
    std::snprintf(number.data(), number.size(), ", HD %.1f mm", *measures.hd_mm);
    text += number.data();
  }
  return text;
}

/// Measures an outline against the clean label, under the frame and in it.
void compare(Panel& panel, const std::string& name, const Mask& outline, const Mask& clean) {
  const Spacing& spacing_mm = panel.image.spacing_mm();
  if (const auto pair = hausdorff_pair(outline, clean, spacing_mm)) {
    panel.hausdorff.push_back(*pair);
  }
  panel.caption += (panel.caption.empty() ? "" : "\n") +
                   measures_text(name, measured(outline, clean, spacing_mm));
}

}  // namespace

std::vector<Panel> patient_panels(
    const Patient& patient,
    const std::optional<NoiseSetup>& noise,
    std::uint64_t seed,
    std::span<const PredictedVentricles> predictions,
    ReportImages images) {
  std::vector<Panel> panels;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      Panel& panel = panels.emplace_back(Panel{
          .image = images == ReportImages::kFrames ? frame->image : Image(frame->labels.grid()),
          .title = title_of(view, instant)});
      const Mask clean = mask_of(frame->labels, kLeftVentricle);
      panel.outlines.push_back({trace(clean), OutlineRole::kClean});
      if (noise) {
        const NoisyLabels noisy =
            corrupted(frame->labels, {patient.id, view, instant}, *noise, seed);
        const Mask outline = mask_of(noisy.labels, kLeftVentricle);
        panel.outlines.push_back({trace(outline), OutlineRole::kNoisy});
        if (predictions.empty()) compare(panel, "Noisy label", outline, clean);
      }
      for (const PredictedVentricles& predicted : predictions) {
        const auto& outline = predicted.masks(view, instant);
        if (!outline) continue;
        panel.outlines.push_back({trace(*outline), predicted.role});
        compare(panel, predicted.name, *outline, clean);
      }
    }
  }
  return panels;
}

}  // namespace segnoise

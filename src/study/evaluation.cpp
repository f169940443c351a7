#include "study/evaluation.h"

#include "metrics/overlap.h"
#include "metrics/surface_distance.h"
#include "shape/label_map.h"
#include "study/sensitivity.h"

#include <cmath>

namespace segnoise {

std::string FrameId::text() const {
  return patient + '/' + std::string(name_of(view)) + '/' + std::string(name_of(instant));
}

std::optional<double> PatientResult::lv_mean(
    Instant instant, std::optional<double> StructureMeasures::*measure) const {
  double sum = 0.0;
  int count = 0;
  for (const View view : kViews) {
    const auto& frame = frames(view, instant);
    if (!frame) continue;
    const auto& value = frame->left_ventricle.*measure;
    if (!value) continue;
    sum += *value;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

std::optional<double> PatientResult::ef_error_pp() const {
  if (!reference || !predicted) return std::nullopt;
  return std::abs(predicted->ef_percent - reference->ef_percent);
}

StructureMeasures measured(const Mask& structure, const Mask& truth, const Spacing& spacing_mm) {
  StructureMeasures measures;
  if (truth.empty()) return measures;
  if (const auto common = overlap(structure, truth)) {
    measures.dice = common->dice;
    measures.iou = common->iou;
  }
  if (const auto apart = surface_distances(structure, truth, spacing_mm)) {
    measures.hd_mm = apart->hd_mm;
    measures.hd95_mm = apart->hd95_mm;
    measures.assd_mm = apart->assd_mm;
  }
  return measures;
}

PerFrame<std::optional<Cavity>> cavities_of(const Patient& patient) {
  PerFrame<std::optional<Cavity>> cavities;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      cavities(view, instant) =
          Cavity{mask_of(frame->labels, kLeftVentricle), frame->labels.spacing_mm()};
    }
  }
  return cavities;
}

PatientResult evaluated(
    const Patient& patient,
    const std::string& condition,
    const Predictor& predict,
    VolumeMethod method) {
  PatientResult result{
      .patient = patient.id, .condition = condition, .reference_remarks = patient.remarks};
  PerFrame<std::optional<Cavity>> predicted;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      const LabelMap labels = tidied(predict(frame->image));
      const Spacing spacing_mm = frame->labels.spacing_mm();
      const auto against_truth = [&](std::uint8_t label) {
        return measured(mask_of(labels, label), mask_of(frame->labels, label), spacing_mm);
      };
      Mask left_ventricle = mask_of(labels, kLeftVentricle);
      predicted(view, instant) = Cavity{left_ventricle, spacing_mm};
      result.frames(view, instant) = FrameResult{
          .left_ventricle = against_truth(kLeftVentricle),
          .myocardium = against_truth(kMyocardium),
          .left_atrium = against_truth(kLeftAtrium),
          .predicted_left_ventricle = std::move(left_ventricle)};
    }
  }
  const VentricleLabels labels = ventricle_labels(patient);
  result.method = method_for(disks_of(labels, method), method);
  if (!result.method) return result;
  result.reference = ejection(labels.cavities, *result.method);
  result.predicted = ejection(predicted, *result.method);
  return result;
}

}  // namespace segnoise

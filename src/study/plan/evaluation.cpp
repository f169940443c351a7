#include "study/plan/evaluation.h"

#include "core/metrics/overlap.h"
#include "core/metrics/surface_distance.h"
#include "core/shape/label_map.h"
#include "study/plan/ventricle_labels.h"

#include <cmath>

namespace segnoise::plan {

std::string FrameId::text() const {
  return patient + '/' + std::string(name_of(view)) + '/' + std::string(name_of(instant));
}

std::optional<double> PatientResult::lv_mean(
    cardiac::Instant instant, std::optional<double> StructureMeasures::*measure) const {
  double sum = 0.0;
  int count = 0;
  for (const cardiac::View view : cardiac::kViews) {
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

std::optional<double> PatientResult::ef_signed_error_pp() const {
  if (!reference || !predicted) return std::nullopt;
  return predicted->ef_percent - reference->ef_percent;
}

std::optional<double> PatientResult::ef_error_pp() const {
  const auto signed_pp = ef_signed_error_pp();
  if (!signed_pp) return std::nullopt;
  return std::abs(*signed_pp);
}

std::optional<double> PatientResult::esv_signed_error_percent() const {
  if (!reference || !predicted || reference->esv_ml <= 0.0) return std::nullopt;
  return 100.0 * (predicted->esv_ml - reference->esv_ml) / reference->esv_ml;
}

StructureMeasures measured(
    const shape::Mask& structure, const shape::Mask& truth, const shape::Spacing& spacing_mm) {
  StructureMeasures measures;
  if (truth.empty()) return measures;
  if (const auto common = metrics::overlap(structure, truth)) {
    measures.dice = common->dice;
    measures.iou = common->iou;
  }
  if (const auto apart = metrics::surface_distances(structure, truth, spacing_mm)) {
    measures.hd_mm = apart->hd_mm;
    measures.hd95_mm = apart->hd95_mm;
    measures.assd_mm = apart->assd_mm;
  }
  return measures;
}

cardiac::PerFrame<std::optional<cardiac::Cavity>> cavities_of(const cardiac::Patient& patient) {
  cardiac::PerFrame<std::optional<cardiac::Cavity>> cavities;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      cavities(view, instant) = cardiac::Cavity{
          mask_of(frame->labels, cardiac::kLeftVentricle), frame->labels.spacing_mm()};
    }
  }
  return cavities;
}

PatientResult evaluated(
    const cardiac::Patient& patient,
    const std::string& condition,
    const Predictor& predict,
    cardiac::VolumeMethod method) {
  PatientResult result{
      .patient = patient.id, .condition = condition, .reference_remarks = patient.remarks};
  cardiac::PerFrame<std::optional<cardiac::Cavity>> predicted;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      const shape::LabelMap labels = shape::tidied(predict(frame->image));
      const shape::Spacing spacing_mm = frame->labels.spacing_mm();
      const auto against_truth = [&](std::uint8_t label) {
        return measured(mask_of(labels, label), mask_of(frame->labels, label), spacing_mm);
      };
      shape::Mask left_ventricle = mask_of(labels, cardiac::kLeftVentricle);
      predicted(view, instant) = cardiac::Cavity{left_ventricle, spacing_mm};
      result.frames(view, instant) = FrameResult{
          .left_ventricle = against_truth(cardiac::kLeftVentricle),
          .myocardium = against_truth(cardiac::kMyocardium),
          .left_atrium = against_truth(cardiac::kLeftAtrium),
          .predicted_left_ventricle = std::move(left_ventricle)};
    }
  }
  const VentricleLabels labels = ventricle_labels(patient);
  result.method = cardiac::method_for(disks_of(labels, method), method);
  if (!result.method) return result;
  result.quality = labels.worst_quality(*result.method);
  result.reference = cardiac::ejection(labels.cavities, *result.method);
  result.predicted = cardiac::ejection(predicted, *result.method);
  return result;
}

}  // namespace segnoise::plan

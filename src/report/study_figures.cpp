#include "report/study_figures.h"

#include "shape/contours.h"
#include "shape/label_map.h"
#include "study/corruption.h"
#include "study/study.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>

namespace segnoise {
namespace {

std::string long_name(Instant instant) {
  return instant == Instant::kEndDiastole ? "end-diastole" : "end-systole";
}

std::string measures_text(const std::string& condition, const StructureMeasures& measures) {
  std::array<char, 80> text{};
  std::string out = title_of_condition(condition) + ": ";
  if (!measures.dice) return out + "no value";
  std::snprintf(text.data(), text.size(), "Dice %.3f", *measures.dice);
  out += text.data();
  if (measures.hd_mm) {
    std::snprintf(text.data(), text.size(), ", HD %.1f mm", *measures.hd_mm);
    out += text.data();
  }
  return out;
}

const PatientResult* result_of(
    const StudyResults& results, const std::string& condition, const std::string& patient) {
  const auto found = std::ranges::find_if(results.patients, [&](const PatientResult& result) {
    return result.condition == condition && result.patient == patient;
  });
  return found == results.patients.end() ? nullptr : &*found;
}

std::optional<Panel> panel_of(
    const StudyResults& results, const Patient& patient, const FrameId& id, ReportImages images) {
  const auto& frame = patient.frames(id.view, id.instant);
  if (!frame) return std::nullopt;
  Panel panel{
      .image = images == ReportImages::kFrames ? frame->image : Image(frame->labels.grid()),
      .title = std::string(name_of(id.view)) + ", " + long_name(id.instant)};
  const Mask clean = mask_of(frame->labels, kLeftVentricle);
  panel.outlines.push_back({trace(clean), OutlineRole::kClean});
  const StudyDescription& plan = results.description;
  const NoisyLabels noisy = corrupted(frame->labels, id, plan.setup, plan.seed);
  panel.outlines.push_back({trace(mask_of(noisy.labels, kLeftVentricle)), OutlineRole::kNoisy});
  for (const std::string& condition : conditions_of(results)) {
    const PatientResult* result = result_of(results, condition, id.patient);
    if (result == nullptr || !result->frames(id.view, id.instant)) continue;
    const FrameResult& predicted = *result->frames(id.view, id.instant);
    panel.outlines.push_back(
        {trace(predicted.predicted_left_ventricle), role_of_condition(condition)});
    if (const auto pair =
            hausdorff_pair(predicted.predicted_left_ventricle, clean, frame->labels.spacing_mm())) {
      panel.hausdorff.push_back(*pair);
    }
    panel.caption +=
        (panel.caption.empty() ? "" : "\n") + measures_text(condition, predicted.left_ventricle);
  }
  return panel;
}

}  // namespace

OutlineRole role_of_condition(const std::string& condition) {
  if (condition == kCleanCondition) return OutlineRole::kPredictedClean;
  if (condition == kNoisyCondition) return OutlineRole::kPredictedNoisy;
  return OutlineRole::kPredicted;
}

std::string title_of_condition(const std::string& condition) {
  return std::string(name_of(role_of_condition(condition)));
}

std::vector<std::string> conditions_of(const StudyResults& results) {
  std::vector<std::string> conditions;
  for (const PatientResult& patient : results.patients) {
    if (std::ranges::find(conditions, patient.condition) == conditions.end()) {
      conditions.push_back(patient.condition);
    }
  }
  return conditions;
}

std::vector<ChartSeries> ef_series(const StudyResults& results) {
  std::vector<ChartSeries> series;
  for (const std::string& condition : conditions_of(results)) {
    ChartSeries one{.name = title_of_condition(condition), .role = role_of_condition(condition)};
    for (const PatientResult& patient : results.patients) {
      if (patient.condition != condition || !patient.reference || !patient.predicted) continue;
      one.points.push_back({patient.reference->ef_percent, patient.predicted->ef_percent});
    }
    series.push_back(std::move(one));
  }
  return series;
}

std::vector<ChartSeries> dice_series(const StudyResults& results) {
  std::vector<ChartSeries> series;
  for (const TrainingRecord& training : results.training) {
    ChartSeries one{
        .name = title_of_condition(training.condition),
        .role = role_of_condition(training.condition)};
    for (const EpochRecord& epoch : training.epochs) {
      if (!epoch.validation_dice) continue;
      one.points.push_back({static_cast<double>(epoch.epoch), *epoch.validation_dice});
    }
    series.push_back(std::move(one));
  }
  return series;
}

std::vector<GalleryCase> gallery(
    const StudyResults& results, std::span<const Patient> testing, ReportImages images) {
  const auto conditions = conditions_of(results);
  if (conditions.empty()) return {};
  const auto ranked = ranked_patients(results, conditions.back());
  std::vector<std::pair<std::string, std::string>> chosen;
  if (ranked.size() == 1) chosen.emplace_back("Only", ranked.front());
  if (ranked.size() >= 2) chosen.emplace_back("Worst", ranked.front());
  if (ranked.size() >= 3) chosen.emplace_back("Median", ranked[(ranked.size() - 1) / 2]);
  if (ranked.size() >= 2) chosen.emplace_back("Best", ranked.back());

  std::vector<GalleryCase> cases;
  for (const auto& [rank, id] : chosen) {
    const auto patient = std::ranges::find(testing, id, &Patient::id);
    if (patient == testing.end()) continue;
    GalleryCase one{.patient = id, .rank = rank};
    for (const View view : kViews) {
      for (const Instant instant : kInstants) {
        const FrameId frame{.patient = id, .view = view, .instant = instant};
        if (auto panel = panel_of(results, *patient, frame, images)) {
          one.panels.push_back(std::move(*panel));
        }
      }
    }
    if (!one.panels.empty()) cases.push_back(std::move(one));
  }
  return cases;
}

}  // namespace segnoise

#include "show/study_pictures/cell_pictures.h"

#include <utility>

namespace segnoise::study_pictures {
namespace {

/// What is drawn of a network, but for the masks.
pictures::PredictedVentricles look_of(const plan::Condition& condition, engine::Networks networks) {
  if (networks != engine::Networks::kTrained) {
    return {.name = "Given network", .role = pictures::OutlineRole::kPredicted};
  }
  return {
      .name = "Trained on " + condition.name,
      .role = condition.is_clean() ? pictures::OutlineRole::kPredictedClean
                                   : pictures::OutlineRole::kPredictedNoisy};
}

}  // namespace

void write_cell_pictures(
    const engine::PlannedStudy& study,
    engine::Networks networks,
    std::span<const analysis::Measurement> measurements,
    const PatientReader& read,
    engine::Observer& observer) {
  PictureContent content{
      .noise = study.plan.conditions.back().setup,
      .seed = study.plan.seeds.front(),
      .images = study.description.shows_frames ? pictures::ReportImages::kFrames
                                               : pictures::ReportImages::kOutlinesOnly};
  const bool has_networks = study.plan.kind == plan::StudyKind::kTraining;
  std::vector<engine::DrawnOutlines> outlines;
  if (has_networks) outlines = engine::shown_outlines(study);
  content.predictions = [&](const std::string& patient) {
    std::vector<pictures::PredictedVentricles> predictions;
    for (const auto& [condition, masks] : outlines) {
      const auto found = masks.find(patient);
      if (found == masks.end()) continue;
      predictions.push_back(look_of(condition, networks));
      predictions.back().masks = found->second;
    }
    return predictions;
  };
  const auto patients = engine::patients_with_panel(measurements, study.plan);
  write_panels(study.folder, patients, content, read, observer);
  if (!has_networks) return;
  write_gallery(study.folder, engine::gallery(measurements, study.plan), content, read);
}

}  // namespace segnoise::study_pictures

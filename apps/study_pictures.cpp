#include "study_pictures.h"

#include "cli/interrupt.h"
#include "show/pictures/encoded_picture.h"
#include "storage/write_file.h"
#include "study/files/outlines_file.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

std::vector<pictures::Panel> panels_of(
    const cardiac::Patient& patient, const PictureContent& content) {
  return pictures::patient_panels(
      patient, content.noise, content.seed, content.predictions(patient.id), content.images);
}

/// The numbers of one cell's condition and seed by patient: those of a measure, or their mean where
/// it is of several.
std::map<std::string, double> values_by_patient(
    std::span<const analysis::Measurement> measurements,
    const plan::Cell& cell,
    const std::set<std::string>& measures) {
  std::map<std::string, std::pair<double, int>> sums;
  for (const analysis::Measurement& one : measurements) {
    if (one.condition != cell.condition.name || one.seed != cell.seed) continue;
    if (!measures.contains(one.measure)) continue;
    auto& [sum, count] = sums[one.patient];
    sum += one.value;
    ++count;
  }
  std::map<std::string, double> values;
  for (const auto& [patient, sum] : sums) values[patient] = sum.first / sum.second;
  return values;
}

/// Patients by value, ascending; of equals, by id.
std::vector<std::string> ascending(const std::map<std::string, double>& values) {
  std::vector<std::pair<double, std::string>> sorted;
  sorted.reserve(values.size());
  for (const auto& [patient, value] : values) sorted.emplace_back(value, patient);
  std::ranges::sort(sorted);
  std::vector<std::string> patients;
  patients.reserve(sorted.size());
  for (auto& [value, patient] : sorted) patients.push_back(std::move(patient));
  return patients;
}

/// The complete cells that pictures are made of: a condition's under the first seed, of every fold.
std::vector<const PlannedCell*> cells_of(const OpenStudy& study, const plan::Condition& condition) {
  std::vector<const PlannedCell*> cells;
  for (const PlannedCell& planned : study.cells) {
    if (planned.cell.condition.name == condition.name &&
        planned.cell.seed == study.plan.seeds.front() && is_complete(planned)) {
      cells.push_back(&planned);
    }
  }
  return cells;
}

/// What the networks of a condition drew, by patient.
struct Drawn {
  std::string name = {};
  pictures::OutlineRole role = pictures::OutlineRole::kPredicted;
  std::map<std::string, cardiac::PerFrame<std::optional<shape::Mask>>> masks = {};
};

Drawn drawn_by(const OpenStudy& study, const plan::Condition& condition) {
  Drawn drawn{
      .name = "Trained on " + condition.name, .role = pictures::OutlineRole::kPredictedNoisy};
  if (condition.is_clean()) drawn.role = pictures::OutlineRole::kPredictedClean;
  if (study.model) drawn = {.name = "Given network", .role = pictures::OutlineRole::kPredicted};
  for (const PlannedCell* planned : cells_of(study, condition)) {
    for (auto& [patient, masks] :
         study_files::read_outlines((planned->folder / "outlines.json").string())) {
      drawn.masks.insert_or_assign(patient, std::move(masks));
    }
  }
  return drawn;
}

/// The clean condition, if there is one, and the last.
std::vector<const plan::Condition*> shown_conditions(const plan::StudyPlan& plan) {
  std::vector<const plan::Condition*> shown;
  const auto clean = std::ranges::find_if(plan.conditions, &plan::Condition::is_clean);
  if (clean != plan.conditions.end()) shown.push_back(&*clean);
  if (shown.empty() || shown.front() != &plan.conditions.back()) {
    shown.push_back(&plan.conditions.back());
  }
  return shown;
}

std::vector<std::string> patients_with_panel(
    std::span<const analysis::Measurement> measurements,
    const plan::Cell& cell,
    plan::StudyKind kind) {
  const bool trains = kind == plan::StudyKind::kTraining;
  auto errors = values_by_patient(measurements, cell, {trains ? "ef_error_pp" : "ef_mae_pp"});
  if (trains) {  // those without an EF come last
    for (const auto& [patient, dice] : values_by_patient(measurements, cell, {"dice_ed_percent"})) {
      errors.try_emplace(patient, 0.0);
    }
  }
  std::vector<std::string> patients = ascending(errors);
  std::ranges::reverse(patients);
  if (patients.size() > kMostPanels) patients.resize(kMostPanels);
  std::ranges::sort(patients);
  return patients;
}

void write_gallery(
    const fs::path& folder,
    const OpenStudy& study,
    const std::vector<std::string>& ranked,
    const PictureContent& content) {
  fs::remove_all(folder);
  if (ranked.empty()) return;
  struct Chosen {
    std::string rank;
    std::string patient;
  };
  std::vector<Chosen> chosen;
  if (ranked.size() == 1) chosen.push_back({"only", ranked.front()});
  if (ranked.size() >= 2) chosen.push_back({"worst", ranked.front()});
  if (ranked.size() >= 3) chosen.push_back({"median", ranked[(ranked.size() - 1) / 2]});
  if (ranked.size() >= 2) chosen.push_back({"best", ranked.back()});
  fs::create_directories(folder);
  constexpr int kFrameHeightPx = 420;
  for (const auto& [rank, id] : chosen) {
    const std::vector<pictures::Panel> panels = panels_of(patient_of(study.data_set, id), content);
    std::string heading = id;
    if (rank != "only") heading.append(", ").append(rank).append(" by Dice");
    write_panels(
        folder / (rank + ".png"),
        panels,
        {.heading = std::move(heading), .frame_height_px = kFrameHeightPx});
  }
}

}  // namespace

void write_panels(
    const fs::path& folder,
    const camus::DataSet& data_set,
    std::span<const std::string> patients,
    const PictureContent& content,
    cli::Progress& progress) {
  const fs::path place = folder / "panels";
  fs::remove_all(place);
  if (patients.empty()) return;
  fs::create_directories(place);
  constexpr int kFrameHeightPx = 360;
  for (std::size_t i = 0; i < patients.size(); ++i) {
    cli::throw_if_interrupted();
    progress.update("drawing patient", i + 1, patients.size());
    const std::vector<pictures::Panel> panels =
        panels_of(patient_of(data_set, patients[i]), content);
    if (panels.empty()) continue;
    const pictures::Picture picture =
        pictures::draw_panels(panels, {.frame_height_px = kFrameHeightPx});
    storage::write_file(place / (patients[i] + ".jpg"), pictures::jpeg_bytes(picture));
  }
}

void write_study_pictures(
    const OpenStudy& study,
    std::span<const analysis::Measurement> measurements,
    pictures::ReportImages images,
    cli::Progress& progress) {
  const plan::Condition& last = study.plan.conditions.back();
  const plan::Cell cell{.condition = last, .seed = study.plan.seeds.front()};
  PictureContent content{.noise = last.setup, .seed = cell.seed, .images = images};
  const std::vector<std::string> patients =
      patients_with_panel(measurements, cell, study.plan.kind);
  if (study.plan.kind == plan::StudyKind::kLabels) {
    write_panels(study.out, study.data_set, patients, content, progress);
    return;
  }
  std::vector<Drawn> networks;
  for (const plan::Condition* condition : shown_conditions(study.plan)) {
    networks.push_back(drawn_by(study, *condition));
  }
  content.predictions = [&](const std::string& patient) {
    std::vector<pictures::PredictedVentricles> predictions;
    for (const Drawn& network : networks) {
      const auto found = network.masks.find(patient);
      if (found == network.masks.end()) continue;
      predictions.push_back({.name = network.name, .role = network.role, .masks = found->second});
    }
    return predictions;
  };
  write_panels(study.out, study.data_set, patients, content, progress);
  const auto dice = values_by_patient(measurements, cell, {"dice_ed_percent", "dice_es_percent"});
  write_gallery(study.out / "figures", study, ascending(dice), content);
}

}  // namespace segnoise

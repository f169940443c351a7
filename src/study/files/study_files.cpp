#include "study/files/study_files.h"

#include "study/analysis/patient_measures.h"
#include "study/files/csv_reader.h"
#include "study/files/csv_row.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string_view>
#include <utility>

namespace segnoise::study_files {
namespace {

std::string_view lower_case_name(cardiac::View view) {
  return view == cardiac::View::kTwoChamber ? "2ch" : "4ch";
}

/// A member of what may be absent.
template <class Whole, class Part>
std::optional<double> part_of(const std::optional<Whole>& whole, Part part) {
  if (!whole) return std::nullopt;
  return std::invoke(part, *whole);
}

std::optional<double> volume_ml(
    const std::optional<cardiac::Ejection>& ejection, cardiac::Instant instant) {
  if (!ejection) return std::nullopt;
  return instant == cardiac::Instant::kEndDiastole ? ejection->edv_ml : ejection->esv_ml;
}

std::optional<double> ef_percent(const std::optional<cardiac::Ejection>& ejection) {
  if (!ejection) return std::nullopt;
  return ejection->ef_percent;
}

constexpr std::array kNoiseColumns{
    "patient",
    "view",
    "instant",
    "drawn",
    "removed",
    "dice",
    "iou",
    "hd_mm",
    "hd95_mm",
    "assd_mm",
    "clean_area_mm2",
    "noisy_area_mm2",
    "clean_volume_ml",
    "noisy_volume_ml",
    "boundary_iou",
    "centroid_shift_x_mm",
    "centroid_shift_y_mm",
    "centroid_shift_mm"};

/// Where each is among them.
namespace noise_column {
enum : std::size_t {
  kPatient,
  kView,
  kInstant,
  kDrawn,
  kRemoved,
  kDice,
  kIou,
  kHd,
  kHd95,
  kAssd,
  kCleanArea,
  kNoisyArea,
  kCleanVolume,
  kNoisyVolume,
  kBoundaryIou,
  kShiftX,
  kShiftY
};
}  // namespace noise_column

metrics::Effect effect_in(const CsvReader& row) {
  using namespace noise_column;
  metrics::Effect effect{
      .boundary_iou = row.optional_number(kBoundaryIou),
      .clean_area_mm2 = row.number(kCleanArea),
      .noisy_area_mm2 = row.number(kNoisyArea)};
  if (const auto dice = row.optional_number(kDice)) {
    effect.overlap = {.dice = *dice, .iou = row.number(kIou)};
  }
  if (const auto hd_mm = row.optional_number(kHd)) {
    effect.distances = {
        .hd_mm = *hd_mm, .hd95_mm = row.number(kHd95), .assd_mm = row.number(kAssd)};
  }
  if (const auto x_mm = row.optional_number(kShiftX)) {
    effect.centroid_shift = {.x_mm = *x_mm, .y_mm = row.number(kShiftY)};
  }
  return effect;
}

}  // namespace

std::string patients_csv(const plan::StudyResults& results) {
  CsvRow heading;
  heading << "patient"
          << "condition"
          << "instant";
  for (const auto& structure : analysis::kStructures) {
    for (const cardiac::View view : cardiac::kViews) {
      for (const auto& measure : analysis::kStructureMeasures) {
        heading << std::string_view(joined(structure.name, lower_case_name(view), measure.name));
      }
    }
  }
  heading << "volume_ml"
          << "reference_volume_ml" << analysis::kEf.id << analysis::kReferenceEf.id
          << analysis::kEfError.id << "volume_method"
          << "remarks"
          << "reference_remarks";
  std::string csv = heading.line();

  for (const plan::PatientResult& patient : results.patients) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      CsvRow row;
      row << patient.patient << patient.condition << cardiac::name_of(instant);
      for (const auto& structure : analysis::kStructures) {
        for (const cardiac::View view : cardiac::kViews) {
          const auto& frame = patient.frames(view, instant);
          const plan::StructureMeasures measures =
              frame ? (*frame).*structure.measures : plan::StructureMeasures{};
          for (const auto& measure : analysis::kStructureMeasures) row << measures.*measure.value;
        }
      }
      row << volume_ml(patient.predicted, instant) << volume_ml(patient.reference, instant)
          << ef_percent(patient.predicted) << ef_percent(patient.reference) << patient.ef_error_pp()
          << (patient.method ? cardiac::name_of(*patient.method) : std::string_view())
          << in_one_cell(
                 patient.predicted ? patient.predicted->warnings : std::vector<std::string>())
          << in_one_cell(patient.reference_remarks);
      csv += row.line();
    }
  }
  return csv;
}

std::string noise_csv(const plan::StudyResults& results) {
  CsvRow heading;
  for (const char* column : kNoiseColumns) heading << column;
  std::string csv = heading.line();
  for (const plan::NoiseRecord& record : results.noise) {
    const auto& [overlap, boundary_iou, distances, clean_mm2, noisy_mm2, shift] = record.effect;
    CsvRow row;
    row << record.frame.patient << cardiac::name_of(record.frame.view)
        << cardiac::name_of(record.frame.instant) << record.drawn
        << (record.removed ? "yes" : "no");
    row << part_of(overlap, &metrics::Overlap::dice) << part_of(overlap, &metrics::Overlap::iou);
    row << part_of(distances, &metrics::SurfaceDistances::hd_mm)
        << part_of(distances, &metrics::SurfaceDistances::hd95_mm)
        << part_of(distances, &metrics::SurfaceDistances::assd_mm);
    row << clean_mm2 << noisy_mm2 << record.clean_volume_ml << record.noisy_volume_ml;
    row << boundary_iou << part_of(shift, &metrics::Displacement::x_mm)
        << part_of(shift, &metrics::Displacement::y_mm)
        << part_of(shift, &metrics::Displacement::length_mm);
    csv += row.line();
  }
  return csv;
}

std::vector<plan::NoiseRecord> read_noise_csv(const std::string& path) {
  using namespace noise_column;
  CsvReader file(path, "what noise did to labels", {kNoiseColumns.begin(), kNoiseColumns.end()});
  std::vector<plan::NoiseRecord> records;
  while (file.next()) {
    const std::string& removed = file.text(kRemoved);
    if (removed != "yes" && removed != "no") file.reject(kRemoved, "yes or no");
    records.push_back(
        {.frame =
             {.patient = file.text(kPatient),
              .view = file.one_of(kView, cardiac::kViews),
              .instant = file.one_of(kInstant, cardiac::kInstants)},
         .drawn = file.text(kDrawn),
         .removed = removed == "yes",
         .effect = effect_in(file),
         .clean_volume_ml = file.optional_number(kCleanVolume),
         .noisy_volume_ml = file.optional_number(kNoisyVolume)});
  }
  return records;
}

std::string training_csv(const plan::StudyResults& results) {
  CsvRow heading;
  heading << "condition"
          << "epoch"
          << "training_loss"
          << "validation_dice";
  std::string csv = heading.line();
  for (const plan::TrainingRecord& training : results.training) {
    for (const plan::EpochRecord& epoch : training.epochs) {
      CsvRow row;
      row << training.condition << epoch.epoch << epoch.training_loss << epoch.validation_dice;
      csv += row.line();
    }
  }
  return csv;
}

void append_training_curves(
    const std::string& folder,
    const std::string& condition,
    std::uint64_t seed,
    int fold,
    std::vector<plan::TrainingCurve>& curves) {
  const std::filesystem::path file = std::filesystem::path(folder) / "training.csv";
  if (!std::filesystem::exists(file)) return;
  for (plan::TrainingRecord& record : read_training_csv(file.string())) {
    curves.push_back(
        {.condition = condition, .seed = seed, .fold = fold, .epochs = std::move(record.epochs)});
  }
}

std::vector<plan::TrainingRecord> read_training_csv(const std::string& path) {
  CsvReader file(
      path, "a training curve", {"condition", "epoch", "training_loss", "validation_dice"});
  std::vector<plan::TrainingRecord> records;
  while (file.next()) {
    if (records.empty() || records.back().condition != file.text(0)) {
      records.push_back({.condition = file.text(0)});
    }
    records.back().epochs.push_back(
        {.epoch = file.whole_number<int>(1),
         .training_loss = file.number(2),
         .validation_dice = file.optional_number(3)});
  }
  return records;
}

}  // namespace segnoise::study_files

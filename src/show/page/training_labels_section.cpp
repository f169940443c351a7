#include "core/statistics/summary.h"
#include "show/page/number_text.h"
#include "show/page/sections.h"

#include <utility>
#include <vector>

namespace segnoise::page {
namespace {

/// What noise did to labels of one instant; each value where it is defined.
struct LabelChanges {
  int labels = 0;
  int lost = 0;
  std::vector<double> dice = {};
  std::vector<double> hd_mm = {};
  std::vector<double> area = {};    ///< as fractions of the clean one
  std::vector<double> volume = {};  ///< likewise
};

void add(const plan::NoiseRecord& label, LabelChanges& to) {
  ++to.labels;
  if (label.removed) ++to.lost;
  if (label.effect.overlap) to.dice.push_back(label.effect.overlap->dice);
  if (label.effect.distances) to.hd_mm.push_back(label.effect.distances->hd_mm);
  if (const auto change = label.effect.area_change()) to.area.push_back(*change);
  if (label.clean_volume_ml && label.noisy_volume_ml && *label.clean_volume_ml > 0.0) {
    to.volume.push_back(*label.noisy_volume_ml / *label.clean_volume_ml - 1.0);
  }
}

std::string mean_of_labels(
    std::vector<double> values, double factor, NumberText text = number_text) {
  for (double& value : values) value *= factor;
  const auto found = statistics::summary(values);
  return found ? mean_sd_text(*found, 1, text) : std::string(kAbsent);
}

TableRow row_of(
    const std::string& condition, cardiac::Instant instant, const LabelChanges& changes) {
  constexpr double kToPercent = 100.0;
  return {
      {condition + ", " + std::string(cardiac::name_of(instant)),
       std::to_string(changes.labels),
       std::to_string(changes.lost),
       mean_of_labels(changes.dice, kToPercent),
       mean_of_labels(changes.hd_mm, 1.0),
       mean_of_labels(changes.area, kToPercent, signed_text),
       mean_of_labels(changes.volume, kToPercent, signed_text)}};
}

}  // namespace

std::optional<Section> training_labels_section(const analysis::ReportData& data) {
  Table table{
      .caption =
          "The left-ventricle labels that networks learned from, against the clean ones: mean ± "
          "standard deviation over labels.",
      .columns = {
          {"Labels"},
          {"Made noisy", CellKind::kNumber},
          {"Lost", CellKind::kNumber},
          {"Dice\n%", CellKind::kNumber},
          {"Hausdorff distance\nmm", CellKind::kNumber},
          {"Change of area\n%", CellKind::kNumber},
          {"Change of volume\n%", CellKind::kNumber}}};
  for (const plan::Condition& condition : data.plan.conditions) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      LabelChanges changes;
      for (const analysis::TrainingLabels& labels : data.training_labels) {
        if (labels.condition != condition.name) continue;
        for (const plan::NoiseRecord& label : labels.noise) {
          if (label.frame.instant == instant) add(label, changes);
        }
      }
      if (changes.labels > 0) table.rows.push_back(row_of(title_of(condition), instant, changes));
    }
  }
  if (table.rows.empty()) return std::nullopt;
  return Section{
      .heading = "What the noise did to the training labels",
      .blocks = {
          std::move(table),
          Paragraph(
              "Each label counts once for each network that learned from it. A label is lost where "
              "its noise left no pixel of it. Volumes are by disks of the one view; EDV and ESV of "
              "a patient come from both.")}};
}

}  // namespace segnoise::page

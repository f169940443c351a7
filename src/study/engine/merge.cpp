#include "study/engine/merge.h"

#include "storage/write_file.h"
#include "study/analysis/comparison_text.h"
#include "study/files/comparison_files.h"
#include "study/files/study_files.h"
#include "study/files/study_summary_file.h"

#include <algorithm>
#include <iterator>

namespace segnoise::engine {

MergedStudy merge_cells(const PlannedStudy& study) {
  MergedStudy merged;
  study_files::StudySummary summary{
      .description = study.description, .plan = study.plan, .environment = study.environment};
  std::vector<plan::TrainingCurve> training;
  for (const PlannedCell& planned : study.cells) {
    const plan::Cell& cell = planned.cell;
    const bool is_complete = planned.is_complete();
    summary.cells.push_back({.cell = cell, .id = planned.id, .is_complete = is_complete});
    if (!is_complete) {
      ++merged.missing_cells;
      continue;
    }
    const study_files::CellResult result =
        study_files::read_cell((planned.folder / "cell.json").string());
    std::ranges::move(
        study_files::measurements_of(result, cell), std::back_inserter(merged.measurements));
    study_files::append_training_curves(
        planned.folder.string(), cell.condition.name, cell.seed, cell.fold, training);
  }
  summary.comparison = analysis::compared(
      merged.measurements, study.plan.conditions, study.plan.split_seed(), training);
  merged.tables = analysis::comparison_text(summary.comparison);
  if (merged.missing_cells > 0) {
    merged.tables = "Incomplete: " + std::to_string(merged.missing_cells) + " of " +
                    std::to_string(study.cells.size()) + " cells are missing.\n\n" + merged.tables;
  }
  claim_folder(study);
  storage::write_file(study.folder / "results.csv", study_files::results_csv(merged.measurements));
  storage::write_file(study.folder / "summary.json", study_files::study_summary_json(summary));
  storage::write_file(study.folder / "tables.txt", merged.tables);
  return merged;
}

std::string duty_to_data(const plan::StudyDescription& study) {
  if (study.origin != cardiac::DataOrigin::kCamus) return "";
  std::string duty =
      "Please cite the data set: S. Leclerc et al., IEEE Trans. Med. Imaging 38(9), 2198-2210 "
      "(2019), doi 10.1109/TMI.2019.2900516.";
  if (study.shows_frames) duty += " Its frames, as in the report, are under CC BY-NC-SA 4.0.";
  return duty + "\n";
}

}  // namespace segnoise::engine

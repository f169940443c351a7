#pragma once

#include "camus_noise_options.h"
#include "data/camus/data_set.h"
#include "learn/unet/segmenter.h"
#include "learn/unet/training.h"
#include "study/engine/cell_run.h"
#include "study/engine/observer.h"
#include "study/engine/patient_division.h"
#include "study/engine/planned_study.h"

#include <functional>
#include <memory>

namespace segnoise {

/// A study, the data set that it is run on, and how its networks come about.
struct OpenStudy {
  engine::PlannedStudy planned = {};
  engine::Networks networks = engine::Networks::kTrained;
  camus::DataSet data_set = {};
  engine::StudyPatients patients = {};
  learn::UNetOptions training = {};
  std::shared_ptr<const learn::Segmenter> model = {};  ///< nothing where networks are trained

  /// A cell with its share of the patients, and who learns in it.
  [[nodiscard]] engine::TrainingCell training_cell(const engine::PlannedCell& planned_cell) const;
  [[nodiscard]] engine::Learner learner(
      const engine::PlannedCell& planned_cell,
      const learn::Ranks* ranks,
      engine::Observer& observer) const;
};

/// Reads the data set and finds out what the cells of the study are. Nothing is written but a
/// phantom.
///
/// @param take  is given each patient while the data set is read
/// @throws std::runtime_error  if the study or the data set is not as it must be, or the folder
///                             holds something else
[[nodiscard]] OpenStudy opened(
    const StudyOptions& options,
    engine::Observer& observer,
    const std::function<void(cardiac::Patient)>& take = [](const cardiac::Patient&) {});

}  // namespace segnoise

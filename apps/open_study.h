#pragma once

#include "cells_side_by_side.h"
#include "cli/progress.h"
#include "learn/unet/segmenter.h"
#include "learn/unet/training.h"
#include "study/files/cell_file.h"
#include "study_data.h"
#include "sweep.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace segnoise {

/// A study and the data set that it is run on.
struct OpenStudy {
  plan::StudyPlan plan = {};
  camus::DataSet data_set = {};
  plan::StudyDescription description = {};
  learn::UNetOptions training = {};
  std::shared_ptr<const learn::Segmenter> model = {};  ///< nothing where networks are trained
  bool tests_all = false;
  study_files::CellEnvironment environment = {};
  std::vector<std::string> patient_ids = {};
  std::filesystem::path out = {};
  std::vector<PlannedCell> cells = {};

  /// Who is trained on, chosen by and tested on in a fold, and what divided them.
  [[nodiscard]] DividedPatients division(int fold) const;
};

/// Reads the data set and finds out what the cells of the study are. Nothing is written but a
/// phantom.
///
/// @param take  is given each patient while the data set is read
/// @throws std::runtime_error  if the study or the data set is not as it must be, or the folder
///                             holds something else
[[nodiscard]] OpenStudy opened(
    const SweepOptions& options,
    cli::Progress& progress,
    const std::function<void(cardiac::Patient)>& take = [](const cardiac::Patient&) {});

/// Makes the study's folder, and cells.txt in it: identity and name of each cell, a line each,
/// which tell whose the folder is.
void claim_folder(const OpenStudy& study);

[[nodiscard]] bool is_complete(const PlannedCell& planned);

}  // namespace segnoise

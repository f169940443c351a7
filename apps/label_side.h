#pragma once

#include "cli/progress.h"
#include "show/pictures/patient_panels.h"
#include "storage/output_folder.h"
#include "study/analysis/sensitivity.h"
#include "study/plan/results.h"

namespace segnoise {

/// What `camus-noise --labels-only` is asked for.
struct LabelSide {
  plan::StudyDescription description =
      {};  ///< with the data set's root; what it holds is filled in
  analysis::SensitivityOptions options = {};
  int threads = 0;  ///< 0 takes one for each core
  pictures::ReportImages images = pictures::ReportImages::kFrames;
};

/// Draws noise on the labels of every patient, and tells how far the ejection fraction moves: files
/// in the folder, which is finished, and tables on stdout.
/// @throws std::runtime_error  if no patient can be measured, or as loading and writing do
void run_label_side(LabelSide study, storage::OutputFolder& out, cli::Progress& progress);

}  // namespace segnoise

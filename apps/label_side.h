#pragma once

#include "cli/progress.h"
#include "report/patient_panels.h"
#include "storage/output_folder.h"
#include "study/results.h"
#include "study/sensitivity.h"

namespace segnoise {

/// What `camus-noise --labels-only` is asked for.
struct LabelSide {
  StudyDescription description = {};  ///< with the data set's root; what it holds is filled in
  SensitivityOptions options = {};
  int threads = 0;  ///< 0 takes one for each core
  ReportImages images = ReportImages::kFrames;
};

/// Draws noise on the labels of every patient, and tells how far the ejection fraction moves: files
/// in the folder, which is finished, and tables on stdout.
/// @throws std::runtime_error  if no patient can be measured, or as loading and writing do
void run_label_side(LabelSide study, OutputFolder& out, Progress& progress);

}  // namespace segnoise

#pragma once

#include "show/page/html.h"
#include "study/analysis/report_data.h"

#include <string>
#include <vector>

namespace segnoise::page {

/// The pictures of a study, for its report.
struct ReportPictures {
  std::vector<Figure> gallery = {};       ///< of the worst, the median and the best patient
  std::vector<Figure> figures = {};       ///< others
  std::vector<PatientPanel> panels = {};  ///< the frames of each patient, with outlines
  bool show_frames = false;               ///< whether any of them shows a frame of the data set
};

/// The report of a study, for a clinician first: what was done and what was found, in words; Table
/// 7 beside the paper's, and differences to clean labels; agreement of EF; how close outlines came;
/// how it depends on the severity of the noise; what noisy labels do to EF by themselves, and in
/// which patients; training; pictures; patients one by one; and last how to make it again. Parts
/// without values are left out.
[[nodiscard]] Document study_page(const analysis::ReportData& data, const ReportPictures& pictures);

}  // namespace segnoise::page

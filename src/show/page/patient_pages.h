#pragma once

#include "show/page/html.h"
#include "show/page/study_page.h"
#include "study/analysis/report_data.h"

#include <string>
#include <vector>

namespace segnoise::page {

/// A page about one patient.
struct PatientPage {
  std::string patient = {};
  Document page = {};
};

/// One A4 page for each patient of a study, by name: his frames with outlines, where there is such
/// a picture, his volumes and EF with how noisy labels scatter them, the probability of each EF
/// category, and what drives it; or, where networks were tested, his EF by each of them and how
/// close it came to the outlines of each frame. Of many conditions those that do most.
[[nodiscard]] std::vector<PatientPage> patient_pages(
    const analysis::ReportData& data, const ReportPictures& pictures);

}  // namespace segnoise::page

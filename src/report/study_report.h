#pragma once

#include "cardiac/echo.h"
#include "page/html.h"
#include "report/study_figures.h"
#include "study/results.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace segnoise {

/// A figure of a study: its file's name, and how the report shows it.
struct NamedFigure {
  std::string file_name = {};  ///< e.g. "worst.png"
  Figure figure = {};
};

/// The figures of a study, and what could not be drawn.
struct StudyFigures {
  std::vector<NamedFigure> ef_agreement = {};     ///< one or none
  std::vector<NamedFigure> training_curves = {};  ///< one or none
  std::vector<NamedFigure> gallery = {};
  std::vector<std::string> remarks = {};  ///< one line each, e.g. that there is no OpenGL driver
};

/// Draws what there are values for. A chart that cannot be drawn becomes a remark, so that a
/// machine without an OpenGL driver still writes the report of a study.
[[nodiscard]] StudyFigures draw_study_figures(
    const StudyResults& results, std::span<const Patient> testing, ReportImages images);

/// The report of a study, for a clinician first: what was done, Table 7 beside the paper's, EF,
/// what the noise did to the training labels, the worst, median and best patient, training,
/// patients one by one, and how to make it again. Parts without values say so.
///
/// EF categories: reduced up to 40 %, mildly reduced above 40 and below 50 %, preserved from 50 %;
/// EF is not rounded first, so 40.4 % counts as mildly reduced.
[[nodiscard]] Document study_document(
    const StudyResults& results, const StudyFigures& figures, ReportImages images);

/// Writes folder/report.html and folder/figures/*.png; both folders are made if need be.
///
/// @param testing  the testing patients, whose frames the gallery shows
/// @return         remarks on what could not be drawn, one line each
/// @throws std::runtime_error  naming the path, if something cannot be written
[[nodiscard]] std::vector<std::string> write_study_report(
    const std::filesystem::path& folder,
    const StudyResults& results,
    std::span<const Patient> testing,
    ReportImages images = ReportImages::kFrames);

}  // namespace segnoise

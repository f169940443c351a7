#pragma once

#include "cardiac/echo.h"
#include "report/charts.h"
#include "report/overlay.h"
#include "study/results.h"

#include <span>
#include <string>
#include <vector>

namespace segnoise {

/// How outlines of a network trained under a condition are drawn.
[[nodiscard]] OutlineRole role_of_condition(const std::string& condition);

/// "Trained on clean", "Trained on noisy", "Given network" (one that was not trained here).
[[nodiscard]] std::string title_of_condition(const std::string& condition);

/// The study's conditions in order of appearance.
[[nodiscard]] std::vector<std::string> conditions_of(const StudyResults& results);

/// EF of each testing patient by each network against that from the clean labels, in percent, for
/// draw_ef_agreement(); patients without either are left out.
[[nodiscard]] std::vector<ChartSeries> ef_series(const StudyResults& results);

/// Validation Dice by epoch, for draw_training_curves(); epochs without one are left out.
[[nodiscard]] std::vector<ChartSeries> dice_series(const StudyResults& results);

/// Whether frames may be shown, or outlines alone on plain ground.
enum class ReportImages { kFrames, kOutlinesOnly };

/// One patient of the gallery.
struct GalleryCase {
  std::string patient = {};
  std::string rank = {};           ///< "Worst", "Median", "Best"; "Only" if there is but one
  std::vector<Panel> panels = {};  ///< by view and instant, those that there are
};

/// The worst, the median and the best of the testing patients by mean Dice of the LV over their
/// frames, as the last condition's network drew them: clean outline, what the study's noise would
/// have made of it (the labels that networks are tested on stay clean), and every prediction,
/// marked where it lies farthest from the clean outline.
///
/// @param testing  where frames and clean labels come from; who is not there is not shown
[[nodiscard]] std::vector<GalleryCase> gallery(
    const StudyResults& results, std::span<const Patient> testing, ReportImages images);

}  // namespace segnoise

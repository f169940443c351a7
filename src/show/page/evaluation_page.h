#pragma once

#include "show/charts/evaluation_charts.h"
#include "show/page/html.h"

#include <string>
#include <vector>

namespace segnoise::page {

/// What a page tells of detections that were evaluated.
struct EvaluationReport {
  std::string results = {};                          ///< what their file is called
  std::string truth = {};                            ///< the same of the true annotations
  std::string program = {};                          ///< that evaluated them, and its version
  std::vector<charts::DetectionScores> scores = {};  ///< by kind of overlap
};

/// The charts of an evaluation: precision over recall, average precision by size, and what errors
/// cost. Parts without values are left out.
[[nodiscard]] Document evaluation_page(const EvaluationReport& evaluated);

}  // namespace segnoise::page

#pragma once

#include "study/analysis/comparison.h"
#include "study/files/cell_file.h"
#include "study/plan/results.h"
#include "study/plan/study_plan.h"

#include <cstddef>
#include <string>
#include <vector>

namespace segnoise::study_files {

/// More is no summary.json.
inline constexpr std::size_t kGreatestSummaryBytes = 1U << 28U;

/// Everything about a study of many conditions.
struct StudySummary {
  struct CellState {
    plan::Cell cell = {};
    std::string id = {};
    bool is_complete = false;
  };

  plan::StudyDescription description = {};  ///< program, data set, split (of several folds, the
                                            ///< first); the command line, if it is all that it took
  plan::StudyPlan plan = {};
  CellEnvironment environment = {};
  std::vector<CellState> cells = {};          ///< in the order of cells_of()
  analysis::StudyComparison comparison = {};  ///< of the complete ones
};

/// summary.json of such a study: what it is, all that is needed to make it again, its cells, and
/// "conditions" of comparison_json(). Nothing in it depends on when, where or in how many pieces
/// the study was run. read_report_data() reads it back.
[[nodiscard]] std::string study_summary_json(const StudySummary& summary);

}  // namespace segnoise::study_files

#pragma once

#include "data/coco/evaluate/evaluation.h"
#include "data/coco/evaluate/evaluation_comparison.h"
#include "data/coco/evaluate/paired_results.h"

#include <string>
#include <string_view>
#include <vector>

namespace segnoise::coco {

/// What was evaluated, for the JSON of every mode.
struct EvaluationProvenance {
  std::string program = {};               ///< and its version
  std::string truth = {};                 ///< file
  std::vector<std::string> results = {};  ///< files
};

/// All numbers of an evaluation as JSON, in full precision; null where something is not defined.
/// Keys are stable: one object of summary numbers for each kind, as {"segm": {"AP": ..., "AP50":
/// ...}}, and beside them what was evaluated, "per_category", "precision_recall" (means over the
/// categories), and with errors "errors" and "confusion".
[[nodiscard]] std::string evaluation_json(
    const Evidence& evidence,
    const std::vector<KindScores>& scores,
    const EvaluationOptions& options,
    const EvaluationProvenance& provenance);

/// The differences between two files of results: {"segm": {"AP": {"a", "b", "difference", "lower",
/// "upper"}}}.
[[nodiscard]] std::string comparison_json(
    const std::vector<ComparedResults>& results,
    const ComparedResultsOptions& options,
    const EvaluationProvenance& provenance);

[[nodiscard]] std::string paired_json(
    const PairedScores& scores, const EvaluationProvenance& provenance);

/// Precision at each of coco_recall_thresholds(), mean over the categories of which something is to
/// be found; nothing if there is none.
/// @param threshold  index into coco_iou_thresholds(); nothing for the mean over all
[[nodiscard]] std::optional<std::vector<double>> mean_precisions(
    const std::vector<detection::CategoryScores>& categories, std::optional<std::size_t> threshold);

}  // namespace segnoise::coco

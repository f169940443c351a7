#pragma once

#include "data/coco/evaluate/evaluation.h"
#include "data/coco/evaluate/evaluation_comparison.h"
#include "data/coco/evaluate/paired_results.h"

#include <string>

namespace segnoise::coco {

/// Whether a text may hold the escape sequences by which terminals show colours.
enum class TextColours : bool { kNone, kTerminal };

/// What came out as people know it from COCO's and LVIS's API, kind after kind, and the errors of
/// each if they were split. What is not defined is "-", where those APIs say -1.
[[nodiscard]] std::string evaluation_text(
    const Evidence& evidence,
    const std::vector<KindScores>& scores,
    const EvaluationOptions& options,
    TextColours colours);

/// A table of the categories for each kind; those without truths, for which nothing is defined, are
/// left out.
[[nodiscard]] std::string categories_text(
    const Evidence& evidence, const std::vector<KindScores>& scores);

/// The differences between two files of results, with their intervals.
[[nodiscard]] std::string comparison_text(
    const std::vector<ComparedResults>& results, const ComparedResultsOptions& options);

[[nodiscard]] std::string paired_text(const PairedScores& scores);

/// A row for each kind and category, and one for all categories, with every number; empty where it
/// is not defined.
[[nodiscard]] std::string evaluation_csv(
    const Evidence& evidence, const std::vector<KindScores>& scores);

}  // namespace segnoise::coco

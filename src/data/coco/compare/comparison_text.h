#pragma once

#include "data/coco/compare/comparison.h"
#include "data/coco/compare/comparison_summary.h"

#include <string>
#include <string_view>

namespace segnoise::coco {

/// A comparison as tables for a terminal: how much could be compared, what was matched, quality by
/// size, histograms, and the ten most frequent changes of class. "-" where there is no value.
[[nodiscard]] std::string comparison_text(
    const Comparison& comparison, const ComparisonSummary& summary);

}  // namespace segnoise::coco

#pragma once

#include "data/coco/compare/comparison.h"
#include "data/coco/compare/comparison_summary.h"

#include <string>
#include <string_view>

namespace segnoise::coco {

/// A comparison as one JSON object for machines: what comparison_text() tells, with
/// every change of class and histograms by size. Fractions
/// have six decimals, and are null where there is no value.
///
/// @param program  what wrote it, with its version
[[nodiscard]] std::string comparison_json(
    const Comparison& comparison, const ComparisonSummary& summary, std::string_view program);

}  // namespace segnoise::coco

#pragma once

#include "core/detection/paired_precision.h"
#include "data/coco/evaluate/evaluation.h"

#include <cstdint>
#include <vector>

namespace segnoise::coco {

struct ComparedResultsOptions {
  std::uint32_t resamples = 1000;  ///< >= 2
  std::uint64_t seed = 1;
  double confidence = 0.95;  ///< in (0, 1)
};

/// By how much one file of results is better than another, by one kind of overlap.
struct ComparedResults {
  IouKind kind = IouKind::kSegm;
  std::vector<detection::PrecisionDifference> differences = {};  ///< in the order of kPrecisionKeys
};

/// Compares what two files of results reach on the same truth, with paired bootstrap over images.
/// What comes out does not depend on the number of threads.
///
/// @param a, b     gathered by the same options from the same truth
/// @param options  those; of them the kinds, style, most_detections, threads and on_progress, which
///                 is called with resamples
[[nodiscard]] std::vector<ComparedResults> compare_results(
    const Evidence& a,
    const Evidence& b,
    const EvaluationOptions& options,
    const ComparedResultsOptions& comparison);

}  // namespace segnoise::coco

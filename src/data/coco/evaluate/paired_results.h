#pragma once

#include "data/coco/evaluate/evaluation.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::coco {

/// How well masks that were made for a known object each, by a prompt, fit it.
struct PairedScores {
  std::size_t pairs = 0;
  std::size_t truths_without_result = 0;         ///< crowds aside
  std::size_t pairs_without_pixels = 0;          ///< neither has one; in no mean
  std::optional<double> mean_iou = {};           ///< fraction
  std::optional<double> mean_f1 = {};            ///< of pixels, which is Dice; fraction
  std::vector<std::string> invalid_truths = {};  ///< what was wrong with the truths left out
  std::vector<std::string> invalid = {};         ///< what was wrong with the results left out
};

/// Compares each result with the annotation that its "annotation_id" names, whatever the scores and
/// categories.
///
/// @param options  of them invalid and threads
/// @throws std::runtime_error  as gather_evidence(), and unless left out: a result without an
///         "annotation_id", or of an annotation that is not on its image, or has another result
[[nodiscard]] PairedScores score_pairs(
    const CocoFile& truth, const ResultsFile& results, const EvaluationOptions& options);

}  // namespace segnoise::coco

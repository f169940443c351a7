#pragma once

#include "data/coco/evaluate/evaluated_instances.h"
#include "data/coco/evaluate/evaluation_input.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::coco {

/// What one image adds to the evidence by one kind of overlap.
struct ImageEvidence {
  std::vector<std::pair<std::uint32_t, detection::JudgedDetection>> detections =
      {};                                                                    ///< by category
  std::vector<std::pair<std::uint32_t, detection::TruthCount>> truths = {};  ///< by category
  detection::ClassifiedImage classified = {};
  detection::Confusion confusion = {};
};

/// What one image adds to the evidence.
struct EvaluatedImage {
  std::vector<ImageEvidence> kinds = {};  ///< in the order of the options' kinds
  std::size_t detections = 0;
  std::size_t stray_rings = 0;                   ///< left out of truths
  std::vector<std::string> invalid_truths = {};  ///< what was wrong with those left out
  std::vector<std::string> invalid = {};         ///< the same of results
};

/// Evaluates images one by one. One thread needs one.
class ImageEvaluator {
 public:
  /// @param input  it must outlive this
  explicit ImageEvaluator(const EvaluationInput& input);

  /// @param rank  index into the input's images()
  /// @throws std::runtime_error  as gather_evidence()
  [[nodiscard]] EvaluatedImage evaluate(std::size_t rank);

 private:
  const EvaluationInput* input_;
  EvaluatedInstanceReader reader_;
};

}  // namespace segnoise::coco

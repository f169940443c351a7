#pragma once

#include "data/coco/evaluate/evaluated_shape.h"
#include "data/coco/evaluate/evaluation_input.h"
#include "data/coco/read/annotation.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::coco {

/// A true object as an evaluation needs it.
struct EvaluatedTruth {
  EvaluatedShape shape;
  detection::MatchableTruth facts = {};
  std::uint32_t category = 0;
  bool is_marked_ignored = false;
};

/// What matching needs to know of it. COCO's API passes over what is marked to be ignored, that of
/// boundaries does not.
[[nodiscard]] detection::MatchableTruth facts_of(const EvaluatedTruth& truth, IouKind kind);

/// A detection as an evaluation needs it.
struct EvaluatedDetection {
  EvaluatedShape shape;
  double score = 0.0;
  std::uint32_t category = 0;
  std::optional<double> box_area_px2 = {};  ///< if the result has a box
  bool is_ignored_unmatched = false;
};

/// The area that decides its size class, see gather_evidence(); pixels².
[[nodiscard]] double area_of(
    const EvaluatedDetection& detection, IouKind kind, detection::DetectionStyle style);

/// Whether any of the kinds compares masks.
[[nodiscard]] bool needs_masks(const EvaluationOptions& options);

/// The truths of an image.
struct EvaluatedTruths {
  std::vector<EvaluatedTruth> truths = {};
  std::size_t stray_rings = 0;            ///< left out of their masks
  std::vector<std::string> invalid = {};  ///< what was wrong with those left out
};

/// The detections of an image.
struct EvaluatedDetections {
  std::vector<EvaluatedDetection> detections = {};
  std::size_t valid = 0;                  ///< before LVIS's rules took some away
  std::vector<std::string> invalid = {};  ///< what was wrong with those left out
};

/// Reads the truths and the detections of one image after another. One thread needs one.
class EvaluatedInstanceReader {
 public:
  /// @param input  it must outlive the reader
  explicit EvaluatedInstanceReader(const EvaluationInput& input);

  /// By category, then in the order of the file.
  /// @param image  index into the truth's images
  /// @throws std::runtime_error  as gather_evidence()
  [[nodiscard]] EvaluatedTruths truths(std::size_t image);

  /// By category, then from the greatest score down; if all categories count as one, all from the
  /// greatest score down.
  /// @throws std::runtime_error  as gather_evidence()
  [[nodiscard]] EvaluatedDetections detections(
      std::size_t image, std::span<const EvaluatedTruth> truths);

 private:
  [[nodiscard]] Annotation annotation_at(Span place);
  [[nodiscard]] EvaluatedTruth truth_of(const Annotation& annotation, const CocoImage& image) const;
  [[nodiscard]] EvaluatedDetection detection_of(const ResultEntry& entry);
  void federate(
      std::size_t image,
      std::span<const EvaluatedTruth> truths,
      std::vector<EvaluatedDetection>& detections) const;

  const EvaluationInput* input_;
  AnnotationReader annotations_;
  SegmentationReader segmentations_;
};

}  // namespace segnoise::coco

#pragma once

#include "core/detection/average_precision.h"
#include "core/detection/detection_errors.h"
#include "core/detection/detection_summary.h"
#include "core/noise/category_table.h"
#include "data/coco/evaluate/evaluated_shape.h"
#include "data/coco/evaluate/results_file.h"
#include "data/coco/read/annotation_index.h"
#include "data/coco/read/coco_file.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::coco {

/// What an evaluation looks at, and how.
struct EvaluationOptions {
  std::vector<IouKind> kinds = {IouKind::kSegm};
  detection::DetectionStyle style = detection::DetectionStyle::kCoco;

  /// Whether all categories count as one.
  bool foreground = false;

  /// See SummaryRules.
  std::vector<std::uint32_t> most_detections = {1, 10, 100};

  double boundary_share_of_diagonal = 0.02;  ///< see boundary_width_px()

  /// Whether errors are split and confusions counted.
  bool with_errors = false;
  double confusion_least_score = 0.5;

  InvalidAnnotations invalid = InvalidAnnotations::kRefused;  ///< of truths and results
  int threads = 1;                                            ///< >= 1

  /// Called now and then with the images done, and of how many; may throw.
  std::function<void(std::size_t, std::size_t)> on_progress = {};
};

/// The style that a file asks for by what it holds: LVIS's, if its first image tells which
/// categories are not on it.
[[nodiscard]] detection::DetectionStyle style_of(const CocoFile& truth);

/// How many detections count by a style's rules, unless told otherwise: 1, 10 and 100 of an image
/// and category for COCO, 300 of an image for LVIS. See SummaryRules.
[[nodiscard]] std::vector<std::uint32_t> usual_most_detections(detection::DetectionStyle style);

/// The kind that a file of results asks for by what it holds: boxes, if its first result has no
/// mask, else masks.
[[nodiscard]] IouKind kind_of(const ResultsFile& results);

/// A category that is evaluated; the only one has no id if all count as one.
struct EvaluatedCategory {
  std::optional<noise::CategoryId> id = {};
  std::string name = {};
  std::optional<detection::Frequency> frequency = {};  ///< LVIS
};

/// What is known by one kind of overlap.
struct KindEvidence {
  IouKind kind = IouKind::kSegm;
  std::vector<detection::CategoryEvidence> categories =
      {};                                               ///< in the order of Evidence::categories
  std::vector<detection::ClassifiedImage> images = {};  ///< if errors are asked for
  detection::Confusion confusion = {};                  ///< the same
};

/// How detections and truths match on every image: what all numbers come from.
struct Evidence {
  std::vector<EvaluatedCategory> categories = {};  ///< by ascending id
  std::vector<std::int64_t> image_ids = {};        ///< ascending; images are known by their place
  std::size_t truths = 0;                          ///< without invalid ones
  std::size_t stray_rings = 0;  ///< left out of truths' polygons: see ReadSegmentation
  std::size_t detections = 0;   ///< without invalid ones
  std::vector<KindEvidence> kinds = {};
  std::vector<std::string> invalid_truths = {};  ///< what was wrong with the truths left out
  std::vector<std::string> invalid = {};         ///< what was wrong with the results left out
};

/// Matches all detections of a file of results with the truth.
///
/// Only what the kinds need is read: boxes need neither masks nor sizes of images, masks no boxes.
/// Areas of truths are those stated; if there is none, of their masks, or of their boxes if only
/// boxes are compared and there is no mask. Areas of detections are those of their masks, or if
/// only boxes are compared, of their boxes; for LVIS, as its API has it, of their boxes wherever
/// they have some, and what has no area does not count. Truths that are marked "ignore" are, for
/// LVIS and for boundaries; COCO's API passes over the mark. What comes out does not depend on the
/// number of threads.
///
/// @throws std::runtime_error  one line that names the file, the byte, and the annotation or
/// result:
///         what AnnotationReader refuses; a result without the mask that is to be compared, or,
///         unless left out, one that is not valid or of another size than its image; for LVIS, a
///         truth without the members that its API needs
[[nodiscard]] Evidence gather_evidence(
    const CocoFile& truth, const ResultsFile& results, const EvaluationOptions& options);

/// The rules by which evidence is summarised.
[[nodiscard]] detection::SummaryRules summary_rules(
    const Evidence& evidence, const EvaluationOptions& options);

/// What came out by one kind of overlap.
struct KindScores {
  IouKind kind = IouKind::kSegm;
  std::vector<detection::SummaryNumber> summary = {};
  std::vector<detection::CategoryScores> categories = {};  ///< in the order of Evidence::categories
  std::optional<detection::ErrorSplit> errors = {};
};

/// The numbers that evidence gives.
[[nodiscard]] std::vector<KindScores> scores_of(
    const Evidence& evidence, const EvaluationOptions& options);

}  // namespace segnoise::coco

#pragma once

#include "core/detection/detection_matching.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace segnoise::detection {

/// A detection of a category, and what became of it.
struct JudgedDetection {
  double score = 0.0;
  std::uint32_t image = 0;  ///< its index
  std::uint32_t rank = 0;   ///< among those of its image and category, 0 for the greatest score
  DetectionOutcome outcome = {};
};

/// The truths of a category on an image that are to be found, for each range of areas.
struct TruthCount {
  std::uint32_t image = 0;
  std::array<std::uint32_t, kAreaRanges> counts{};  ///< without those that are ignored
};

/// All that is known of a category on a set of images.
struct CategoryEvidence {
  /// Image by image, in the order of the images' ids, and by rank within.
  std::vector<JudgedDetection> detections = {};
  std::vector<TruthCount> truths = {};  ///< of images that have some
};

/// The detections of a category that count for one range of areas, from the greatest score down.
struct RankedCategory {
  /// At which IoU thresholds a detection is right and at which wrong: a bit for each. Those that
  /// are neither at any are left out.
  struct Detection {
    std::uint32_t image = 0;
    std::uint16_t right = 0;
    std::uint16_t wrong = 0;
  };
  /// How many objects there are to be found.
  struct Truths {
    std::uint32_t image = 0;
    std::uint32_t count = 0;
  };

  std::vector<Detection> detections = {};
  std::vector<Truths> truths = {};

  [[nodiscard]] std::uint64_t truth_count() const;
};

/// Puts detections in the order in which they count: from the greatest score down, those of equal
/// scores as they are.
///
/// @param area            index into kCocoAreas
/// @param most_per_image  of an image and category, only those of greatest score
/// @throws std::invalid_argument  if the area is none of kCocoAreas
[[nodiscard]] RankedCategory ranked(
    const CategoryEvidence& evidence, std::size_t area, std::uint32_t most_per_image);

/// Precision of a category against recall, fractions in [0, 1].
struct PrecisionRecall {
  /// By IoU threshold and recall threshold: the greatest precision at which at least so much is
  /// found; 0 where it never is.
  std::array<std::array<double, kRecallThresholds>, kIouThresholds> precision{};

  std::array<double, kIouThresholds> recall{};  ///< of all detections together

  /// Mean over the recall thresholds.
  /// @param threshold  index into coco_iou_thresholds()
  [[nodiscard]] double average_precision(std::size_t threshold) const;

  /// Means over the IoU thresholds.
  [[nodiscard]] double average_precision() const;
  [[nodiscard]] double average_recall() const;
};

/// Precision and recall of a category, to the last bit as COCO's API has them.
///
/// @param image_weights  how often each image counts, by its index; if empty, once. An image of
///                       weight w counts as w images of its kind would, detections of equal scores
///                       side by side.
/// @return               nothing if there is nothing to be found
/// Source: accumulate() in cocoeval.py of the COCO API 2.0; the weights are ours.
[[nodiscard]] std::optional<PrecisionRecall> precision_recall(
    const RankedCategory& category, std::span<const std::uint32_t> image_weights = {});

}  // namespace segnoise::detection

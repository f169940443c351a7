#pragma once

#include "core/detection/detection_matching.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace segnoise::detection {

/// What is wrong with a wrong detection, and what is left unfound, at an IoU of 0.5. Each error is
/// the first of these that fits:
enum class DetectionError : std::uint8_t {
  kLocalisation,  ///< of a truth of its category it has an IoU in [0.1, 0.5)
  kClass,         ///< of a truth of another category it has an IoU of 0.5 or more
  kDuplicate,     ///< so it has of a truth of its category that a better detection has
  kBackground,    ///< of no truth it has an IoU of 0.1 or more
  kBoth,          ///< the rest: another category, and an IoU in [0.1, 0.5)
  kMissed,        ///< a truth that no detection has, nor would have but for its class or place
};
inline constexpr std::array kDetectionErrors{
    DetectionError::kClass,
    DetectionError::kLocalisation,
    DetectionError::kBoth,
    DetectionError::kDuplicate,
    DetectionError::kBackground,
    DetectionError::kMissed};

/// "class", "localisation", "both", "duplicate", "background", "missed".
[[nodiscard]] std::string_view name_of(DetectionError error);

/// IoUs below it need not be exact for what is here, as long as they are below it.
inline constexpr double kBackgroundIou = 0.1;

/// A true object of any category.
struct ClassifiableTruth {
  MatchableTruth truth = {};
  std::uint32_t category = 0;
};

/// A detection of any category.
struct ClassifiableDetection {
  double score = 0.0;
  std::uint32_t category = 0;
  bool is_ignored_unmatched = false;  ///< see MatchableDetection
};

/// An image of which detections are right and which wrong, and how. Ignored truths are left out,
/// and detections that are ignored or match one.
struct ClassifiedImage {
  struct Detection {
    double score = 0.0;
    std::uint32_t category = 0;
    std::optional<DetectionError> error = {};  ///< nothing if it is right

    /// The truth that it has, or would have but for its class or place: index into truths.
    std::optional<std::uint32_t> truth = {};
  };
  struct Truth {
    std::uint32_t category = 0;
    bool is_found = false;
    bool is_missed = false;  ///< see DetectionError
  };
  std::vector<Detection> detections = {};
  std::vector<Truth> truths = {};
};

/// Tells what is wrong with the detections of an image.
///
/// @param ious        of all detections with all truths
/// @param detections  those of a category from the greatest score down
/// @throws std::invalid_argument  if the table is of another size
/// Source: D. Bolya et al., "TIDE: A General Toolbox for Identifying Object Detection Errors", ECCV
/// 2020, which has the same errors in the same order.
[[nodiscard]] ClassifiedImage classify_detections(
    const IouTable& ious,
    std::span<const ClassifiableTruth> truths,
    std::span<const ClassifiableDetection> detections);

/// How much an error costs.
struct ErrorCost {
  std::size_t count = 0;

  /// What AP at IoU 0.5 would gain if it were mended; in [-1, 1].
  double ap50_gain = 0.0;
};

/// All errors of a kind, and their costs.
struct ErrorSplit {
  std::optional<double> ap50 = {};  ///< of the detections and truths given; nothing if no truth is
  std::array<ErrorCost, kDetectionErrors.size()> costs = {};  ///< in the order of kDetectionErrors
};

/// Weighs the errors of all images: each kind is mended alone, and AP at IoU 0.5 taken again.
///
/// Mending turns the detection of greatest score that is wrong about a truth for its class or place
/// into the one that has it, unless another has; takes away all other wrong ones of the kind; or
/// takes away truths that were missed. Gains do not add up to 1 - AP50.
///
/// @param images      in the order of their ids
/// @param categories  their number
/// Source: as classify_detections()
[[nodiscard]] ErrorSplit split_errors(
    std::span<const ClassifiedImage> images, std::size_t categories);

/// How often truths of one category (first) were taken for another (second), where nothing stands
/// for background: a wrong detection, or a truth that was not found.
using Confusion =
    std::map<std::pair<std::optional<std::uint32_t>, std::optional<std::uint32_t>>, std::size_t>;

/// Adds an image to a confusion matrix. Detections of a least score are matched with truths at IoU
/// 0.5 whatever their categories, from the greatest score down, as COCO does. Ignored truths are
/// left out, and detections that are ignored or match one.
///
/// @param ious        of all detections with all truths
/// @throws std::invalid_argument  if the table is of another size
void add_confusion(
    const IouTable& ious,
    std::span<const ClassifiableTruth> truths,
    std::span<const ClassifiableDetection> detections,
    double least_score,
    Confusion& confusion);

}  // namespace segnoise::detection

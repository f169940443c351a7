#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace segnoise::detection {

/// Areas of objects that are looked at together; pixels².
struct AreaRange {
  double least_px2 = 0.0;
  double most_px2 = 0.0;
  bool includes_most = true;

  [[nodiscard]] bool holds(double area_px2) const {
    return area_px2 >= least_px2 && (includes_most ? area_px2 <= most_px2 : area_px2 < most_px2);
  }
};

/// COCO's areas: all, small, medium and large, which meet at 32² and 96².
inline constexpr std::size_t kAreaRanges = 4;
using AreaRanges = std::array<AreaRange, kAreaRanges>;
inline constexpr AreaRanges kCocoAreas{
    {{0.0, 1e10}, {0.0, 1024.0}, {1024.0, 9216.0}, {9216.0, 1e10}}};

/// The same for boundaries of LVIS, where an object of just 32² is medium and not small.
/// Source: lvis_eval.py of the Boundary IoU API, https://github.com/bowenc0221/boundary-iou-api
inline constexpr AreaRanges kLvisBoundaryAreas{
    {{0.0, 1e10, false}, {0.0, 1024.0, false}, {1024.0, 9216.0, false}, {9216.0, 1e10, false}}};

/// COCO's IoU thresholds 0.50, 0.55 ... 0.95 and recall thresholds 0, 0.01 ... 1. Their last bits
/// are those of numpy.linspace, start + i · step, which decide where an IoU is equal to one.
inline constexpr std::size_t kIouThresholds = 10;
inline constexpr std::size_t kRecallThresholds = 101;
[[nodiscard]] const std::array<double, kIouThresholds>& coco_iou_thresholds();
[[nodiscard]] const std::array<double, kRecallThresholds>& coco_recall_thresholds();

/// Where 0.50 and 0.75 stand among the IoU thresholds.
inline constexpr std::size_t kIou50 = 0;
inline constexpr std::size_t kIou75 = 5;

/// How much detections (rows) and truths (columns) of an image overlap: fractions in [0, 1].
class IouTable {
 public:
  IouTable(std::size_t detections, std::size_t truths)
      : detections_(detections), truths_(truths), ious_(detections * truths) {}

  [[nodiscard]] std::size_t detections() const { return detections_; }
  [[nodiscard]] std::size_t truths() const { return truths_; }

  /// @throws std::invalid_argument  unless the table is of that size
  void require_size(std::size_t detections, std::size_t truths) const;

  [[nodiscard]] double& operator()(std::size_t detection, std::size_t truth) {
    return ious_[detection * truths_ + truth];
  }
  [[nodiscard]] double operator()(std::size_t detection, std::size_t truth) const {
    return ious_[detection * truths_ + truth];
  }

 private:
  std::size_t detections_;
  std::size_t truths_;
  std::vector<double> ious_;
};

/// A true object, as matching sees it.
struct MatchableTruth {
  double area_px2 = 0.0;
  bool is_crowd = false;    ///< any number of detections may match it
  bool is_ignored = false;  ///< detections that match it are neither right nor wrong; so for crowds
};

/// A detection, as matching sees it.
struct MatchableDetection {
  double area_px2 = 0.0;
  bool is_ignored_unmatched = false;  ///< LVIS: its category is not exhaustively annotated here
};

/// What became of a detection, for each range of areas: a bit for each IoU threshold.
struct DetectionOutcome {
  std::array<std::uint16_t, kAreaRanges> matched{};  ///< it has a truth
  std::array<std::uint16_t, kAreaRanges> ignored{};  ///< it is neither right nor wrong

  /// At which thresholds it is right, and at which it is wrong.
  [[nodiscard]] std::uint16_t right(std::size_t area) const {
    return static_cast<std::uint16_t>(matched.at(area) & ~ignored.at(area));
  }
  [[nodiscard]] std::uint16_t wrong(std::size_t area) const {
    constexpr unsigned kAll = (1U << kIouThresholds) - 1U;
    return static_cast<std::uint16_t>(kAll & ~(matched.at(area) | ignored.at(area)));
  }
  bool operator==(const DetectionOutcome&) const = default;
};

/// Matches the detections of one category on one image with its truths, as COCO does.
///
/// For each threshold and range of areas, detections choose in turn: of the truths that are free,
/// or crowds, the one of greatest IoU, at least the threshold, the last of equal ones; ignored ones
/// only where no other is to be had. A truth of another area is ignored, and so is a detection
/// without a truth whose own area is another.
///
/// Unlike COCO's API, a truth whose annotation id is 0 counts as any other: the API takes the id 0
/// for "no match".
///
/// @param ious        IoUs below the least threshold, 0.5, need not be exact as long as they are
///                    below it
/// @param detections  from the greatest score down
/// @return            of each detection
/// @throws std::invalid_argument  if the table is of another size
/// Source: cocoeval.py of the COCO API 2.0, https://github.com/cocodataset/cocoapi; without crowds,
/// eval.py of the LVIS API, https://github.com/lvis-dataset/lvis-api
[[nodiscard]] std::vector<DetectionOutcome> match_detections(
    const IouTable& ious,
    std::span<const MatchableTruth> truths,
    std::span<const MatchableDetection> detections,
    const AreaRanges& areas = kCocoAreas);

/// The same at a single threshold and whatever the areas.
///
/// @return  of each detection, its truth
/// @throws std::invalid_argument  if the table is of another size
[[nodiscard]] std::vector<std::optional<std::size_t>> matched_truths(
    const IouTable& ious, std::span<const MatchableTruth> truths, double iou_threshold);

}  // namespace segnoise::detection

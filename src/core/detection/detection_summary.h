#pragma once

#include "core/detection/average_precision.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::detection {

/// Whose numbers: COCO's 12, or LVIS's 13.
enum class DetectionStyle : std::uint8_t { kCoco, kLvis };

/// LVIS's groups of categories, by the number of training images that show them.
enum class Frequency : std::uint8_t { kRare, kCommon, kFrequent };

/// What the summary of an evaluation is asked for.
struct SummaryRules {
  DetectionStyle style = DetectionStyle::kCoco;

  /// Detections of an image that are looked at, ascending: for COCO of each category, for LVIS of
  /// all together, where there is one number. All but average recalls go by the last.
  std::vector<std::uint32_t> most_detections = {1, 10, 100};

  /// LVIS: of each category; nothing where it has none, as all categories pooled into one.
  std::vector<std::optional<Frequency>> frequencies = {};
};

/// What a category reaches. What is not defined, as there is nothing to be found, is absent.
struct CategoryScores {
  /// By range of areas, of the most detections.
  std::array<std::optional<PrecisionRecall>, kAreaRanges> curves = {};

  /// Average recall, whatever the area, by the rules' most_detections.
  std::vector<std::optional<double>> recalls = {};
};

[[nodiscard]] CategoryScores scores_of(const CategoryEvidence& evidence, const SummaryRules& rules);

/// One number of a summary.
struct SummaryNumber {
  std::string key = {};  ///< "AP", "AP50", "APs", "AR100", "APr"
  bool is_recall = false;
  std::optional<std::size_t> threshold = {};  ///< index into coco_iou_thresholds(); mean of all
  std::size_t area = 0;                       ///< index into kCocoAreas
  std::uint32_t most_detections = 0;
  std::optional<Frequency> frequency = {};

  /// Mean over the categories of which something is to be found; nothing if there is none.
  std::optional<double> value = {};
};

/// COCO's numbers AP, AP50, AP75, APs, APm, APl, AR1, AR10, AR100, ARs, ARm, ARl, where the
/// recalls are those of the rules' most_detections; or LVIS's, AP ... APl, APr, APc, APf, AR300,
/// ARs, ARm, ARl.
///
/// @param categories  of scores_of() by these rules
/// @throws std::invalid_argument  if there is no number of detections, or for LVIS more than one or
///                                not a frequency for each category
/// Source: summarize() in cocoeval.py of the COCO API 2.0 and in eval.py of the LVIS API; where the
/// former gives -1 for AP if no number of detections is 100, this goes by the last.
[[nodiscard]] std::vector<SummaryNumber> summarise(
    std::span<const CategoryScores> categories, const SummaryRules& rules);

}  // namespace segnoise::detection

#pragma once

#include "core/shape/mask.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace segnoise::coco {

/// An instance of one annotator and the one that another made of it: their places in two lists.
struct Match {
  std::size_t a = 0;
  std::size_t b = 0;

  bool operator==(const Match&) const = default;
};

/// The instances that have the same id in both lists.
///
/// @param a, b  each without an id twice
/// @return      in the order of a
[[nodiscard]] std::vector<Match> matched_by_id(
    std::span<const std::int64_t> a, std::span<const std::int64_t> b);

/// One-to-one pairs of instances that overlap: of all pairs whose IoU is at least min_iou the one
/// of greatest IoU is taken and its two instances are put aside, until no pair is left. Of pairs
/// of one IoU the one whose instance of a comes first is taken, then whose instance of b does.
///
/// IoU is computed only where the extents and areas allow for min_iou; n instances that lie apart
/// cost n log n.
///
/// @param a, b     masks of one frame; those without a pixel match nothing
/// @param min_iou  in (0, 1]
/// @return         in the order of a
/// @throws std::invalid_argument  if frames differ in size, or min_iou is out of range
[[nodiscard]] std::vector<Match> matched_by_iou(
    std::span<const shape::Mask> a, std::span<const shape::Mask> b, double min_iou);

}  // namespace segnoise::coco

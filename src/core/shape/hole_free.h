#pragma once

#include "core/shape/mask.h"
#include "core/shape/polygon.h"

#include <cstddef>

namespace segnoise::shape {

/// A mask as rings along pixel edges none of which has a hole.
struct HoleFreeOutline {
  /// As trace() orders and turns them; each encloses pixels of its own, 4-connected.
  Polygon rings = {};

  /// That the mask has. There are no more rings than holes and components together.
  std::size_t holes = 0;
};

/// The outline of a mask for formats whose rings are joined by union, COCO's among them, and so
/// cannot express a hole: coco_mask(result.rings, size) is the mask, to the pixel.
///
/// Without holes it is trace(). Else two cuts lead from each hole along a horizontal pixel edge:
/// one from its leftmost column to the left, one from its rightmost to the right, each to the next
/// background. That background lies outside or is a hole that reaches further to that side, so all
/// holes are joined to the outside, on both sides: no part has a hole, and no cut is one that a
/// part could walk around.
///
/// Costs a trace of the mask, and where it has holes one of each part.
/// Source: ours, docs/decisions/0008-noisy-annotation-files.md
[[nodiscard]] HoleFreeOutline trace_without_holes(const Mask& mask);

}  // namespace segnoise::shape

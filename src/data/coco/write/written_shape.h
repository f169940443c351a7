#pragma once

#include "core/noise/instance.h"
#include "core/shape/mask.h"
#include "core/shape/polygon.h"
#include "data/coco/write/relabelling.h"

#include <optional>

namespace segnoise::coco {

/// A new shape as it will be written: what COCO's readers will make of it.
struct WrittenShape {
  shape::Mask pixels = {};
  std::optional<shape::Polygon> rings = {};  ///< nothing where it is written as run lengths
  bool is_cut = false;                       ///< its polygons are parts, for the holes between them
  bool lost_holes = false;                   ///< they were filled
};

/// What to write for an instance with a new shape.
///
/// Polygons that are still COCO's stay polygons, at the nearest 0.01 px; what went through a mask
/// becomes rings along the edges of its pixels, of which COCO makes the very mask again. COCO joins
/// the polygons of an annotation by union, so none can hold a hole: a shape that has one is cut
/// into parts without, see trace_without_holes(), or loses it, as the rules have it.
///
/// @param was_polygon  whether the clean annotation was; run lengths stay run lengths
[[nodiscard]] WrittenShape shape_to_write(
    const noise::Instance& instance, bool was_polygon, shape::Size size, const RelabelRules& rules);

}  // namespace segnoise::coco

#pragma once

#include "core/shape/mask.h"
#include "core/shape/polygon.h"

namespace segnoise::shape {

/// The outline of a mask along pixel edges, holes included.
///
/// Vertices are the corners of the outline, at whole coordinates; edges are horizontal and vertical
/// by turns. Pixels that meet only at a corner belong to different rings (4-connected inside).
/// Outer rings turn clockwise on the screen, holes counter-clockwise. Rings come in the order of
/// their topmost, then leftmost corner, which is their first vertex. rasterise(trace(mask), size)
/// is the mask.
///
/// @return  no ring for an empty mask
[[nodiscard]] Polygon trace(const Mask& mask);

}  // namespace segnoise::shape

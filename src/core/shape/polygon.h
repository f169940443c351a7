#pragma once

#include "core/shape/geometry.h"

#include <vector>

namespace segnoise::shape {

/// A closed line: the last vertex is joined to the first, which is not repeated.
using Ring = std::vector<Point>;

/// An area bounded by rings, its inside by the even-odd rule: parts and holes are rings alike.
using Polygon = std::vector<Ring>;

/// Area enclosed by a ring in pixels², by the shoelace formula: positive if it turns clockwise on
/// the screen (y down). Loops of a self-intersecting ring count by winding. 0 below 3 vertices.
[[nodiscard]] double signed_area(const Ring& ring);

/// Length of the closed line, with x and y scaled (1 for pixels, the spacing for millimetres).
[[nodiscard]] double perimeter(const Ring& ring, const Spacing& scale = {});

/// The ring with vertices at equal distances along its arc, beginning at its first vertex.
///
/// @param step   target distance in scaled units, > 0; the nearest that divides the perimeter into
///               a whole number of pieces, 3 at least, is used
/// @param scale  see perimeter()
/// @throws std::invalid_argument  if step is not finite and > 0, or makes more than 10^8 pieces
[[nodiscard]] Ring resampled(const Ring& ring, double step, const Spacing& scale = {});

/// Every vertex brought into the frame, [0, width] x [0, height], by clamping each coordinate.
[[nodiscard]] Polygon clamped(Polygon polygon, Size size);

}  // namespace segnoise::shape

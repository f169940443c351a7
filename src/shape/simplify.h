#pragma once

#include "shape/polygon.h"

namespace segnoise {

/// Douglas-Peucker simplification of a closed ring.
///
/// The ring is cut at its first vertex and at the vertex farthest from it, and both halves are
/// simplified: a vertex stays if its distance from the chord of its piece exceeds the tolerance.
/// Never fewer than 3 vertices: where fewer would be left, the vertex farthest from what was kept
/// is kept as well. A ring of 3 or fewer vertices, and a tolerance of 0, change nothing.
///
/// @param tolerance_px  >= 0
/// @return              a subset of the ring's vertices, in their order
/// @throws std::invalid_argument  if the tolerance is negative or not finite
/// Source: D. H. Douglas, T. K. Peucker, Cartographica 10(2), 112-122 (1973).
[[nodiscard]] Ring simplified(const Ring& ring, double tolerance_px);

}  // namespace segnoise

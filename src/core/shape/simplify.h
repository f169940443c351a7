#pragma once

#include "core/shape/polygon.h"

namespace segnoise::shape {

/// Douglas-Peucker simplification of a closed ring that preserves its topology, as GEOS does it.
///
/// The ring is one section, from its first vertex round to it, at depth 1. A section becomes its
/// chord if no vertex of it is farther than the tolerance from the chord, if the chord neither
/// crosses nor touches another part of the ring (as simplified so far), and if either the result
/// has 4 points already or the depth is 3 or more. Else it is split at the vertex farthest from
/// the chord, the first of those equally far, and both parts go one level deeper, the first part
/// first. So a ring of more than four vertices mostly keeps four, and never fewer than 3. Which
/// vertex is the first matters: it always stays. A ring of 3 or fewer vertices, and a tolerance of
/// 0, change nothing. A last vertex that repeats the first is no vertex of its own.
///
/// @param tolerance_px  >= 0
/// @return              a subset of the ring's vertices, in their order
/// @throws std::invalid_argument  if the tolerance is negative or not finite
/// Source: D. H. Douglas, T. K. Peucker, Cartographica 10(2), 112-122 (1973);
/// TopologyPreservingSimplifier of GEOS 3.11.
[[nodiscard]] Ring simplified(const Ring& ring, double tolerance_px);

}  // namespace segnoise::shape

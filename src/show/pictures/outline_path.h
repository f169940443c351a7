#pragma once

#include "core/shape/polygon.h"

namespace segnoise::pictures {

/// A ring as it is to be drawn: a traced one, all of whose vertices are corners of pixels, goes
/// through the middles of its pixel edges, so that a slanted border is no staircase; no more than
/// half a pixel from where it is. Any other ring is itself.
[[nodiscard]] shape::Ring drawn_ring(const shape::Ring& ring);

}  // namespace segnoise::pictures

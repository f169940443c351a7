#pragma once

#include "core/shape/mask.h"
#include "core/shape/polygon.h"

namespace segnoise::shape {

/// The pixels whose centres lie inside a polygon, by the even-odd rule.
///
/// A centre exactly on an edge is inside if it lies on a left or upper border of the area, so that
/// polygons that share an edge share no pixel and leave none out. Parts outside the frame are cut
/// off.
///
/// @throws std::invalid_argument  if a coordinate is not finite
[[nodiscard]] Mask rasterise(const Polygon& polygon, Size size);

}  // namespace segnoise::shape

#pragma once

#include "core/shape/mask.h"
#include "core/shape/raster.h"

#include <cstdint>

namespace segnoise::shape {

/// Exact Euclidean distance of every pixel centre to the nearest pixel centre of a mask.
///
/// @return  mm; 0 inside the mask; infinity everywhere if the mask is empty
/// @throws std::invalid_argument  if a spacing is not finite and > 0
/// Source: A. Meijster et al., "A general algorithm for computing distance transforms in linear
/// time" (2000), with the lower envelope of P. Felzenszwalb and D. Huttenlocher (2012).
[[nodiscard]] Raster<float> distance_mm(const Mask& mask, const Spacing& spacing_mm);

/// For every pixel, the mask pixel nearest to it: y · width + x, the first in row order of equally
/// near ones; -1 everywhere if the mask is empty.
/// @throws std::invalid_argument  if a spacing is not finite and > 0
[[nodiscard]] Raster<std::int32_t> nearest_pixel(const Mask& mask, const Spacing& spacing_mm);

}  // namespace segnoise::shape

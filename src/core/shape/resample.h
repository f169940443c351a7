#pragma once

#include "core/shape/raster.h"

namespace segnoise::shape {

/// An image on another grid of the same field of view, W · spacing kept: each new pixel takes the
/// mean over its area where it covers several old ones, and linear interpolation where it does not.
/// Separable; sample positions follow pixel centres; borders are repeated.
///
/// @param size  of the result, both sides >= 1
/// @throws std::invalid_argument  if a side of either size is < 1
[[nodiscard]] Image resampled(const Image& image, Size size);

/// Labels on another grid of the same field of view: the label under each new pixel's centre.
/// @throws std::invalid_argument  as above
[[nodiscard]] LabelMap resampled(const LabelMap& labels, Size size);

}  // namespace segnoise::shape

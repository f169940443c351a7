#pragma once

#include "shape/mask.h"

#include <optional>

namespace segnoise {

/// How far the boundaries of two masks lie apart.
///
/// The boundary of a mask is its pixels with a 4-neighbour that is not in the mask; beyond the
/// frame counts as not in the mask. From every boundary pixel's centre of one mask the Euclidean
/// distance to the nearest boundary pixel's centre of the other is taken, exactly, and the reverse.
struct SurfaceDistances {
  double hd_mm = 0.0;    ///< Hausdorff distance: the largest of all
  double hd95_mm = 0.0;  ///< the larger of the two directions' 95th percentiles (see below)
  double assd_mm = 0.0;  ///< average symmetric surface distance: mean over both boundaries together
};

/// HD, HD95 and ASSD of a pair of masks.
///
/// HD95 is the larger of the two directed 95th percentiles, each interpolated linearly between
/// order statistics (as numpy.percentile does); other tools pool both directions first.
///
/// @return  nothing if either mask is empty
/// @throws std::invalid_argument  if the frames differ in size, or a spacing is not finite and > 0
[[nodiscard]] std::optional<SurfaceDistances> surface_distances(
    const Mask& a, const Mask& b, const Spacing& spacing_mm);

}  // namespace segnoise

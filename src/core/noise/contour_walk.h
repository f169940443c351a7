#pragma once

#include "core/noise/draws.h"
#include "core/shape/polygon.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace segnoise::noise {

/// A stationary Gaussian process on a circle, at some places along it.
///
/// Mean 0, variance 1, and a correlation of exp(-d² / (2 correlation²)) at distance d, wrapped
/// around: white noise on a regular grid around the circle, smoothed by a Gaussian. Made of
/// arithmetic that IEEE 754 fixes, so that it gives the same bits on every machine.
///
/// @param places       ascending, in [0, length); none for an empty result
/// @param length       of the circle, > 0
/// @param correlation  > 0; below half the mean distance of the places it counts as that, above
///                     twice the length, where all places move as one, as that
[[nodiscard]] std::vector<double> process_on_circle(
    const std::vector<double>& places,
    double length,
    double correlation,
    std::uint64_t key,
    std::uint64_t ring_index);

/// A ring whose every vertex has been displaced along the normal there by a Gaussian process along
/// the arc: by bias + spread · process, in units, outwards being where the area is not.
///
/// Normals are taken across a piece of the outline of a quarter of the correlation length, or of 2
/// pixels where that is longer, but of an eighth of the ring at most, so that the steps of pixel
/// edges do not make them waver. Displacements beyond the radius of a bend fold the outline over.
///
/// @param ring        its vertices should be much closer than the correlation length
/// @param is_hole     whether the area lies outside the ring
/// @param ring_index  the place of the ring in its polygon, and in walk.rings
[[nodiscard]] shape::Ring walked(
    const shape::Ring& ring, const DrawnWalk& walk, std::size_t ring_index, bool is_hole);

}  // namespace segnoise::noise

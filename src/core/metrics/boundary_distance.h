#pragma once

#include "core/shape/mask.h"

#include <optional>
#include <vector>

namespace segnoise::metrics {

/// How far the boundary of each of two masks is from the other, place by place.
///
/// The boundary of a mask is its pixels with a 4-neighbour that is not in the mask; beyond the
/// frame counts as not in the mask. From every boundary pixel's centre of one mask the Euclidean
/// distance to the nearest boundary pixel's centre of the other is taken, exactly.
struct BoundaryDistances {
  std::vector<double> from_a_mm;  ///< one for each boundary pixel of the first mask, in row order
  std::vector<double> from_b_mm;  ///< one for each of the second
};

/// @return  nothing if either mask is empty
/// @throws std::invalid_argument  if the frames differ in size, or a spacing is not finite and > 0
[[nodiscard]] std::optional<BoundaryDistances> boundary_distances(
    const shape::Mask& a, const shape::Mask& b, const shape::Spacing& spacing_mm);

/// Where those distances are taken: the centres of a mask's boundary pixels in the order of
/// BoundaryDistances; none for an empty mask.
[[nodiscard]] std::vector<shape::Point> boundary_centres(const shape::Mask& mask);

/// The same between outlines, with how much of the outline each distance stands for.
///
/// The outline of a mask passes the pixel corners that have both pixels of the mask and others
/// around them; beyond the frame counts as not in the mask. Distances are taken from corner to
/// corner. A corner stands for the piece of outline that marching squares draws past it, between
/// the middles of neighbouring pixels' centres: along a straight border a pixel's side, at a bend
/// half a pixel's diagonal, where two pixels touch by their corners alone the whole of it.
///
/// Source: S. Nikolov et al., arXiv:1809.04430, and the authors' code,
/// compute_surface_distances() of https://github.com/google-deepmind/surface-distance
struct OutlineDistances {
  std::vector<double> from_a_mm;     ///< one for each corner of the first outline, in row order
  std::vector<double> from_b_mm;     ///< one for each of the second
  std::vector<double> lengths_a_mm;  ///< what each of from_a_mm stands for, > 0
  std::vector<double> lengths_b_mm;  ///< what each of from_b_mm stands for, > 0
};

/// @return  nothing if either mask is empty
/// @throws std::invalid_argument  if the frames differ in size, or a spacing is not finite and > 0
[[nodiscard]] std::optional<OutlineDistances> outline_distances(
    const shape::Mask& a, const shape::Mask& b, const shape::Spacing& spacing_mm);

}  // namespace segnoise::metrics

#pragma once

#include "core/metrics/boundary_distance.h"
#include "core/shape/mask.h"

#include <optional>

namespace segnoise::metrics {

/// Hausdorff distance: the largest distance of either direction.
[[nodiscard]] double hd_mm(const BoundaryDistances& distances);

/// Average symmetric surface distance: the mean over both boundaries together.
///
/// Source: T. Heimann et al., IEEE Trans. Med. Imaging 28(8), 1251-1265 (2009).
[[nodiscard]] double assd_mm(const BoundaryDistances& distances);

/// HD95, three measures of one name: tools do not agree on what the 95th percentile is taken of.
///
/// hd95_directed_mm() is the larger of the two directions' percentiles, each interpolated linearly
/// between order statistics (as numpy.percentile does). So do MONAI
/// (compute_hausdorff_distance() with percentile=95) and MetricsReloaded
/// (measured_hausdorff_distance_perc()).
///
/// hd95_pooled_mm() is the percentile of both directions' distances together, interpolated in the
/// same way: the longer boundary outvotes the shorter. So do MedPy (hd95(), whose boundary by
/// default is ours) and seg-metrics (whose boundary by default has also the pixels with an
/// 8-neighbour outside).
///
/// hd95_length_weighted_mm() is the larger of the two directions' smallest distances within which
/// 95 % of the outline's length lie, without interpolation: a slanting border counts by its
/// length, not by its pixels. So does surface-distance (compute_robust_hausdorff()).
///
/// Source: the code of these tools; docs/decisions/0004-surface-distances.md has the versions.
[[nodiscard]] double hd95_directed_mm(const BoundaryDistances& distances);
[[nodiscard]] double hd95_pooled_mm(const BoundaryDistances& distances);
[[nodiscard]] double hd95_length_weighted_mm(const OutlineDistances& distances);

/// @throws std::invalid_argument  naming the value, unless a tolerance is finite and >= 0
void require_tolerance(double tolerance_mm);

/// Normalised surface distance (surface Dice) at a tolerance: the share of both boundaries together
/// that is no farther from the other than the tolerance (but for rounding), in [0, 1].
///
/// Of pixels it is a share of their number, as MONAI has it (compute_surface_dice() without
/// use_subvoxels), of outlines one of their length, as surface-distance has it
/// (compute_surface_dice_at_tolerance()).
///
/// @param tolerance_mm  finite and >= 0
/// @throws std::invalid_argument  if it is not
/// Source: S. Nikolov et al., "Deep learning to achieve clinically applicable segmentation of head
/// and neck anatomy for radiotherapy", arXiv:1809.04430.
[[nodiscard]] double nsd(const BoundaryDistances& distances, double tolerance_mm);
[[nodiscard]] double nsd(const OutlineDistances& distances, double tolerance_mm);

/// How far the boundaries of two masks lie apart, in the measures that most papers print (see
/// BoundaryDistances).
struct SurfaceDistances {
  double hd_mm = 0.0;    ///< Hausdorff distance: the largest of all
  double hd95_mm = 0.0;  ///< hd95_directed_mm(): the larger of the two directions' 95th percentiles
  double assd_mm = 0.0;  ///< average symmetric surface distance: mean over both boundaries together
};

/// HD, HD95 and ASSD of a pair of masks.
///
/// @return  nothing if either mask is empty
/// @throws std::invalid_argument  if the frames differ in size, or a spacing is not finite and > 0
[[nodiscard]] std::optional<SurfaceDistances> surface_distances(
    const shape::Mask& a, const shape::Mask& b, const shape::Spacing& spacing_mm);

/// The places that a Hausdorff distance lies between: a boundary pixel's centre of one mask, and
/// the nearest one of the other.
struct HausdorffPair {
  shape::Point on_a = {};  ///< in pixels
  shape::Point on_b = {};  ///< in pixels
  double distance_mm = 0.0;

  bool operator==(const HausdorffPair&) const = default;
};

/// Where two masks lie farthest apart, to be shown: what hd_mm() finds, with its places.
///
/// Of several boundary pixels that are equally far from the other mask, to the last bit, the first
/// in row order is taken, those of a before those of b; of several that are equally near to it, the
/// first in row order. So the masks exchanged can give another pair of the same distance.
///
/// @return  nothing if either mask is empty
/// @throws std::invalid_argument  if the frames differ in size, or a spacing is not finite and > 0
[[nodiscard]] std::optional<HausdorffPair> hausdorff_pair(
    const shape::Mask& a, const shape::Mask& b, const shape::Spacing& spacing_mm);

}  // namespace segnoise::metrics

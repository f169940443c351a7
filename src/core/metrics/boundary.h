#pragma once

#include "core/shape/mask.h"

#include <optional>

namespace segnoise::metrics {

/// How far into a mask its boundary region reaches unless one says otherwise: a share of the
/// frame's diagonal in pixels, rounded to a whole number (halves to the even one), at least 1.
///
/// @param share_of_diagonal  in [0, 1]
/// Source: B. Cheng et al., "Boundary IoU: improving object-centric image segmentation evaluation",
/// CVPR 2021, and the authors' code, mask_to_boundary().
[[nodiscard]] int boundary_width_px(shape::Size size, double share_of_diagonal = 0.02);

/// The pixels of a mask that lie within d pixels of its outside.
///
/// The neighbourhood is a square: a pixel belongs to the region if the (2 d + 1)-square around it
/// is not all mask, which is what d erosions by 3 x 3 take away. Beyond the frame counts as
/// outside, other than in eroded(); holes have boundaries, too. A mask with pixels has a region
/// with pixels.
///
/// @param width_px  d, >= 1
/// @throws std::invalid_argument  if width_px < 1
[[nodiscard]] shape::Mask boundary_region(const shape::Mask& mask, int width_px);

/// IoU of the boundary regions of two masks, in [0, 1].
///
/// Where IoU hardly notices a displaced outline of a large object, this does. Both axes count in
/// pixels, whatever their spacing, as in the source.
///
/// @param width_px  as boundary_region() has it
/// @return          nothing if both masks are empty, where it is not defined; 0 if one is
/// @throws std::invalid_argument  if the frames differ in size, or width_px < 1
/// Source: as boundary_width_px().
[[nodiscard]] std::optional<double> boundary_iou(
    const shape::Mask& a, const shape::Mask& b, int width_px);

/// The same at boundary_width_px() of the frame.
[[nodiscard]] std::optional<double> boundary_iou(const shape::Mask& a, const shape::Mask& b);

}  // namespace segnoise::metrics

#pragma once

#include "core/metrics/overlap.h"
#include "core/metrics/surface_distance.h"
#include "core/shape/mask.h"

#include <optional>

namespace segnoise::metrics {

/// From one place to another. y grows downwards.
struct Displacement {
  double x_mm = 0.0;
  double y_mm = 0.0;

  /// How far it is, whatever the direction.
  [[nodiscard]] double length_mm() const;
};

/// What noise did to a mask: how far the noisy one is from the clean one. What is not defined is
/// absent.
struct Effect {
  std::optional<Overlap> overlap = {};             ///< unless both are empty
  std::optional<double> boundary_iou = {};         ///< fraction; unless both are empty
  std::optional<SurfaceDistances> distances = {};  ///< unless either is empty
  double clean_area_mm2 = 0.0;
  double noisy_area_mm2 = 0.0;
  std::optional<Displacement> centroid_shift = {};  ///< clean to noisy; unless either is empty

  /// Noisy area / clean area - 1: a fraction, -1 if nothing is left; absent if the clean mask is
  /// empty.
  [[nodiscard]] std::optional<double> area_change() const;
};

/// Measures what noise, of whatever kind, did to a mask.
///
/// Boundary IoU is taken at boundary_width_px() of the frame.
///
/// @throws std::invalid_argument  if the frames differ in size, or a spacing is not finite and > 0
[[nodiscard]] Effect effect_of(
    const shape::Mask& clean, const shape::Mask& noisy, const shape::Spacing& spacing_mm);

}  // namespace segnoise::metrics

#pragma once

#include "core/random/rng.h"
#include "core/shape/contours.h"
#include "core/shape/mask.h"
#include "core/shape/polygon.h"
#include "core/shape/rasterise.h"
#include "support/shapes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace segnoise::testing {

/// A solid that stands on a flat elliptic base like a ventricle, cut by a plane through its axis.
struct Solid {
  enum class Kind { kHalfEllipsoid, kTruncatedEllipsoid, kCone, kCylinder };

  Kind kind = Kind::kHalfEllipsoid;
  double length_mm = 80.0;

  /// How wide the solid is at a height above its base, as a fraction of its widest.
  [[nodiscard]] double width_at(double height_mm) const {
    const double height = height_mm / length_mm;
    const auto ellipse = [](double x) { return std::sqrt(std::max(0.0, 1.0 - x * x)); };
    switch (kind) {
      case Kind::kHalfEllipsoid:
        return ellipse(height);
      case Kind::kTruncatedEllipsoid:
        return ellipse((height - kWidest) / (1.0 - kWidest));
      case Kind::kCone:
        return 1.0 - height;
      case Kind::kCylinder:
        return 1.0;
    }
    return 0.0;
  }

  /// @param radius_a_mm, radius_b_mm  half the largest widths, in the two planes of section
  [[nodiscard]] double volume_mm3(double radius_a_mm, double radius_b_mm) const {
    const double section = std::numbers::pi * radius_a_mm * radius_b_mm * length_mm;
    switch (kind) {
      case Kind::kHalfEllipsoid:
        return section * 2.0 / 3.0;
      case Kind::kTruncatedEllipsoid: {
        // The integral of 1 - x² / (1 - w)² from -w to 1 - w.
        const double rest = 1.0 - kWidest;
        return section *
               (1.0 - (rest * rest * rest + kWidest * kWidest * kWidest) / (3.0 * rest * rest));
      }
      case Kind::kCone:
        return section / 3.0;
      case Kind::kCylinder:
        return section;
    }
    return 0.0;
  }

  static constexpr double kWidest = 0.3;  ///< of the truncated ellipsoid: its equator's height
};

/// The pixels whose centres lie in a section of a solid.
///
/// @param radius_mm  half its largest width in the plane
/// @param base_mm    the middle of the base
/// @param tilt       of the axis from straight up, to the right, in degrees
[[nodiscard]] inline shape::Mask section(
    const shape::Grid& grid,
    const Solid& solid,
    double radius_mm,
    shape::Point base_mm,
    double tilt = 0.0) {
  const double sine = std::sin(tilt * std::numbers::pi / 180.0);
  const double cosine = std::cos(tilt * std::numbers::pi / 180.0);
  return mask_where(grid.size, [&](int x, int y) {
    const double right = (x + 0.5) * grid.spacing_mm.x_mm - base_mm.x;
    const double down = (y + 0.5) * grid.spacing_mm.y_mm - base_mm.y;
    const double height = right * sine - down * cosine;
    const double across = right * cosine + down * sine;
    return height >= 0.0 && height <= solid.length_mm &&
           std::abs(across) <= radius_mm * solid.width_at(height);
  });
}

/// The outline with a vertex per px256, each moved by a normal step along
/// either axis; a px256 is a 256th of the frame's side.
[[nodiscard]] inline shape::Mask jittered(
    const shape::Mask& mask, double spread_px256, random::Rng& rng) {
  const shape::Size size = mask.size();
  const shape::Spacing per_unit{.x_mm = 256.0 / size.width, .y_mm = 256.0 / size.height};
  shape::Polygon moved;
  for (const shape::Ring& ring : shape::trace(mask)) {
    moved.push_back(shape::resampled(ring, 1.0, per_unit));
    for (shape::Point& point : moved.back()) {
      point.x += spread_px256 / per_unit.x_mm * rng.normal();
      point.y += spread_px256 / per_unit.y_mm * rng.normal();
    }
  }
  return shape::rasterise(moved, size);
}

}  // namespace segnoise::testing

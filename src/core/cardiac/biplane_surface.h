#pragma once

#include "core/cardiac/disks.h"
#include "core/cardiac/echo.h"
#include "core/cardiac/ejection.h"
#include "core/shape/geometry.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace segnoise::cardiac {

/// A place in the body, in a right-handed system of the left ventricle: x to the right of the
/// four-chamber picture, y to the right of the two-chamber picture, z from the base to the apex.
/// The two pictures are taken to stand at a right angle, as biplane volumes take them.
struct BodyPoint {
  double x_mm = 0.0;
  double y_mm = 0.0;
  double z_mm = 0.0;

  bool operator==(const BodyPoint&) const = default;
};

/// A closed surface of triangles, whose corners are places among the points, counter-clockwise as
/// seen from outside.
struct Surface {
  std::vector<BodyPoint> points = {};
  std::vector<std::array<std::size_t, 3>> triangles = {};
};

/// The disks of one view, and the spacing of its frame.
struct ViewDisks {
  Disks disks = {};
  shape::Spacing spacing_mm = {};
};

/// What both views say of the LV cavity at one instant.
struct BiplaneDisks {
  ViewDisks two_chamber = {};
  ViewDisks four_chamber = {};
};

/// The ase_disks() of both views at an instant.
/// @return  nothing if an outline is absent, empty, or has no long axis
/// @throws std::invalid_argument  if a spacing is not finite and > 0
[[nodiscard]] std::optional<BiplaneDisks> biplane_disks(
    const PerFrame<std::optional<Cavity>>& cavities, Instant instant);

/// Rings of a biplane surface: the base's, then one for each disk; and the points of each.
inline constexpr std::size_t kSurfaceRings = kDiskCount + 1;
inline constexpr std::size_t kSurfaceSectors = 60;

/// The LV cavity as the biplane volume sees it: through the rims of elliptic disks, which have one
/// view's diameter along x and the other's along y, stand across the long axis and have their
/// middles on it. The lowest disk is drawn on to the base, which is flat, and the uppermost runs
/// out into the apex.
///
/// The surface stands where the reference's base is the origin and its apex is on z, at the longer
/// of its views' axes; the other view's frame is stretched along its axis to that length. Where a
/// view has its base and apex beside those of the reference, so has the surface, by the mean of
/// both views along z. A reference of its own stands upright.
///
/// @param reference  of the same frames
/// @return  kSurfaceRings rings of kSurfaceSectors points, from the base up, each beginning at
///          greatest x and turning towards y; then the middle of the base, and the apex
/// Source: ours, after the biplane disks of R. M. Lang et al., J. Am. Soc. Echocardiogr. 28(1),
/// 1-39 (2015).
[[nodiscard]] Surface biplane_surface(const BiplaneDisks& disks, const BiplaneDisks& reference);

/// From each point to the nearest of a closed surface, exactly: mm, > 0 outside, < 0 inside.
///
/// Inside is where the surface's winding number exceeds 1/2; on the surface the distance is 0 but
/// for rounding, of either sign.
///
/// @param surface  with at least one triangle
/// @throws std::invalid_argument  if it has none
/// Source: closest point of a triangle: C. Ericson, Real-Time Collision Detection (2005), 5.1.5;
/// solid angles: A. van Oosterom, J. Strackee, IEEE Trans. Biomed. Eng. 30(2), 125-126 (1983).
[[nodiscard]] std::vector<double> signed_distances_mm(
    std::span<const BodyPoint> points, const Surface& surface);

}  // namespace segnoise::cardiac

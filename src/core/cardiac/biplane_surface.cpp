#include "core/cardiac/biplane_surface.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace segnoise::cardiac {
namespace {

BodyPoint operator+(const BodyPoint& a, const BodyPoint& b) {
  return {a.x_mm + b.x_mm, a.y_mm + b.y_mm, a.z_mm + b.z_mm};
}

BodyPoint operator-(const BodyPoint& a, const BodyPoint& b) {
  return {a.x_mm - b.x_mm, a.y_mm - b.y_mm, a.z_mm - b.z_mm};
}

BodyPoint operator*(double factor, const BodyPoint& a) {
  return {factor * a.x_mm, factor * a.y_mm, factor * a.z_mm};
}

double dot(const BodyPoint& a, const BodyPoint& b) {
  return a.x_mm * b.x_mm + a.y_mm * b.y_mm + a.z_mm * b.z_mm;
}

BodyPoint cross(const BodyPoint& a, const BodyPoint& b) {
  return {
      a.y_mm * b.z_mm - a.z_mm * b.y_mm,
      a.z_mm * b.x_mm - a.x_mm * b.z_mm,
      a.x_mm * b.y_mm - a.y_mm * b.x_mm};
}

double length(const BodyPoint& a) { return std::sqrt(dot(a, a)); }

/// A place of a frame as seen from the reference's long axis.
struct AtAxis {
  double across_mm = 0.0;       ///< to the right of a ventricle whose apex is up
  double along_fraction = 0.0;  ///< 0 at the base, 1 at the apex
};

AtAxis at_axis(shape::Point place, const ViewDisks& reference) {
  const LongAxis& axis = reference.disks.axis;
  const auto from_base = [&](shape::Point p) {
    return shape::Point{
        (p.x - axis.base.x) * reference.spacing_mm.x_mm,
        (p.y - axis.base.y) * reference.spacing_mm.y_mm};
  };
  const shape::Point apex_mm = from_base(axis.apex);
  const shape::Point place_mm = from_base(place);
  const double squared_length = apex_mm.x * apex_mm.x + apex_mm.y * apex_mm.y;
  return {
      .across_mm = (apex_mm.x * place_mm.y - apex_mm.y * place_mm.x) / std::sqrt(squared_length),
      .along_fraction = (apex_mm.x * place_mm.x + apex_mm.y * place_mm.y) / squared_length};
}

BodyPoint in_body(
    shape::Point two_chamber, shape::Point four_chamber, const BiplaneDisks& reference) {
  const AtAxis in_two = at_axis(two_chamber, reference.two_chamber);
  const AtAxis in_four = at_axis(four_chamber, reference.four_chamber);
  const double length_mm = std::max(
      reference.two_chamber.disks.axis.length_mm, reference.four_chamber.disks.axis.length_mm);
  return {
      .x_mm = in_four.across_mm,
      .y_mm = in_two.across_mm,
      .z_mm = length_mm * 0.5 * (in_two.along_fraction + in_four.along_fraction)};
}

std::vector<std::array<std::size_t, 3>> triangles_of_rings() {
  const std::size_t base_middle = kSurfaceRings * kSurfaceSectors;
  const std::size_t apex = base_middle + 1;
  const std::size_t last = (kSurfaceRings - 1) * kSurfaceSectors;
  std::vector<std::array<std::size_t, 3>> triangles;
  for (std::size_t sector = 0; sector < kSurfaceSectors; ++sector) {
    const std::size_t next = (sector + 1) % kSurfaceSectors;
    triangles.push_back({base_middle, next, sector});
    for (std::size_t below = 0; below < last; below += kSurfaceSectors) {
      const std::size_t above = below + kSurfaceSectors;
      triangles.push_back({below + sector, below + next, above + next});
      triangles.push_back({below + sector, above + next, above + sector});
    }
    triangles.push_back({last + sector, last + next, apex});
  }
  return triangles;
}

/// The point of a triangle that is nearest to p.
BodyPoint nearest_of_triangle(
    const BodyPoint& p, const BodyPoint& a, const BodyPoint& b, const BodyPoint& c) {
  const BodyPoint ab = b - a;
  const BodyPoint ac = c - a;
  const BodyPoint ap = p - a;
  const double d1 = dot(ab, ap);
  const double d2 = dot(ac, ap);
  if (d1 <= 0.0 && d2 <= 0.0) return a;
  const BodyPoint bp = p - b;
  const double d3 = dot(ab, bp);
  const double d4 = dot(ac, bp);
  if (d3 >= 0.0 && d4 <= d3) return b;
  const double vc = d1 * d4 - d3 * d2;
  if (vc <= 0.0 && d1 >= 0.0 && d3 <= 0.0) return a + (d1 / (d1 - d3)) * ab;
  const BodyPoint cp = p - c;
  const double d5 = dot(ab, cp);
  const double d6 = dot(ac, cp);
  if (d6 >= 0.0 && d5 <= d6) return c;
  const double vb = d5 * d2 - d1 * d6;
  if (vb <= 0.0 && d2 >= 0.0 && d6 <= 0.0) return a + (d2 / (d2 - d6)) * ac;
  const double va = d3 * d6 - d5 * d4;
  if (va <= 0.0 && d4 - d3 >= 0.0 && d5 - d6 >= 0.0) {
    return b + ((d4 - d3) / ((d4 - d3) + (d5 - d6))) * (c - b);
  }
  const double sum = va + vb + vc;
  return a + (vb / sum) * ab + (vc / sum) * ac;
}

/// How much of the sphere around p a triangle covers, in steradians; > 0 seen from inside.
double solid_angle(
    const BodyPoint& p,
    const BodyPoint& corner_a,
    const BodyPoint& corner_b,
    const BodyPoint& corner_c) {
  const BodyPoint a = corner_a - p;
  const BodyPoint b = corner_b - p;
  const BodyPoint c = corner_c - p;
  const double la = length(a);
  const double lb = length(b);
  const double lc = length(c);
  return 2.0 *
         std::atan2(
             dot(a, cross(b, c)), la * lb * lc + dot(a, b) * lc + dot(b, c) * la + dot(c, a) * lb);
}

double signed_distance_mm(const BodyPoint& p, const Surface& surface) {
  double nearest_squared = std::numeric_limits<double>::infinity();
  double angle = 0.0;
  for (const auto& [i, j, k] : surface.triangles) {
    const BodyPoint& a = surface.points[i];
    const BodyPoint& b = surface.points[j];
    const BodyPoint& c = surface.points[k];
    const BodyPoint away = p - nearest_of_triangle(p, a, b, c);
    nearest_squared = std::min(nearest_squared, dot(away, away));
    angle += solid_angle(p, a, b, c);
  }
  const bool is_inside = angle > 2.0 * std::numbers::pi;
  return (is_inside ? -1.0 : 1.0) * std::sqrt(nearest_squared);
}

}  // namespace

std::optional<BiplaneDisks> biplane_disks(
    const PerFrame<std::optional<Cavity>>& cavities, Instant instant) {
  const auto of_view = [&](View view) -> std::optional<ViewDisks> {
    const auto& cavity = cavities(view, instant);
    if (!cavity) return std::nullopt;
    const auto disks = ase_disks(cavity->mask, cavity->spacing_mm);
    if (!disks) return std::nullopt;
    return ViewDisks{*disks, cavity->spacing_mm};
  };
  const auto two_chamber = of_view(View::kTwoChamber);
  const auto four_chamber = of_view(View::kFourChamber);
  if (!two_chamber || !four_chamber) return std::nullopt;
  return BiplaneDisks{*two_chamber, *four_chamber};
}

Surface biplane_surface(const BiplaneDisks& disks, const BiplaneDisks& reference) {
  const Disks& two = disks.two_chamber.disks;
  const Disks& four = disks.four_chamber.disks;
  const BodyPoint base = in_body(two.axis.base, four.axis.base, reference);
  const BodyPoint apex = in_body(two.axis.apex, four.axis.apex, reference);
  const BodyPoint axis = apex - base;
  const BodyPoint up = (1.0 / length(axis)) * axis;
  const BodyPoint across = BodyPoint{.x_mm = 1.0} - up.x_mm * up;
  const BodyPoint to_x = (1.0 / length(across)) * across;
  const BodyPoint to_y = cross(up, to_x);

  Surface surface{.triangles = triangles_of_rings()};
  for (std::size_t ring = 0; ring < kSurfaceRings; ++ring) {
    const std::size_t disk = ring == 0 ? 0 : ring - 1;
    const double along = ring == 0 ? 0.0 : (static_cast<double>(disk) + 0.5) / kDiskCount;
    const BodyPoint middle = base + along * axis;
    for (std::size_t sector = 0; sector < kSurfaceSectors; ++sector) {
      const double angle = 2.0 * std::numbers::pi * static_cast<double>(sector) / kSurfaceSectors;
      surface.points.push_back(
          middle + (0.5 * four.diameters_mm.at(disk) * std::cos(angle)) * to_x +
          (0.5 * two.diameters_mm.at(disk) * std::sin(angle)) * to_y);
    }
  }
  surface.points.push_back(base);
  surface.points.push_back(apex);
  return surface;
}

std::vector<double> signed_distances_mm(std::span<const BodyPoint> points, const Surface& surface) {
  if (surface.triangles.empty()) {
    throw std::invalid_argument("a surface must have triangles, got none");
  }
  std::vector<double> distances;
  distances.reserve(points.size());
  for (const BodyPoint& p : points) distances.push_back(signed_distance_mm(p, surface));
  return distances;
}

}  // namespace segnoise::cardiac

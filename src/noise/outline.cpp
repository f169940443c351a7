#include "noise/outline.h"

#include "random/rng.h"
#include "shape/contours.h"
#include "shape/morphology.h"
#include "shape/rasterise.h"
#include "shape/simplify.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

namespace segnoise {
namespace {

void require_size(Size got, Size expected) {
  if (got == expected) return;
  const auto text = [](Size size) {
    return std::to_string(size.width) + " x " + std::to_string(size.height);
  };
  throw std::invalid_argument(
      "the mask must be of the frame's size " + text(expected) + ", got " + text(got));
}

void require_rings(std::size_t drawn, std::size_t rings) {
  if (drawn == rings) return;
  throw std::invalid_argument(
      "drawn for " + std::to_string(drawn) + " rings, but the outline has " +
      std::to_string(rings));
}

void require_length(double length_px, const char* name) {
  if (length_px >= 0.0 && std::isfinite(length_px)) return;
  throw std::invalid_argument(
      std::string(name) + " must be finite and >= 0, got " + std::to_string(length_px));
}

bool is_zero(const PerAxis& lengths) { return lengths.x_px == 0.0 && lengths.y_px == 0.0; }

bool inside(const Ring& ring, Size size) {
  return std::ranges::all_of(ring, [&](const Point& p) {
    return p.x >= 0.0 && p.x <= size.width && p.y >= 0.0 && p.y <= size.height;
  });
}

/// What a ring leaves on one side of a vertical or horizontal line: along <= limit, or >= limit.
Ring cut(const Ring& ring, double Point::*along, double Point::*across, double limit, double sign) {
  Ring left;
  left.reserve(ring.size() + 4);
  const auto depth = [&](const Point& p) { return sign * (limit - p.*along); };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& from = ring[i == 0 ? ring.size() - 1 : i - 1];
    const Point& to = ring[i];
    const double from_depth = depth(from);
    const double to_depth = depth(to);
    if ((from_depth < 0.0) != (to_depth < 0.0)) {
      Point crossing;
      crossing.*along = limit;
      crossing.*across =
          from.*across + (to.*across - from.*across) * (from_depth / (from_depth - to_depth));
      left.push_back(crossing);
    }
    if (to_depth >= 0.0) left.push_back(to);
  }
  return left;
}

/// The midpoints of the pixel edges that a traced ring is made of. Their line is as long as the
/// outline that the pixels stand for, where the staircase along the edges is up to √2 times longer.
Ring edge_midpoints(const Ring& traced) {
  Ring midpoints;
  for (std::size_t i = 0; i < traced.size(); ++i) {
    const Point& from = traced[i];
    const Point& to = traced[i + 1 == traced.size() ? 0 : i + 1];
    // One of the two is 0. A shift leaves rounding errors, and the frame may have cut an edge
    // short.
    const double length = std::abs(to.x - from.x) + std::abs(to.y - from.y);
    const double edges = std::max(1.0, std::round(length));
    for (int edge = 0; edge < static_cast<int>(edges); ++edge) {
      const double at = (edge + 0.5) / edges;
      midpoints.push_back({from.x + at * (to.x - from.x), from.y + at * (to.y - from.y)});
    }
  }
  return midpoints;
}

}  // namespace

Ring jittered(Ring ring, const PerAxis& spread, std::uint64_t key, std::uint64_t ring_index) {
  Rng rng(key, ring_index);
  for (Point& vertex : ring) {
    vertex.x += spread.x_px * rng.normal();
    vertex.y += spread.y_px * rng.normal();
  }
  return ring;
}

Ring clipped(Ring ring, Size size) {
  if (!inside(ring, size)) {
    ring = cut(ring, &Point::x, &Point::y, 0.0, -1.0);
    ring = cut(ring, &Point::x, &Point::y, size.width, 1.0);
    ring = cut(ring, &Point::y, &Point::x, 0.0, -1.0);
    ring = cut(ring, &Point::y, &Point::x, size.height, 1.0);
  }
  if (ring.size() < 3) ring.clear();
  return ring;
}

WorkingShape::WorkingShape(
    const Shape& shape, Size size, const std::optional<PerAxis>& outline_step)
    : shape_(shape),
      size_(size),
      outline_step_(outline_step),
      began_as_mask_(std::holds_alternative<Mask>(shape)) {
  if (outline_step && !(outline_step->x_px > 0.0 && outline_step->y_px > 0.0)) {
    throw std::invalid_argument("the outline step must be > 0");
  }
  if (began_as_mask_) {
    require_size(std::get<Mask>(shape).size(), size);
  } else {
    is_sampled_.assign(std::get<Polygon>(shape).size(), true);
  }
}

bool WorkingShape::empty() const {
  return std::visit([](const auto& shape) { return shape.empty(); }, shape_);
}

void WorkingShape::apply(const DrawnTolerances& tolerances) {
  Polygon& rings = outline();
  require_rings(tolerances.rings_px.size(), rings.size());
  for (std::size_t i = 0; i < rings.size(); ++i) {
    const double tolerance_px = tolerances.rings_px[i];
    require_length(tolerance_px, "tolerance");
    if (tolerance_px == 0.0) continue;
    sample(i);
    rings[i] = simplified(rings[i], tolerance_px);
  }
}

void WorkingShape::apply(const DrawnJitter& jitter) {
  Polygon& rings = outline();
  require_rings(jitter.rings.size(), rings.size());
  for (std::size_t i = 0; i < rings.size(); ++i) {
    const PerAxis& spread = jitter.rings[i];
    require_length(spread.x_px, "spread");
    require_length(spread.y_px, "spread");
    if (is_zero(spread)) continue;
    sample(i);
    rings[i] = clipped(jittered(std::move(rings[i]), spread, jitter.key, i), size_);
  }
  drop_empty_rings();
}

void WorkingShape::apply(const DrawnMorphology& morphology) {
  const Kernel kernel = morphology.kernel_px;
  if (kernel == Kernel{}) return;
  switch (morphology.kind) {
    case MorphologyKind::kDilation:
      shape_ = dilated(mask(), kernel);
      break;
    case MorphologyKind::kErosion:
      shape_ = eroded(mask(), kernel);
      break;
    case MorphologyKind::kOpening:
      shape_ = opened(mask(), kernel);
      break;
    case MorphologyKind::kClosing:
      shape_ = closed(mask(), kernel);
      break;
  }
}

void WorkingShape::apply(const DrawnShift& shift) {
  if (!std::isfinite(shift.by.x_px) || !std::isfinite(shift.by.y_px)) {
    throw std::invalid_argument("a shift must be finite");
  }
  if (is_zero(shift.by)) return;
  for (Ring& ring : outline()) {
    for (Point& vertex : ring) {
      vertex.x += shift.by.x_px;
      vertex.y += shift.by.y_px;
    }
    ring = clipped(std::move(ring), size_);
  }
  drop_empty_rings();
}

Shape WorkingShape::take() {
  if (began_as_mask_) (void)mask();
  return std::move(shape_);
}

Polygon& WorkingShape::outline() {
  if (const auto* traced = std::get_if<Mask>(&shape_)) {
    shape_ = trace(*traced);
    is_sampled_.assign(std::get<Polygon>(shape_).size(), !outline_step_);
  }
  return std::get<Polygon>(shape_);
}

const Mask& WorkingShape::mask() {
  if (const auto* outline = std::get_if<Polygon>(&shape_)) shape_ = rasterise(*outline, size_);
  return std::get<Mask>(shape_);
}

void WorkingShape::sample(std::size_t ring) {
  if (is_sampled_[ring]) return;
  is_sampled_[ring] = true;
  Ring& vertices = std::get<Polygon>(shape_)[ring];
  vertices = resampled(
      edge_midpoints(vertices), 1.0, {1.0 / outline_step_->x_px, 1.0 / outline_step_->y_px});
}

void WorkingShape::drop_empty_rings() {
  auto& rings = std::get<Polygon>(shape_);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    if (rings[i].empty()) continue;
    if (kept != i) rings[kept] = std::move(rings[i]);
    is_sampled_[kept] = is_sampled_[i];
    ++kept;
  }
  rings.resize(kept);
  is_sampled_.resize(kept);
}

}  // namespace segnoise

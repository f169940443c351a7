#include "core/noise/working_shape.h"

#include "core/shape/contours.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <variant>

namespace segnoise::noise {
namespace {

void require_size(shape::Size got, shape::Size expected) {
  if (got == expected) return;
  throw std::invalid_argument(
      "the mask must be of the frame's size " + shape::size_text(expected) + ", got " +
      shape::size_text(got));
}

bool has_pixels(const Instance& instance, shape::Size size) {
  if (const auto* mask = std::get_if<shape::Mask>(&instance.shape)) return !mask->empty();
  return !pixels_of(instance.shape, size, instance.fill_rule).empty();
}

bool inside(const shape::Ring& ring, shape::Size size) {
  return std::ranges::all_of(ring, [&](const shape::Point& p) {
    return p.x >= 0.0 && p.x <= size.width && p.y >= 0.0 && p.y <= size.height;
  });
}

/// What a ring leaves on one side of a vertical or horizontal line: along <= limit, or >= limit.
shape::Ring cut(
    const shape::Ring& ring,
    double shape::Point::*along,
    double shape::Point::*across,
    double limit,
    double sign) {
  shape::Ring left;
  left.reserve(ring.size() + 4);
  const auto depth = [&](const shape::Point& p) { return sign * (limit - p.*along); };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const shape::Point& from = ring[i == 0 ? ring.size() - 1 : i - 1];
    const shape::Point& to = ring[i];
    const double from_depth = depth(from);
    const double to_depth = depth(to);
    if ((from_depth < 0.0) != (to_depth < 0.0)) {
      shape::Point crossing;
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
shape::Ring edge_midpoints(const shape::Ring& traced) {
  shape::Ring midpoints;
  for (std::size_t i = 0; i < traced.size(); ++i) {
    const shape::Point& from = traced[i];
    const shape::Point& to = traced[i + 1 == traced.size() ? 0 : i + 1];
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

/// The same line with further vertices on it, so that no two neighbours lie farther apart.
shape::Ring dense(const shape::Ring& ring, double piece_px) {
  shape::Ring result;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const shape::Point& from = ring[i];
    const shape::Point& to = ring[i + 1 == ring.size() ? 0 : i + 1];
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double pieces = std::max(1.0, std::ceil(std::sqrt(dx * dx + dy * dy) / piece_px));
    for (int piece = 0; piece < static_cast<int>(pieces); ++piece) {
      const double at = piece / pieces;
      result.push_back({from.x + at * dx, from.y + at * dy});
    }
  }
  return result;
}

/// Whether a ring begins inside the others, by the even-odd rule: then its own inside is a hole.
bool is_within_others(const shape::Polygon& rings, std::size_t index) {
  if (rings[index].empty()) return false;
  const shape::Point& p = rings[index].front();
  bool is_inside = false;
  for (std::size_t other = 0; other < rings.size(); ++other) {
    const shape::Ring& ring = rings[other];
    for (std::size_t i = 0; other != index && i < ring.size(); ++i) {
      const shape::Point& a = ring[i];
      const shape::Point& b = ring[i + 1 == ring.size() ? 0 : i + 1];
      if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) {
        is_inside = !is_inside;
      }
    }
  }
  return is_inside;
}

}  // namespace

shape::Ring clipped(shape::Ring ring, shape::Size size) {
  if (!inside(ring, size)) {
    ring = cut(ring, &shape::Point::x, &shape::Point::y, 0.0, -1.0);
    ring = cut(ring, &shape::Point::x, &shape::Point::y, size.width, 1.0);
    ring = cut(ring, &shape::Point::y, &shape::Point::x, 0.0, -1.0);
    ring = cut(ring, &shape::Point::y, &shape::Point::x, size.height, 1.0);
  }
  if (ring.size() < 3) ring.clear();
  return ring;
}

WorkingShape::WorkingShape(
    const Shape& shape,
    shape::Size size,
    const std::optional<PerAxis>& outline_step,
    FillRule fill_rule)
    : shape_(shape),
      size_(size),
      outline_step_(outline_step),
      fill_rule_(fill_rule),
      began_as_mask_(std::holds_alternative<shape::Mask>(shape)) {
  if (outline_step && !(outline_step->x_px > 0.0 && outline_step->y_px > 0.0)) {
    throw std::invalid_argument("the outline step must be > 0");
  }
  if (began_as_mask_) {
    require_size(std::get<shape::Mask>(shape).size(), size);
  } else {
    is_traced_.assign(std::get<shape::Polygon>(shape).size(), false);
  }
}

bool WorkingShape::empty() const {
  return std::visit([](const auto& shape) { return shape.empty(); }, shape_);
}

void WorkingShape::move(const PerAxis& by) {
  if (!std::isfinite(by.x_px) || !std::isfinite(by.y_px)) {
    throw std::invalid_argument("a shift must be finite");
  }
  if (by == PerAxis{}) return;
  sampled_.reset();
  for (shape::Ring& ring : outline()) {
    for (shape::Point& vertex : ring) {
      vertex.x += by.x_px;
      vertex.y += by.y_px;
    }
    ring = clipped(std::move(ring), size_);
  }
  drop_empty_rings();
}

std::vector<bool> WorkingShape::holes() {
  const shape::Polygon& rings = outline();
  std::vector<bool> holes(rings.size());
  for (std::size_t i = 0; i < rings.size(); ++i) {
    holes[i] = fill_rule_ == FillRule::kEvenOdd &&
               (is_traced_[i] ? shape::signed_area(rings[i]) < 0.0 : is_within_others(rings, i));
  }
  return holes;
}

PixelBounds WorkingShape::bounds() const {
  if (const auto* mask = std::get_if<shape::Mask>(&shape_)) {
    const shape::Box box = mask->extent();
    return {
        {static_cast<double>(box.x), static_cast<double>(box.y)},
        {static_cast<double>(box.right()), static_cast<double>(box.bottom())}};
  }
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  PixelBounds bounds{{kInfinity, kInfinity}, {-kInfinity, -kInfinity}};
  for (const shape::Ring& ring : std::get<shape::Polygon>(shape_)) {
    for (const shape::Point& p : ring) {
      bounds.low = {std::min(bounds.low.x, p.x), std::min(bounds.low.y, p.y)};
      bounds.high = {std::max(bounds.high.x, p.x), std::max(bounds.high.y, p.y)};
    }
  }
  return bounds;
}

Shape WorkingShape::take() {
  if (began_as_mask_) (void)mask();
  return std::move(shape_);
}

std::optional<Instance> WorkingShape::as_instance(CategoryId category) && {
  Instance instance{.shape = take(), .category = category};
  instance.fill_rule = fill_rule_;
  if (!has_pixels(instance, size_)) return std::nullopt;
  return instance;
}

shape::Polygon& WorkingShape::outline() {
  if (const auto* traced = std::get_if<shape::Mask>(&shape_)) {
    shape_ = shape::trace(*traced);
    fill_rule_ = FillRule::kEvenOdd;
    is_traced_.assign(std::get<shape::Polygon>(shape_).size(), true);
    sampled_.reset();
  }
  return std::get<shape::Polygon>(shape_);
}

const shape::Mask& WorkingShape::mask() {
  if (std::holds_alternative<shape::Polygon>(shape_)) shape_ = pixels_of(shape_, size_, fill_rule_);
  return std::get<shape::Mask>(shape_);
}

shape::Ring WorkingShape::sampled(const shape::Ring& traced) const {
  return shape::resampled(
      edge_midpoints(traced), 1.0, {1.0 / outline_step_->x_px, 1.0 / outline_step_->y_px});
}

void WorkingShape::sample(std::size_t ring) {
  if (!is_traced_[ring]) return;
  is_traced_[ring] = false;
  if (!outline_step_) return;
  shape::Ring& vertices = std::get<shape::Polygon>(shape_)[ring];
  vertices = sampled_ ? (*sampled_)[ring] : sampled(vertices);
}

void WorkingShape::sample_ahead() {
  if (!outline_step_ || sampled_) return;
  const shape::Polygon& rings = outline();
  shape::Polygon samples(rings.size());
  for (std::size_t i = 0; i < rings.size(); ++i) {
    if (is_traced_[i]) samples[i] = sampled(rings[i]);
  }
  sampled_ = std::make_shared<const shape::Polygon>(std::move(samples));
}

void WorkingShape::make_dense(std::size_t ring, double piece_px) {
  shape::Ring& vertices = std::get<shape::Polygon>(shape_)[ring];
  if (is_traced_[ring]) {
    is_traced_[ring] = false;
    vertices = edge_midpoints(vertices);
  } else {
    vertices = dense(clipped(std::move(vertices), size_), piece_px);
  }
}

void WorkingShape::drop_empty_rings() {
  auto& rings = std::get<shape::Polygon>(shape_);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    if (rings[i].empty()) continue;
    if (kept != i) rings[kept] = std::move(rings[i]);
    is_traced_[kept] = is_traced_[i];
    ++kept;
  }
  if (kept < rings.size()) sampled_.reset();
  rings.resize(kept);
  is_traced_.resize(kept);
}

}  // namespace segnoise::noise

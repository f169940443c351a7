#include "core/shape/polygon.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::shape {
namespace {

constexpr double kMostPieces = 1e8;

double distance(const Point& a, const Point& b, const Spacing& scale) {
  // Not std::hypot, whose last digit differs between C libraries.
  const double dx = (b.x - a.x) * scale.x_mm;
  const double dy = (b.y - a.y) * scale.y_mm;
  return std::sqrt(dx * dx + dy * dy);
}

const Point& next_vertex(const Ring& ring, std::size_t i) {
  return ring[i + 1 < ring.size() ? i + 1 : 0];
}

}  // namespace

double signed_area(const Ring& ring) {
  if (ring.size() < 3) return 0.0;
  // Relative to the first vertex, so that a small ring far from the origin loses no digits.
  const Point& origin = ring.front();
  double twice = 0.0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[i + 1];
    twice += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
  }
  return twice / 2.0;
}

double perimeter(const Ring& ring, const Spacing& scale) {
  double length = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    length += distance(ring[i], next_vertex(ring, i), scale);
  }
  return length;
}

Ring resampled(const Ring& ring, double step, const Spacing& scale) {
  if (!std::isfinite(step) || step <= 0.0) {
    throw std::invalid_argument("step must be finite and > 0, got " + std::to_string(step));
  }
  if (ring.empty()) return {};
  const double length = perimeter(ring, scale);
  const double pieces = std::max(3.0, std::round(length / step));
  if (!(pieces <= kMostPieces)) {
    throw std::invalid_argument(
        "step " + std::to_string(step) + " is too small for a ring of length " +
        std::to_string(length));
  }
  const auto count = static_cast<std::size_t>(pieces);

  Ring result;
  result.reserve(count);
  result.push_back(ring.front());
  double passed = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = next_vertex(ring, i);
    const double edge = distance(a, b, scale);
    while (result.size() < count) {
      const double at = length * static_cast<double>(result.size()) / pieces;
      if (at > passed + edge) break;
      const double t = edge > 0.0 ? (at - passed) / edge : 0.0;
      result.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
    }
    passed += edge;
  }
  return result;
}

Polygon clamped(Polygon polygon, Size size) {
  for (Ring& ring : polygon) {
    for (Point& point : ring) {
      point.x = std::clamp(point.x, 0.0, static_cast<double>(size.width));
      point.y = std::clamp(point.y, 0.0, static_cast<double>(size.height));
    }
  }
  return polygon;
}

}  // namespace segnoise::shape

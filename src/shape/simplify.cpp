#include "shape/simplify.h"

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

struct Farthest {
  std::size_t index = 0;
  double squared = -1.0;  ///< distance², px²; < 0 if there is no vertex
};

double squared_distance(const Point& a, const Point& b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  return dx * dx + dy * dy;
}

/// Of the vertices strictly between two, the one farthest from the segment that joins those.
///
/// @param last  up to the ring's size, which stands for its first vertex
Farthest farthest_between(const Ring& ring, std::size_t first, std::size_t last) {
  const Point& a = ring[first];
  const Point& b = ring[last < ring.size() ? last : 0];
  const double ux = b.x - a.x;
  const double uy = b.y - a.y;
  const double length2 = ux * ux + uy * uy;
  Farthest found;
  for (std::size_t i = first + 1; i < last; ++i) {
    const double px = ring[i].x - a.x;
    const double py = ring[i].y - a.y;
    const double along = px * ux + py * uy;
    const double across = px * uy - py * ux;
    double squared = 0.0;
    if (along <= 0.0) {
      squared = px * px + py * py;
    } else if (along >= length2) {
      squared = squared_distance(ring[i], b);
    } else {
      squared = across * across / length2;
    }
    if (squared > found.squared) found = {i, squared};
  }
  return found;
}

std::size_t farthest_from_first(const Ring& ring) {
  Farthest found;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const double squared = squared_distance(ring.front(), ring[i]);
    if (squared > found.squared) found = {i, squared};
  }
  return found.index;
}

}  // namespace

Ring simplified(const Ring& ring, double tolerance_px) {
  if (!std::isfinite(tolerance_px) || tolerance_px < 0.0) {
    throw std::invalid_argument(
        "tolerance_px must be finite and >= 0, got " + std::to_string(tolerance_px));
  }
  constexpr std::size_t kFewest = 3;
  if (ring.size() <= kFewest || tolerance_px == 0.0) return ring;

  const std::size_t opposite = farthest_from_first(ring);
  std::vector<char> is_kept(ring.size(), 0);
  is_kept[0] = 1;
  is_kept[opposite] = 1;
  std::size_t kept = 2;

  const double tolerance2 = tolerance_px * tolerance_px;
  std::vector<std::pair<std::size_t, std::size_t>> pieces{{0, opposite}, {opposite, ring.size()}};
  Farthest third;
  while (!pieces.empty()) {
    const auto [first, last] = pieces.back();
    pieces.pop_back();
    const Farthest found = farthest_between(ring, first, last);
    if (found.squared > tolerance2) {
      is_kept[found.index] = 1;
      ++kept;
      pieces.emplace_back(first, found.index);
      pieces.emplace_back(found.index, last);
    } else if (
        found.squared > third.squared ||
        (found.squared == third.squared && found.index < third.index)) {
      third = found;
    }
  }
  if (kept < kFewest) {
    is_kept[third.index] = 1;
    ++kept;
  }

  Ring result;
  result.reserve(kept);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    if (is_kept[i] != 0) result.push_back(ring[i]);
  }
  return result;
}

}  // namespace segnoise

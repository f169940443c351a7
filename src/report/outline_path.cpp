#include "report/outline_path.h"

#include <cmath>
#include <cstddef>

namespace segnoise {
namespace {

bool is_traced(const Ring& ring) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i];
    const Point b = ring[(i + 1) % ring.size()];
    const bool whole = a.x == std::floor(a.x) && a.y == std::floor(a.y);
    if (!whole || (a.x != b.x && a.y != b.y)) return false;
  }
  return true;
}

Ring edge_middles(const Ring& ring) {
  Ring middles;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i];
    const Point b = ring[(i + 1) % ring.size()];
    const double length = std::abs(b.x - a.x) + std::abs(b.y - a.y);
    for (double done = 0.5; done < length; done += 1.0) {
      middles.push_back({a.x + (b.x - a.x) * done / length, a.y + (b.y - a.y) * done / length});
    }
  }
  return middles;
}

}  // namespace

Ring drawn_ring(const Ring& ring) { return is_traced(ring) ? edge_middles(ring) : ring; }

}  // namespace segnoise

#include "show/pictures/outline_path.h"

#include <cmath>
#include <cstddef>

namespace segnoise::pictures {
namespace {

bool is_traced(const shape::Ring& ring) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const shape::Point a = ring[i];
    const shape::Point b = ring[(i + 1) % ring.size()];
    const bool whole = a.x == std::floor(a.x) && a.y == std::floor(a.y);
    if (!whole || (a.x != b.x && a.y != b.y)) return false;
  }
  return true;
}

shape::Ring edge_middles(const shape::Ring& ring) {
  shape::Ring middles;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const shape::Point a = ring[i];
    const shape::Point b = ring[(i + 1) % ring.size()];
    const double length = std::abs(b.x - a.x) + std::abs(b.y - a.y);
    for (double done = 0.5; done < length; done += 1.0) {
      middles.push_back({a.x + (b.x - a.x) * done / length, a.y + (b.y - a.y) * done / length});
    }
  }
  return middles;
}

}  // namespace

shape::Ring drawn_ring(const shape::Ring& ring) {
  return is_traced(ring) ? edge_middles(ring) : ring;
}

}  // namespace segnoise::pictures

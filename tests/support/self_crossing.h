#pragma once

#include "core/shape/polygon.h"

#include <algorithm>
#include <cstddef>

namespace segnoise::testing {

/// Whether two sides of a ring that are no neighbours cross.
inline bool crosses_itself(const shape::Ring& ring) {
  const auto side = [](const shape::Point& a, const shape::Point& b, const shape::Point& p) {
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
  };
  const std::size_t n = ring.size();
  for (std::size_t i = 0; i < n; ++i) {
    const shape::Point& a = ring[i];
    const shape::Point& b = ring[(i + 1) % n];
    const auto [left, right] = std::minmax(a.x, b.x);
    for (std::size_t j = i + 2; j < n - (i == 0 ? 1 : 0); ++j) {
      const shape::Point& c = ring[j];
      const shape::Point& d = ring[(j + 1) % n];
      if (std::max(c.x, d.x) < left || std::min(c.x, d.x) > right) continue;
      if (side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0) return true;
    }
  }
  return false;
}

}  // namespace segnoise::testing

#pragma once

#include "core/shape/geometry.h"
#include "core/shape/mask.h"
#include "core/shape/polygon.h"
#include "core/shape/rle.h"
#include "support/shapes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

/// What the COCO API does (maskApi.c), step by step and pixel by pixel: the reference of the tests.
namespace segnoise::testing {

/// The runs of a mask, asking every pixel.
[[nodiscard]] inline shape::RunLengths naive_run_lengths(const shape::Mask& mask) {
  std::vector<std::uint32_t> counts{0};
  bool last = false;
  for (int x = 0; x < mask.size().width; ++x) {
    for (int y = 0; y < mask.size().height; ++y) {
      if (mask(x, y) != last) counts.push_back(0);
      last = mask(x, y);
      ++counts.back();
    }
  }
  return {mask.size(), counts};
}

/// The mask of some runs, setting every pixel.
[[nodiscard]] inline shape::Mask naive_mask(const shape::RunLengths& runs) {
  const shape::Size size = runs.size();
  shape::Mask mask(size, shape::frame_box(size));
  std::size_t at = 0;
  for (std::size_t i = 0; i < runs.counts().size(); ++i) {
    for (std::uint32_t pixel = 0; pixel < runs.counts()[i]; ++pixel, ++at) {
      const auto height = static_cast<std::size_t>(size.height);
      if (i % 2 == 1) mask.set(static_cast<int>(at / height), static_cast<int>(at % height));
    }
  }
  return mask;
}

/// A place on a boundary in whole fifths of a pixel.
struct BoundaryStep {
  int u = 0;
  int v = 0;
};

// NOLINTBEGIN(bugprone-incorrect-roundings): as the API rounds.

/// Every fifth of a pixel along the boundary, in the order of the ring.
[[nodiscard]] inline std::vector<BoundaryStep> naive_boundary(const shape::Ring& ring) {
  constexpr double kScale = 5;
  std::vector<BoundaryStep> vertices;
  for (const shape::Point& p : ring) {
    vertices.push_back({static_cast<int>(kScale * p.x + .5), static_cast<int>(kScale * p.y + .5)});
  }
  std::vector<BoundaryStep> steps;
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const auto [x0, y0] = vertices[i];
    const auto [x1, y1] = vertices[(i + 1) % vertices.size()];
    const int dx = std::abs(x1 - x0);
    const int dy = std::abs(y1 - y0);
    const int length = std::max(dx, dy);
    const bool along_x = dx >= dy;
    const bool is_flipped = along_x ? x0 > x1 : y0 > y1;
    const BoundaryStep begin = is_flipped ? BoundaryStep{x1, y1} : BoundaryStep{x0, y0};
    const BoundaryStep end = is_flipped ? BoundaryStep{x0, y0} : BoundaryStep{x1, y1};
    // Of a vertex that is repeated the API divides 0 by 0; its y is never looked at.
    const double slope = length == 0 ? 0.0
                         : along_x   ? static_cast<double>(end.v - begin.v) / dx
                                     : static_cast<double>(end.u - begin.u) / dy;
    for (int d = 0; d <= length; ++d) {
      const int t = is_flipped ? length - d : d;
      if (along_x) {
        steps.push_back({t + begin.u, static_cast<int>(begin.v + slope * t + .5)});
      } else {
        steps.push_back({static_cast<int>(begin.u + slope * t + .5), t + begin.v});
      }
    }
  }
  return steps;
}

// NOLINTEND(bugprone-incorrect-roundings)

/// The API's rleFrPoly().
[[nodiscard]] inline shape::RunLengths naive_coco_ring(const shape::Ring& ring, shape::Size size) {
  const std::vector<BoundaryStep> steps = naive_boundary(ring);
  std::vector<std::int64_t> toggles;
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const auto [u0, v0] = steps[i - 1];
    const auto [u1, v1] = steps[i];
    if (u0 == u1) continue;
    const double x = ((u1 < u0 ? u1 : u1 - 1) + .5) / 5.0 - .5;
    if (std::floor(x) != x || x < 0 || x > size.width - 1) continue;
    const double y = (std::min(v0, v1) + .5) / 5.0 - .5;
    const double row = std::ceil(std::clamp(y, 0.0, static_cast<double>(size.height)));
    toggles.push_back(static_cast<std::int64_t>(x) * size.height + static_cast<std::int64_t>(row));
  }
  toggles.push_back(static_cast<std::int64_t>(size.pixel_count()));
  std::ranges::sort(toggles);
  std::vector<std::uint32_t> gaps;
  std::int64_t last = 0;
  for (const std::int64_t toggle : toggles) {
    gaps.push_back(static_cast<std::uint32_t>(toggle - last));
    last = toggle;
  }
  std::vector<std::uint32_t> counts{gaps.front()};
  for (std::size_t i = 1; i < gaps.size(); ++i) {
    if (gaps[i] > 0) {
      counts.push_back(gaps[i]);
    } else if (++i < gaps.size()) {
      counts.back() += gaps[i];
    }
  }
  return {size, counts};
}

/// The union of rings.
[[nodiscard]] inline shape::Mask naive_coco_mask(const shape::Polygon& rings, shape::Size size) {
  shape::Mask mask(size);
  for (const shape::Ring& ring : rings) mask = mask | naive_mask(naive_coco_ring(ring, size));
  return mask;
}

}  // namespace segnoise::testing

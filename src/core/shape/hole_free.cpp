#include "core/shape/hole_free.h"

#include "core/shape/components.h"
#include "core/shape/contours.h"

#include <algorithm>
#include <iterator>

namespace segnoise::shape {
namespace {

/// The cuts that lead away from a hole, at the upper ends of its outermost columns.
void add_cuts(const Ring& hole, RowCuts& cuts) {
  const auto x_then_y = [](const Point& a, const Point& b) {
    return a.x < b.x || (a.x == b.x && a.y < b.y);
  };
  const auto right_then_y = [](const Point& a, const Point& b) {
    return a.x > b.x || (a.x == b.x && a.y < b.y);
  };
  const Point left = *std::ranges::min_element(hole, x_then_y);
  const Point right = *std::ranges::min_element(hole, right_then_y);
  cuts.ending.emplace_back(static_cast<int>(left.y), static_cast<int>(left.x));
  cuts.beginning.emplace_back(static_cast<int>(right.y), static_cast<int>(right.x));
}

}  // namespace

HoleFreeOutline trace_without_holes(const Mask& mask) {
  HoleFreeOutline outline{.rings = trace(mask)};
  RowCuts cuts;
  for (const Ring& ring : outline.rings) {
    if (signed_area(ring) < 0.0) add_cuts(ring, cuts);
  }
  outline.holes = cuts.ending.size();
  if (outline.holes == 0) return outline;
  std::ranges::sort(cuts.ending);
  std::ranges::sort(cuts.beginning);
  outline.rings.clear();
  for (const Mask& part : components(mask, cuts)) {
    std::ranges::move(trace(part), std::back_inserter(outline.rings));
  }
  return outline;
}

}  // namespace segnoise::shape

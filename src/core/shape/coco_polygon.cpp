#include "core/shape/coco_polygon.h"

#include "core/shape/column_toggles.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::shape {
namespace {

constexpr int kFifths = 5;  ///< of a pixel, what the COCO API rounds vertices to
constexpr int kMiddle = 2;  ///< the fifth of a pixel that holds its centre

/// A vertex in whole fifths of a pixel.
struct FifthsPoint {
  int x = 0;
  int y = 0;
};

/// The number of pixels, from 0 and up to a limit, whose middle fifth lies before a place.
int middles_before(int fifths, int limit) {
  const unsigned inside = static_cast<unsigned>(std::max(fifths, 0));
  return std::min(static_cast<int>((inside + kMiddle) / kFifths), limit);
}

/// A closed ring in fifths of a pixel, its first vertex repeated at its end.
struct FifthsRing {
  std::vector<FifthsPoint> points;
  Box box;  ///< the pixels that it may hold, within the frame
};

/// A half is added before, as the API does: so negative numbers are not rounded to the nearest.
int cut_off(double value) { return static_cast<int>(value); }

int fifths_of(double coordinate_px) {
  if (!(std::abs(coordinate_px) <= kMaxCocoCoordinate_px)) {
    throw std::invalid_argument(
        "a COCO polygon's coordinates must lie within 10^6 pixels of 0, got " +
        std::to_string(coordinate_px));
  }
  return cut_off(kFifths * coordinate_px + 0.5);
}

FifthsRing in_fifths(const Ring& ring, Size size) {
  FifthsRing result;
  if (ring.empty()) return result;
  result.points.reserve(ring.size() + 1);
  for (const Point& point : ring) {
    result.points.push_back({fifths_of(point.x), fifths_of(point.y)});
  }
  FifthsPoint low = result.points.front();
  FifthsPoint high = low;
  for (const FifthsPoint& point : result.points) {
    low = {std::min(low.x, point.x), std::min(low.y, point.y)};
    high = {std::max(high.x, point.x), std::max(high.y, point.y)};
  }
  result.points.push_back(result.points.front());
  const int x = middles_before(low.x, size.width);
  const int y = middles_before(low.y, size.height);
  result.box = {
      x, y, middles_before(high.x, size.width) - x, middles_before(high.y, size.height) - y};
  return result;
}

/// Columns [begin, end) over whose middle an edge leads.
struct Columns {
  int begin = 0;
  int end = 0;
};

/// Toggles of an edge at most as steep as a diagonal: the API makes a step for each fifth of x, and
/// takes the upper end of the one that leads over a column's middle.
template <class Flip>
void cross_flat(FifthsPoint left, FifthsPoint right, Columns columns, int height, Flip flip) {
  const double y = left.y;
  const double slope = static_cast<double>(right.y - left.y) / (right.x - left.x);
  double step = kFifths * columns.begin + kMiddle - left.x + (slope < 0.0 ? 1 : 0);
  for (int column = columns.begin; column < columns.end; ++column) {
    flip(column, middles_before(cut_off(y + slope * step + 0.5), height));
    step += kFifths;
  }
}

/// Toggles of an edge steeper than a diagonal: the API makes a step for each fifth of y, and takes
/// the upper end of the one after which x, rounded, is beyond a column's middle.
template <class Flip>
void cross_steep(FifthsPoint top, FifthsPoint bottom, Columns columns, int height, Flip flip) {
  const double x = top.x;
  const double slope = static_cast<double>(bottom.x - top.x) / (bottom.y - top.y);
  const double inverse = static_cast<double>(bottom.y - top.y) / (bottom.x - top.x);
  const bool is_rightwards = slope > 0.0;
  double beyond = kFifths * columns.begin + kMiddle + 1;
  for (int column = columns.begin; column < columns.end; ++column) {
    const auto has_crossed = [=](int step) {
      return (x + slope * step + 0.5 >= beyond) == is_rightwards;
    };
    // Almost always right; where it is not, the API's own rounding decides.
    int step = cut_off((beyond - 0.5 - x) * inverse);
    while (has_crossed(step)) --step;
    while (!has_crossed(step + 1)) ++step;
    flip(column, middles_before(top.y + step, height));
    beyond += kFifths;
  }
}

/// Calls flip(column, row) for every toggle of a ring, row in [box.y, box.bottom()].
template <class Flip>
void for_each_toggle(const FifthsRing& ring, Size size, Flip flip) {
  for (std::size_t i = 1; i < ring.points.size(); ++i) {
    const FifthsPoint a = ring.points[i - 1];
    const FifthsPoint b = ring.points[i];
    const Columns columns{
        middles_before(std::min(a.x, b.x), size.width),
        middles_before(std::max(a.x, b.x), size.width)};
    if (columns.begin == columns.end) continue;
    // From left to right or from top to bottom, whichever way the ring goes.
    if (std::abs(b.x - a.x) >= std::abs(b.y - a.y)) {
      cross_flat(a.x < b.x ? a : b, a.x < b.x ? b : a, columns, size.height, flip);
    } else {
      cross_steep(a.y < b.y ? a : b, a.y < b.y ? b : a, columns, size.height, flip);
    }
  }
}

Mask mask_of_ring(const Ring& ring, Size size) {
  const FifthsRing fifths = in_fifths(ring, size);
  Mask mask(size, fifths.box);
  if (fifths.box.empty()) return mask;
  MaskToggles toggles(mask);
  for_each_toggle(fifths, size, [&](int x, int y) { toggles.flip(x, y); });
  toggles.fill_down();
  return mask;
}

RunLengths rle_of_ring(const Ring& ring, Size size) {
  const FifthsRing fifths = in_fifths(ring, size);
  ColumnToggles toggles(size, fifths.box);
  for_each_toggle(fifths, size, [&](int x, int y) { toggles.flip(x, y); });
  return toggles.run_lengths();
}

}  // namespace

Mask coco_mask(const Polygon& rings, Size size) {
  if (rings.empty()) return Mask(size);
  Mask mask = mask_of_ring(rings.front(), size);
  for (std::size_t i = 1; i < rings.size(); ++i) mask = mask | mask_of_ring(rings[i], size);
  return mask;
}

RunLengths coco_rle(const Polygon& rings, Size size) {
  RunLengths runs = rings.empty() ? run_lengths(Mask(size)) : rle_of_ring(rings.front(), size);
  for (std::size_t i = 1; i < rings.size(); ++i) runs = runs | rle_of_ring(rings[i], size);
  return runs;
}

}  // namespace segnoise::shape

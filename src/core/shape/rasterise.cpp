#include "core/shape/rasterise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>

namespace segnoise::shape {
namespace {

using Word = Mask::Word;

struct Extremes {
  Point low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  Point high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
};

Extremes extremes(const Polygon& polygon) {
  Extremes found;
  for (const Ring& ring : polygon) {
    for (const Point& point : ring) {
      if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
        throw std::invalid_argument(
            "a polygon's coordinates must be finite, got (" + std::to_string(point.x) + ", " +
            std::to_string(point.y) + ")");
      }
      found.low = {std::min(found.low.x, point.x), std::min(found.low.y, point.y)};
      found.high = {std::max(found.high.x, point.x), std::max(found.high.y, point.y)};
    }
  }
  return found;
}

/// The first pixel whose centre is at or beyond a coordinate, within [low, high].
int first_centre(double coordinate, int low, int high) {
  const double pixel = coordinate - 0.5;
  if (!(pixel > low)) return low;
  if (pixel > high - 1) return high;
  // Now low < pixel <= high - 1, so that the conversion rounds towards low.
  const int below = static_cast<int>(pixel - low) + low;
  return below + (below < pixel ? 1 : 0);
}

/// Flips, in every row that an edge crosses, the first pixel at or right of the crossing.
class CrossingFlipper {
 public:
  explicit CrossingFlipper(Mask& mask)
      : mask_(mask),
        window_(mask.window()),
        columns_(std::min(window_.right(), mask.size().width) - window_.x) {}

  void flip(const Point& a, const Point& b) {
    if (a.y == b.y) return;
    // From top to bottom whichever way the edge is walked, so that it always crosses alike.
    const Point& top = a.y < b.y ? a : b;
    const Point& bottom = a.y < b.y ? b : a;
    const int end = first_centre(bottom.y, window_.y, window_.bottom());
    for (int y = first_centre(top.y, window_.y, window_.bottom()); y < end;) {
      const int count = std::min(end - y, kRows);
      if (is_huge(top) || is_huge(bottom)) {
        cross_huge(top, bottom, y, count);
      } else {
        cross(top, bottom, y, count);
      }
      flip_rows(y, count);
      y += count;
    }
  }

 private:
  static constexpr int kRows = 64;

  static bool is_huge(const Point& point) {
    constexpr double kHuge = 1e100;
    return std::abs(point.x) > kHuge || std::abs(point.y) > kHuge;
  }

  /// Finds where the edge crosses some rows, in columns of the window from the first pixel's
  /// centre, clamped to [0, columns_]. All in doubles, of which the compiler treats several at
  /// once.
  void cross(const Point& top, const Point& bottom, int y, int count) {
    const double left = window_.x + 0.5;
    const double columns = columns_;
    const Point start = top;
    const double width = bottom.x - top.x;
    const double height = bottom.y - top.y;
    double* const crossings = crossings_.data();
    for (int i = 0; i < count; ++i) {
      // Multiplied before it is divided: exact where the crossing is at a pixel's centre.
      const double x = start.x + width * (y + i + 0.5 - start.y) / height;
      crossings[i] = std::min(std::max(0.0, x - left), columns);
    }
  }

  /// The same without products and differences that overflow.
  void cross_huge(const Point& top, const Point& bottom, int y, int count) {
    const double left = window_.x + 0.5;
    const double half_height = bottom.y / 2 - top.y / 2;
    for (int i = 0; i < count; ++i) {
      const double part = ((y + i + 0.5) / 2 - top.y / 2) / half_height;
      const double x = (1.0 - part) * top.x + part * bottom.x;
      crossings_[static_cast<std::size_t>(i)] =
          std::min(std::max(0.0, x - left), static_cast<double>(columns_));
    }
  }

  void flip_rows(int y, int count) {
    Word* row = mask_.row(y).data();
    const std::size_t stride = mask_.words_per_row();
    for (const double crossing : std::span(crossings_).first(static_cast<std::size_t>(count))) {
      const int below = static_cast<int>(crossing);
      const int column = below + (below < crossing ? 1 : 0);
      const auto bit = static_cast<unsigned>(column);
      if (column < columns_) row[bit / Mask::kWordBits] ^= Word{1} << (bit % Mask::kWordBits);
      row += stride;
    }
  }

  Mask& mask_;
  Box window_;
  int columns_;  ///< of the window, as far as they lie in the frame
  std::array<double, kRows> crossings_{};
};

/// Every bit becomes the parity of itself and all bits to its left.
void fill(Mask& mask) {
  for (Word& word : mask.words()) {
    word ^= word << 1;
    word ^= word << 2;
    word ^= word << 4;
    word ^= word << 8;
    word ^= word << 16;
    word ^= word << 32;
  }
  const Word last_bits = mask.last_word_bits();
  for (int y = mask.window().y; y < mask.window().bottom(); ++y) {
    Word carry = 0;
    const auto row = mask.row(y);
    for (Word& word : row) {
      word ^= carry;
      carry = Word{0} - (word >> (Mask::kWordBits - 1));
    }
    row.back() &= last_bits;
  }
}

}  // namespace

Mask rasterise(const Polygon& polygon, Size size) {
  const auto [low, high] = extremes(polygon);
  if (!(low.x <= high.x)) return Mask(size);
  const int x = first_centre(low.x, 0, size.width);
  const int y = first_centre(low.y, 0, size.height);
  const Box box{
      x, y, first_centre(high.x, 0, size.width) - x, first_centre(high.y, 0, size.height) - y};
  Mask mask(size, box);
  if (mask.window().empty()) return mask;

  CrossingFlipper flipper(mask);
  for (const Ring& ring : polygon) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      flipper.flip(ring[i], ring[i + 1 < ring.size() ? i + 1 : 0]);
    }
  }
  fill(mask);
  return mask;
}

}  // namespace segnoise::shape

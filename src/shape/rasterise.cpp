#include "shape/rasterise.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

namespace segnoise {
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

/// Where a line crosses row centres, computed alike whichever way it is walked.
class Line {
 public:
  /// @param top, bottom  its ends, top.y < bottom.y
  Line(const Point& top, const Point& bottom)
      : top_(top),
        low_x_(std::min(top.x, bottom.x)),
        high_x_(std::max(top.x, bottom.x)),
        width_(bottom.x - top.x),
        height_(bottom.y - top.y) {
    const double largest = std::max(
        std::max(std::abs(top.x), std::abs(bottom.x)),
        std::max(std::abs(top.y), std::abs(bottom.y)));
    is_huge_ = largest > kHuge;
    bottom_ = bottom;
  }

  [[nodiscard]] double x_at(double y) const {
    // Multiplied before it is divided: exact where a crossing at a pixel's centre is a number.
    const double x = is_huge_ ? x_of_huge(y) : top_.x + width_ * (y - top_.y) / height_;
    return std::clamp(x, low_x_, high_x_);
  }

 private:
  static constexpr double kHuge = 1e100;

  /// Without products that overflow.
  [[nodiscard]] double x_of_huge(double y) const {
    const double part = (y / 2 - top_.y / 2) / (bottom_.y / 2 - top_.y / 2);
    return (1.0 - part) * top_.x + part * bottom_.x;
  }

  Point top_;
  Point bottom_;
  double low_x_;
  double high_x_;
  double width_;
  double height_;
  bool is_huge_ = false;
};

/// Flips, in every row that the edge crosses, the first pixel to the right of the crossing.
void flip_crossings(Mask& mask, const Point& a, const Point& b) {
  if (a.y == b.y) return;
  const Point& top = a.y < b.y ? a : b;
  const Point& bottom = a.y < b.y ? b : a;
  const Box& window = mask.window();
  const int right = std::min(window.right(), mask.size().width);
  const int begin = first_centre(top.y, window.y, window.bottom());
  const int end = first_centre(bottom.y, window.y, window.bottom());
  const Line line(top, bottom);
  for (int y = begin; y < end; ++y) {
    const int x = first_centre(line.x_at(y + 0.5), window.x, right);
    if (x < right) mask.set(x, y, !mask(x, y));
  }
}

/// Every bit becomes the parity of itself and all bits to its left.
void fill_row(std::span<Word> row) {
  Word carry = 0;
  for (Word& word : row) {
    for (int step = 1; step < Mask::kWordBits; step *= 2) word ^= word << step;
    word ^= carry;
    carry = Word{0} - (word >> (Mask::kWordBits - 1));
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
  const Box& window = mask.window();
  if (window.empty()) return mask;

  for (const Ring& ring : polygon) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      flip_crossings(mask, ring[i], ring[i + 1 < ring.size() ? i + 1 : 0]);
    }
  }
  const Word last_bits = mask.last_word_bits();
  for (int row = window.y; row < window.bottom(); ++row) {
    fill_row(mask.row(row));
    mask.row(row).back() &= last_bits;
  }
  return mask;
}

}  // namespace segnoise

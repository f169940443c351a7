#include "core/metrics/boundary_distance.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::metrics {
namespace {

using Word = shape::Mask::Word;

constexpr int kTopBit = shape::Mask::kWordBits - 1;

/// Points of a grid, and the search for the nearest of them.
///
/// Rows are packed as in Mask, with an empty word before each and after it.
class Points {
 public:
  /// Without a point.
  /// @param window  where points may be; x and width multiples of 64
  Points(const shape::Box& window, const shape::Spacing& spacing_mm)
      : window_(window),
        stride_(static_cast<std::size_t>(window.width / shape::Mask::kWordBits) + 2),
        words_(stride_ * static_cast<std::size_t>(window.height)),
        squared_x_(spacing_mm.x_mm * spacing_mm.x_mm),
        squared_y_(spacing_mm.y_mm * spacing_mm.y_mm) {}

  /// Row y of the window, to be filled.
  [[nodiscard]] std::span<Word> row(int y) { return {row_begin(y) + 1, stride_ - 2}; }

  /// Calls visit(x, y) for every point.
  template <class Visit>
  void for_each(Visit visit) const {
    for (int y = window_.y; y < window_.bottom(); ++y) {
      const Word* const row = row_begin(y);
      for (std::size_t i = 1; i + 1 < stride_; ++i) {
        const int x = window_.x + (static_cast<int>(i) - 1) * shape::Mask::kWordBits;
        for (Word bits = row[i]; bits != 0; bits &= bits - 1) visit(x + std::countr_zero(bits), y);
      }
    }
  }

  /// Squared distance to the nearest point, looking at rows from the nearest to the farthest.
  [[nodiscard]] double squared_mm(int x, int y) const {
    double best = std::numeric_limits<double>::infinity();
    int reach = kNone - 1;  // columns that can still be nearer than the best
    const auto look_at = [&](int row, double rows_squared) {
      const int columns = columns_to(x, row, reach);
      if (columns > reach) return;
      const double squared = rows_squared + squared_x_ * columns * columns;
      if (squared >= best) return;
      best = squared;
      reach = columns;
    };
    int above = std::min(y, window_.bottom() - 1);
    int below = std::max(y + 1, window_.y);
    for (;;) {
      const double above_squared = squared_rows(y - above);
      const double below_squared = squared_rows(below - y);
      const bool use_above = above >= window_.y && above_squared < best;
      const bool use_below = below < window_.bottom() && below_squared < best;
      if (!use_above && !use_below) return best;
      if (use_above) look_at(above--, above_squared);
      if (use_below) look_at(below++, below_squared);
    }
  }

 private:
  static constexpr int kNone = std::numeric_limits<int>::max();
  static constexpr int kHalfWord = shape::Mask::kWordBits / 2;

  [[nodiscard]] const Word* row_begin(int y) const {
    return words_.data() + static_cast<std::size_t>(y - window_.y) * stride_;
  }
  [[nodiscard]] Word* row_begin(int y) {
    return words_.data() + static_cast<std::size_t>(y - window_.y) * stride_;
  }

  [[nodiscard]] double squared_rows(int rows) const { return squared_y_ * rows * rows; }

  /// Columns from x to the nearest point of a row; more than reach if there is none within it.
  [[nodiscard]] int columns_to(int x, int y, int reach) const {
    const Word* const row = row_begin(y);
    const int in_row = x - window_.x + shape::Mask::kWordBits;
    const int last = static_cast<int>(stride_) - 1;
    if (in_row < kHalfWord || in_row >= last * shape::Mask::kWordBits + kHalfWord) {
      return columns_in_words(row, in_row, reach);
    }
    // The 64 places from x - 32 to x + 31, in one word.
    const int first = in_row - kHalfWord;
    const int word = first / shape::Mask::kWordBits;
    const int shift = first % shape::Mask::kWordBits;
    Word near = row[word] >> shift;
    if (shift != 0) near |= row[word + 1] << (shape::Mask::kWordBits - shift);
    const int columns =
        std::min(std::countr_zero(near >> kHalfWord), std::countl_zero(near << (kHalfWord - 1)));
    if (columns < kHalfWord || reach < kHalfWord) return columns;
    return columns_in_words(row, in_row, reach);
  }

  /// The same, word by word; in_row counts from the empty word before the row.
  [[nodiscard]] int columns_in_words(const Word* row, int in_row, int reach) const {
    const int words = static_cast<int>(stride_);
    const int at = std::clamp(in_row, 0, words * shape::Mask::kWordBits - 1);
    const int own = at / shape::Mask::kWordBits;
    const int bit = at % shape::Mask::kWordBits;
    int nearest = kNone;
    Word mask = ~Word{0} << bit;
    for (int i = own; i < words && i * shape::Mask::kWordBits - in_row <= reach; ++i) {
      if (const Word bits = row[i] & mask; bits != 0) {
        nearest = i * shape::Mask::kWordBits + std::countr_zero(bits) - in_row;
        break;
      }
      mask = ~Word{0};
    }
    mask = ~Word{0} >> (kTopBit - bit);
    const int limit = std::min(nearest, reach);
    for (int i = own; i >= 0 && in_row - (i * shape::Mask::kWordBits + kTopBit) <= limit; --i) {
      if (const Word bits = row[i] & mask; bits != 0) {
        return std::min(
            nearest, in_row - (i * shape::Mask::kWordBits + kTopBit - std::countl_zero(bits)));
      }
      mask = ~Word{0};
    }
    return nearest;
  }

  shape::Box window_;
  std::size_t stride_;
  std::vector<Word> words_;
  double squared_x_;
  double squared_y_;
};

/// Rows of a mask, which are empty where it stores none.
class Rows {
 public:
  explicit Rows(const shape::Mask& mask) : mask_(mask), none_(mask.words_per_row(), 0) {}

  [[nodiscard]] std::span<const Word> operator()(int y) const {
    const shape::Box& window = mask_.window();
    if (y < window.y || y >= window.bottom()) return none_;
    return mask_.row(y);
  }

 private:
  const shape::Mask& mask_;
  std::vector<Word> none_;
};

/// The columns of a mask's window and the rows of its extent.
shape::Box stored_extent(const shape::Mask& mask) {
  const shape::Box extent = mask.extent();
  return {mask.window().x, extent.y, mask.window().width, extent.height};
}

/// The pixels of a mask with a 4-neighbour that is not in it.
Points boundary_pixels(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  const shape::Box window = stored_extent(mask);
  const Rows rows(mask);
  Points points(window, spacing_mm);
  for (int y = window.y; y < window.bottom(); ++y) {
    const auto row = rows(y);
    const auto above = rows(y - 1);
    const auto below = rows(y + 1);
    const auto found = points.row(y);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Word left = row[i] << 1 | (i > 0 ? row[i - 1] >> kTopBit : 0);
      const Word right = row[i] >> 1 | (i + 1 < row.size() ? row[i + 1] << kTopBit : 0);
      found[i] = row[i] & ~(left & right & above[i] & below[i]);
    }
  }
  return points;
}

/// The corners of pixels between some that are in the mask and some that are not; corner (x, y) is
/// the upper left one of pixel (x, y).
Points boundary_corners(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  shape::Box window = stored_extent(mask);
  window.width += shape::Mask::kWordBits;  // the last column's right corners may begin a word
  window.height += 1;
  const Rows rows(mask);
  Points points(window, spacing_mm);
  const auto word = [](std::span<const Word> row, std::size_t i) {
    return i < row.size() ? row[i] : 0;
  };
  for (int y = window.y; y < window.bottom(); ++y) {
    const auto above = rows(y - 1);
    const auto below = rows(y);
    const auto found = points.row(y);
    for (std::size_t i = 0; i < found.size(); ++i) {
      const Word upper = word(above, i);
      const Word lower = word(below, i);
      const Word upper_left = upper << 1 | (i > 0 ? above[i - 1] >> kTopBit : 0);
      const Word lower_left = lower << 1 | (i > 0 ? below[i - 1] >> kTopBit : 0);
      found[i] =
          (upper | lower | upper_left | lower_left) & ~(upper & lower & upper_left & lower_left);
    }
  }
  return points;
}

/// How much of the outline runs past a corner: between the middles of the sides of the square whose
/// corners are the centres of the four pixels around it.
double length_at_corner_mm(
    const shape::Mask& mask, int x, int y, const shape::Spacing& spacing_mm) {
  const bool upper_left = mask(x - 1, y - 1);
  const bool upper = mask(x, y - 1);
  const bool left = mask(x - 1, y);
  const bool own = mask(x, y);
  const double diagonal_mm = std::hypot(spacing_mm.x_mm, spacing_mm.y_mm);
  if (upper_left == own && upper == left) return diagonal_mm;  // two lines, from side to side
  if (upper_left == upper && left == own) return spacing_mm.x_mm;
  if (upper_left == left && upper == own) return spacing_mm.y_mm;
  return 0.5 * diagonal_mm;
}

/// From each point to the nearest of the others.
std::vector<double> distances_mm(const Points& from, const Points& to) {
  std::vector<double> distances;
  from.for_each([&](int x, int y) { distances.push_back(std::sqrt(to.squared_mm(x, y))); });
  return distances;
}

std::vector<double> lengths_mm(
    const Points& corners, const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  std::vector<double> lengths;
  corners.for_each(
      [&](int x, int y) { lengths.push_back(length_at_corner_mm(mask, x, y, spacing_mm)); });
  return lengths;
}

void require_one_size(const shape::Mask& a, const shape::Mask& b) {
  if (a.size() == b.size()) return;
  throw std::invalid_argument(
      "masks must have one frame size, got " + shape::size_text(a.size()) + " and " +
      shape::size_text(b.size()));
}

}  // namespace

std::optional<BoundaryDistances> boundary_distances(
    const shape::Mask& a, const shape::Mask& b, const shape::Spacing& spacing_mm) {
  require_one_size(a, b);
  shape::require_spacing(spacing_mm);
  if (a.empty() || b.empty()) return std::nullopt;
  const Points of_a = boundary_pixels(a, spacing_mm);
  const Points of_b = boundary_pixels(b, spacing_mm);
  return BoundaryDistances{
      .from_a_mm = distances_mm(of_a, of_b), .from_b_mm = distances_mm(of_b, of_a)};
}

std::vector<shape::Point> boundary_centres(const shape::Mask& mask) {
  std::vector<shape::Point> centres;
  if (mask.empty()) return centres;
  boundary_pixels(mask, {}).for_each(
      [&](int x, int y) { centres.push_back({.x = x + 0.5, .y = y + 0.5}); });
  return centres;
}

std::optional<OutlineDistances> outline_distances(
    const shape::Mask& a, const shape::Mask& b, const shape::Spacing& spacing_mm) {
  require_one_size(a, b);
  shape::require_spacing(spacing_mm);
  if (a.empty() || b.empty()) return std::nullopt;
  const Points of_a = boundary_corners(a, spacing_mm);
  const Points of_b = boundary_corners(b, spacing_mm);
  return OutlineDistances{
      .from_a_mm = distances_mm(of_a, of_b),
      .from_b_mm = distances_mm(of_b, of_a),
      .lengths_a_mm = lengths_mm(of_a, a, spacing_mm),
      .lengths_b_mm = lengths_mm(of_b, b, spacing_mm)};
}

}  // namespace segnoise::metrics

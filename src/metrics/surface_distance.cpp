#include "metrics/surface_distance.h"

#include "metrics/summary.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise {
namespace {

using Word = Mask::Word;

constexpr int kTopBit = Mask::kWordBits - 1;

/// The pixels of a mask with a 4-neighbour that is not in it, and the search for the nearest of
/// them.
///
/// Rows are packed as in Mask, inside the mask's window, with an empty word before each and after
/// it.
class Boundary {
 public:
  Boundary(const Mask& mask, const Spacing& spacing_mm)
      : window_(mask.window()),
        extent_(mask.extent()),
        stride_(mask.words_per_row() + 2),
        words_(stride_ * static_cast<std::size_t>(window_.height)),
        squared_x_(spacing_mm.x_mm * spacing_mm.x_mm),
        squared_y_(spacing_mm.y_mm * spacing_mm.y_mm) {
    const std::vector<Word> none(mask.words_per_row(), 0);
    const auto row_of = [&](int y) -> std::span<const Word> {
      return y >= extent_.y && y < extent_.bottom() ? mask.row(y) : none;
    };
    for (int y = extent_.y; y < extent_.bottom(); ++y) {
      const auto row = row_of(y);
      const auto above = row_of(y - 1);
      const auto below = row_of(y + 1);
      Word* const found = row_begin(y) + 1;
      for (std::size_t i = 0; i < row.size(); ++i) {
        const Word left = row[i] << 1 | (i > 0 ? row[i - 1] >> kTopBit : 0);
        const Word right = row[i] >> 1 | (i + 1 < row.size() ? row[i + 1] << kTopBit : 0);
        found[i] = row[i] & ~(left & right & above[i] & below[i]);
      }
    }
  }

  /// Calls visit(x, y) for every pixel.
  template <class Visit>
  void for_each(Visit visit) const {
    for (int y = extent_.y; y < extent_.bottom(); ++y) {
      const Word* const row = row_begin(y);
      for (std::size_t i = 1; i + 1 < stride_; ++i) {
        const int x = window_.x + (static_cast<int>(i) - 1) * Mask::kWordBits;
        for (Word bits = row[i]; bits != 0; bits &= bits - 1) visit(x + std::countr_zero(bits), y);
      }
    }
  }

  /// Squared distance to the nearest pixel, looking at rows from the nearest to the farthest.
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
    int above = std::min(y, extent_.bottom() - 1);
    int below = std::max(y + 1, extent_.y);
    for (;;) {
      const double above_squared = squared_rows(y - above);
      const double below_squared = squared_rows(below - y);
      const bool use_above = above >= extent_.y && above_squared < best;
      const bool use_below = below < extent_.bottom() && below_squared < best;
      if (!use_above && !use_below) return best;
      if (use_above) look_at(above--, above_squared);
      if (use_below) look_at(below++, below_squared);
    }
  }

 private:
  static constexpr int kNone = std::numeric_limits<int>::max();
  static constexpr int kHalfWord = Mask::kWordBits / 2;

  [[nodiscard]] const Word* row_begin(int y) const {
    return words_.data() + static_cast<std::size_t>(y - window_.y) * stride_;
  }
  [[nodiscard]] Word* row_begin(int y) {
    return words_.data() + static_cast<std::size_t>(y - window_.y) * stride_;
  }

  [[nodiscard]] double squared_rows(int rows) const { return squared_y_ * rows * rows; }

  /// Columns from x to the nearest pixel of a row; more than reach if there is none within it.
  [[nodiscard]] int columns_to(int x, int y, int reach) const {
    const Word* const row = row_begin(y);
    const int in_row = x - window_.x + Mask::kWordBits;
    const int last = static_cast<int>(stride_) - 1;
    if (in_row < kHalfWord || in_row >= last * Mask::kWordBits + kHalfWord) {
      return columns_in_words(row, in_row, reach);
    }
    // The 64 pixels from x - 32 to x + 31, in one word.
    const int first = in_row - kHalfWord;
    const int word = first / Mask::kWordBits;
    const int shift = first % Mask::kWordBits;
    Word near = row[word] >> shift;
    if (shift != 0) near |= row[word + 1] << (Mask::kWordBits - shift);
    const int columns =
        std::min(std::countr_zero(near >> kHalfWord), std::countl_zero(near << (kHalfWord - 1)));
    if (columns < kHalfWord || reach < kHalfWord) return columns;
    return columns_in_words(row, in_row, reach);
  }

  /// The same, word by word; in_row counts from the empty word before the row.
  [[nodiscard]] int columns_in_words(const Word* row, int in_row, int reach) const {
    const int words = static_cast<int>(stride_);
    const int at = std::clamp(in_row, 0, words * Mask::kWordBits - 1);
    const int own = at / Mask::kWordBits;
    const int bit = at % Mask::kWordBits;
    int nearest = kNone;
    Word mask = ~Word{0} << bit;
    for (int i = own; i < words && i * Mask::kWordBits - in_row <= reach; ++i) {
      if (const Word bits = row[i] & mask; bits != 0) {
        nearest = i * Mask::kWordBits + std::countr_zero(bits) - in_row;
        break;
      }
      mask = ~Word{0};
    }
    mask = ~Word{0} >> (kTopBit - bit);
    const int limit = std::min(nearest, reach);
    for (int i = own; i >= 0 && in_row - (i * Mask::kWordBits + kTopBit) <= limit; --i) {
      if (const Word bits = row[i] & mask; bits != 0) {
        return std::min(nearest, in_row - (i * Mask::kWordBits + kTopBit - std::countl_zero(bits)));
      }
      mask = ~Word{0};
    }
    return nearest;
  }

  Box window_;
  Box extent_;
  std::size_t stride_;
  std::vector<Word> words_;
  double squared_x_;
  double squared_y_;
};

/// From each pixel of a boundary to the nearest of another.
std::vector<double> distances_mm(const Boundary& from, const Boundary& to) {
  std::vector<double> distances;
  from.for_each([&](int x, int y) { distances.push_back(std::sqrt(to.squared_mm(x, y))); });
  return distances;
}

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

std::optional<SurfaceDistances> surface_distances(
    const Mask& a, const Mask& b, const Spacing& spacing_mm) {
  if (a.size() != b.size()) {
    const auto text = [](Size size) {
      return std::to_string(size.width) + " x " + std::to_string(size.height);
    };
    throw std::invalid_argument(
        "masks must have one frame size, got " + text(a.size()) + " and " + text(b.size()));
  }
  require_spacing(spacing_mm);
  if (a.empty() || b.empty()) return std::nullopt;

  const Boundary boundary_a(a, spacing_mm);
  const Boundary boundary_b(b, spacing_mm);
  const std::vector<double> from_a = distances_mm(boundary_a, boundary_b);
  const std::vector<double> from_b = distances_mm(boundary_b, boundary_a);
  return SurfaceDistances{
      .hd_mm = std::max(std::ranges::max(from_a), std::ranges::max(from_b)),
      .hd95_mm = std::max(*quantile(from_a, 0.95), *quantile(from_b, 0.95)),
      .assd_mm =
          (sum_of(from_a) + sum_of(from_b)) / static_cast<double>(from_a.size() + from_b.size())};
}

}  // namespace segnoise

#include "core/shape/distance.h"

#include "core/shape/runs.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::shape {
namespace {

// Distances² are counted in squares of the spacing along x: dx² + ratio · dy², whole numbers on an
// isotropic grid, so that equal ones compare equal.

double squared_ratio(const Spacing& spacing_mm) {
  const double ratio = spacing_mm.y_mm / spacing_mm.x_mm;
  return ratio * ratio;
}

/// For every pixel of a mask's extent, the row of the mask pixel nearest to it in its column; the
/// upper of two, and kNone in a column without any. Rows beyond the extent see what its outermost
/// rows see.
class ColumnTable {
 public:
  static constexpr int kNone = -(1 << 29);

  explicit ColumnTable(const Mask& mask)
      : extent_(mask.extent()),
        runs_(segnoise::shape::runs(mask)),
        rows_(columns() * rows(), kNone) {
    look_up();
    look_down();
  }

  [[nodiscard]] const Box& extent() const { return extent_; }
  [[nodiscard]] const std::vector<Run>& runs() const { return runs_; }

  /// Per column of the extent; y may be any row of the frame.
  [[nodiscard]] std::span<const int> row(int y) const {
    const int inside = std::clamp(y, extent_.y, extent_.bottom() - 1);
    return std::span(rows_).subspan(index(inside), columns());
  }

 private:
  [[nodiscard]] std::size_t columns() const { return static_cast<std::size_t>(extent_.width); }
  [[nodiscard]] std::size_t rows() const { return static_cast<std::size_t>(extent_.height); }
  [[nodiscard]] std::size_t index(int y) const {
    return static_cast<std::size_t>(y - extent_.y) * columns();
  }

  /// Enters the nearest pixel at or above each.
  void look_up() {
    auto run = runs_.begin();
    for (int y = extent_.y; y < extent_.bottom(); ++y) {
      int* const here = rows_.data() + index(y);
      if (y > extent_.y) std::copy_n(here - columns(), columns(), here);
      for (; run != runs_.end() && run->y == y; ++run) {
        std::fill(here + run->begin - extent_.x, here + run->end - extent_.x, y);
      }
    }
  }

  /// Enters the nearest pixel below where it is nearer.
  void look_down() {
    constexpr int kNoneBelow = 1 << 30;  // farther away than kNone
    std::vector<int> below(columns(), kNoneBelow);
    auto run = runs_.rbegin();
    for (int y = extent_.bottom() - 1; y >= extent_.y; --y) {
      for (; run != runs_.rend() && run->y == y; ++run) {
        std::fill(below.begin() + run->begin - extent_.x, below.begin() + run->end - extent_.x, y);
      }
      int* const here = rows_.data() + index(y);
      for (std::size_t i = 0; i < columns(); ++i) {
        const int upper = here[i];
        const int lower = below[i];
        here[i] = lower - y < y - upper ? lower : upper;
      }
    }
  }

  Box extent_;
  std::vector<Run> runs_;
  std::vector<int> rows_;
};

/// A mask pixel that may be the nearest to some pixels of a row.
struct Site {
  int x;
  double across;  ///< part of its distance² that lies across the row
  double offset;  ///< x² + across
};

/// The sites of the lower envelope of a stretch of a row, each with the place where its cell
/// begins.
class Envelope {
 public:
  /// @param width  of the frame
  explicit Envelope(int width) {
    half_inverse_.reserve(static_cast<std::size_t>(width) + 1);
    half_inverse_.push_back(0.0);
    for (int i = 1; i <= width; ++i) half_inverse_.push_back(0.5 / i);
    cells_.reserve(static_cast<std::size_t>(width));
  }

  struct Cell {
    Site site;
    double begin;
  };

  /// Begins anew, for pixels begin ... end - 1.
  void restart(int begin, int end) {
    begin_ = begin;
    end_ = end;
    cells_.clear();
  }

  /// Adds a site to the right of all others.
  void add(const Site& site) {
    double begin = begin_;
    while (!cells_.empty()) {
      const Cell& last = cells_.back();
      const double meet = (site.offset - last.site.offset) *
                          half_inverse_[static_cast<std::size_t>(site.x - last.site.x)];
      if (meet > last.begin) {
        begin = meet;
        break;
      }
      cells_.pop_back();
    }
    if (begin <= end_ - 1) cells_.push_back({site, begin});
  }

  [[nodiscard]] const std::vector<Cell>& cells() const { return cells_; }

  /// Writes the pixels' distances.
  void write(std::span<float> row, float x_mm) const {
    int x = begin_;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const int end = i + 1 < cells_.size() ? first_at(cells_[i + 1].begin) : end_;
      const auto across = static_cast<float>(cells_[i].site.across);
      for (; x < end; ++x) {
        const auto along = static_cast<float>(x - cells_[i].site.x);
        row[static_cast<std::size_t>(x)] = along * along + across;
      }
    }
    const auto stretch =
        row.subspan(static_cast<std::size_t>(begin_), static_cast<std::size_t>(end_ - begin_));
    for (float& value : stretch) value = std::sqrt(value) * x_mm;
  }

 private:
  /// The first whole number that is not below a place, which is >= 0.
  static int first_at(double place) {
    const int below = static_cast<int>(place);
    return below + (below < place ? 1 : 0);
  }

  int begin_ = 0;
  int end_ = 0;
  std::vector<double> half_inverse_;  ///< 1 / 2i
  std::vector<Cell> cells_;
};

/// Draws the distance map row by row.
class DistanceMap {
 public:
  DistanceMap(const Mask& mask, const Spacing& spacing_mm)
      : table_(mask),
        ratio_(squared_ratio(spacing_mm)),
        envelope_(mask.size().width),
        map_(Grid{mask.size(), spacing_mm}) {}

  Raster<float> drawn() {
    const Box& extent = table_.extent();
    auto run = table_.runs().begin();
    for (int y = extent.y; y < extent.bottom(); ++y) {
      const auto first = run;
      run = std::find_if(run, table_.runs().end(), [y](const Run& r) { return r.y != y; });
      draw_inside(y, {first, run});
    }
    see_all_columns();
    for (int y = extent.y - 1; y >= 0; --y) draw_beyond(y);
    see_all_columns();
    for (int y = extent.bottom(); y < map_.height(); ++y) draw_beyond(y);
    return std::move(map_);
  }

 private:
  void add_site(int x, int row, int y) {
    const double rows = row - y;
    const double across = ratio_ * rows * rows;
    envelope_.add({x, across, static_cast<double>(x) * x + across});
  }

  /// A row of the extent: zero in its runs; no pixel between two runs is nearer to anything beyond
  /// them than to their ends.
  void draw_inside(int y, std::span<const Run> runs) {
    int begin = 0;
    for (const Run& run : runs) {
      draw_gap(y, begin, run.begin);
      begin = run.end;
    }
    draw_gap(y, begin, map_.width());
  }

  void draw_gap(int y, int begin, int end) {
    if (begin == end) return;
    const Box& extent = table_.extent();
    const auto rows = table_.row(y);
    envelope_.restart(begin, end);
    // The pixels on either side of the gap belong to runs, if they lie in the frame.
    const int first = std::max(begin - 1, extent.x);
    const int last = std::min(end + 1, extent.right());
    for (int x = first; x < last; ++x) {
      const int row = rows[static_cast<std::size_t>(x - extent.x)];
      if (row != ColumnTable::kNone) add_site(x, row, y);
    }
    envelope_.write(map_.row(y), x_mm());
  }

  void see_all_columns() {
    seen_.resize(static_cast<std::size_t>(table_.extent().width));
    std::iota(seen_.begin(), seen_.end(), table_.extent().x);
  }

  /// A row above or below the mask. Seen from there, all of the mask is on one side, and Voronoi
  /// cells are convex: a site whose cell does not reach this row reaches none that is farther away.
  void draw_beyond(int y) {
    const auto rows = table_.row(y);
    envelope_.restart(0, map_.width());
    for (const int x : seen_) {
      const int row = rows[static_cast<std::size_t>(x - table_.extent().x)];
      if (row != ColumnTable::kNone) add_site(x, row, y);
    }
    seen_.clear();
    for (const auto& cell : envelope_.cells()) seen_.push_back(cell.site.x);
    envelope_.write(map_.row(y), x_mm());
  }

  [[nodiscard]] float x_mm() const { return static_cast<float>(map_.spacing_mm().x_mm); }

  ColumnTable table_;
  double ratio_;
  Envelope envelope_;
  Raster<float> map_;
  std::vector<int> seen_;  ///< columns of the mask that can be nearest to a pixel of the next row
};

/// The nearest mask pixels of one row, ties included, by whole-numbered thresholds.
class NearestInRow {
 public:
  NearestInRow(const ColumnTable& table, double ratio, int width)
      : table_(table), ratio_(ratio), width_(width) {}

  void write(int y, std::span<std::int32_t> target) {
    segments_.clear();
    const auto rows = table_.row(y);
    int x = table_.extent().x;
    for (const int row : rows) {
      if (row != ColumnTable::kNone) {
        const double dy = row - y;
        add({x, row, ratio_ * dy * dy});
      }
      ++x;
    }
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      const int end = i + 1 < segments_.size() ? segments_[i + 1].begin : width_;
      const Candidate& nearest = segments_[i].candidate;
      std::fill(
          target.begin() + segments_[i].begin,
          target.begin() + end,
          nearest.row * width_ + nearest.x);
    }
  }

 private:
  struct Candidate {
    int x;
    int row;
    double across;
  };
  struct Segment {
    Candidate candidate;
    int begin;
  };

  /// Whether pixel x takes the left candidate rather than the right one.
  [[nodiscard]] static bool takes_left(const Candidate& left, const Candidate& right, int x) {
    const auto squared = [x](const Candidate& candidate) {
      const double dx = x - candidate.x;
      return dx * dx + candidate.across;
    };
    const double to_left = squared(left);
    const double to_right = squared(right);
    return to_left < to_right || (to_left == to_right && left.row <= right.row);
  }

  /// The first pixel that takes the right candidate; at most the frame's width.
  [[nodiscard]] int first_of_right(const Candidate& left, const Candidate& right) const {
    const double lx = left.x;
    const double rx = right.x;
    const double meet = (rx * rx + right.across - lx * lx - left.across) / (2.0 * (rx - lx));
    int x = !(meet > 0.0) ? 0 : meet >= width_ ? width_ : static_cast<int>(meet);
    while (x < width_ && takes_left(left, right, x)) ++x;
    while (x > 0 && !takes_left(left, right, x - 1)) --x;
    return x;
  }

  void add(const Candidate& candidate) {
    while (!segments_.empty() &&
           !takes_left(segments_.back().candidate, candidate, segments_.back().begin)) {
      segments_.pop_back();
    }
    const int begin = segments_.empty() ? 0 : first_of_right(segments_.back().candidate, candidate);
    if (begin < width_) segments_.push_back({candidate, begin});
  }

  const ColumnTable& table_;
  double ratio_;
  int width_;
  std::vector<Segment> segments_;
};

}  // namespace

Raster<float> distance_mm(const Mask& mask, const Spacing& spacing_mm) {
  require_spacing(spacing_mm);
  if (mask.empty()) {
    return Raster<float>({mask.size(), spacing_mm}, std::numeric_limits<float>::infinity());
  }
  return DistanceMap(mask, spacing_mm).drawn();
}

Raster<std::int32_t> nearest_pixel(const Mask& mask, const Spacing& spacing_mm) {
  require_spacing(spacing_mm);
  Raster<std::int32_t> result({mask.size(), spacing_mm}, -1);
  if (mask.empty()) return result;
  const ColumnTable table(mask);
  NearestInRow nearest(table, squared_ratio(spacing_mm), mask.size().width);
  for (int y = 0; y < result.height(); ++y) nearest.write(y, result.row(y));
  return result;
}

}  // namespace segnoise::shape

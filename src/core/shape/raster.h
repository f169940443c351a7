#pragma once

#include "core/shape/geometry.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace segnoise::shape {

/// A regular 2-D pixel grid: how many pixels, and how far apart in the body.
struct Grid {
  Size size = {};
  Spacing spacing_mm = {};

  bool operator==(const Grid&) const = default;
};

/// Whether two grids are the same for every purpose here: equal sizes, and spacings that differ by
/// no more than one part in 10^4, which is what float headers lose.
[[nodiscard]] bool same_grid(const Grid& a, const Grid& b);

/// @throws std::invalid_argument  naming the axis and its value, unless both spacings are finite
/// and > 0
void require_spacing(const Spacing& spacing_mm);

/// One value per pixel of a grid, x varying fastest.
template <class T>
class Raster {
 public:
  Raster() = default;
  explicit Raster(const Grid& grid, T fill = T{})
      : grid_(grid), pixels_(grid.size.pixel_count(), fill) {}

  [[nodiscard]] const Grid& grid() const { return grid_; }
  [[nodiscard]] Size size() const { return grid_.size; }
  [[nodiscard]] int width() const { return grid_.size.width; }
  [[nodiscard]] int height() const { return grid_.size.height; }
  [[nodiscard]] const Spacing& spacing_mm() const { return grid_.spacing_mm; }

  [[nodiscard]] std::span<T> pixels() { return pixels_; }
  [[nodiscard]] std::span<const T> pixels() const { return pixels_; }
  [[nodiscard]] std::span<T> row(int y) { return pixels().subspan(index(0, y), columns()); }
  [[nodiscard]] std::span<const T> row(int y) const {
    return pixels().subspan(index(0, y), columns());
  }

  /// The pixel at column x, row y; unchecked, so both must lie in the grid.
  [[nodiscard]] T& operator()(int x, int y) { return pixels_[index(x, y)]; }
  [[nodiscard]] const T& operator()(int x, int y) const { return pixels_[index(x, y)]; }

  bool operator==(const Raster&) const = default;

 private:
  [[nodiscard]] std::size_t columns() const { return static_cast<std::size_t>(grid_.size.width); }
  [[nodiscard]] std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * columns() + static_cast<std::size_t>(x);
  }

  Grid grid_;
  std::vector<T> pixels_;
};

using Image = Raster<float>;            ///< intensities
using LabelMap = Raster<std::uint8_t>;  ///< one structure per pixel; 0 is background

/// An image and what an annotator, or a network, says is in it; on one grid.
struct LabelledImage {
  Image image = {};
  LabelMap labels = {};
};

}  // namespace segnoise::shape

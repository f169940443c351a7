#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace segnoise::shape {

/// Pixels of a frame, along x (columns) and y (rows); both >= 0.
struct Size {
  int width = 0;
  int height = 0;

  [[nodiscard]] std::size_t pixel_count() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  }
  bool operator==(const Size&) const = default;
};

/// The most pixels of a frame that is read: what a file says of its size costs memory before it is
/// seen to be true.
inline constexpr std::size_t kMostFramePixels = std::size_t{1} << 28U;

/// "640 x 480": width before height.
[[nodiscard]] inline std::string size_text(Size size) {
  return std::to_string(size.width) + " x " + std::to_string(size.height);
}

/// Distances between neighbouring pixel centres, > 0.
struct Spacing {
  double x_mm = 1.0;
  double y_mm = 1.0;

  bool operator==(const Spacing&) const = default;
};

/// A place in a frame, in pixels: pixel (i, j) covers [i, i + 1) x [j, j + 1), so that its centre
/// is at (i + 0.5, j + 0.5). This is COCO's convention. y grows downwards.
struct Point {
  double x = 0.0;
  double y = 0.0;

  bool operator==(const Point&) const = default;
};

/// A rectangle of whole pixels: columns [x, x + width), rows [y, y + height).
struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
  [[nodiscard]] int right() const { return x + width; }    ///< first column beyond the box
  [[nodiscard]] int bottom() const { return y + height; }  ///< first row beyond the box
  bool operator==(const Box&) const = default;
};

/// The pixels that both boxes hold; empty (all zero) where they do not meet.
[[nodiscard]] inline Box intersection(const Box& a, const Box& b) {
  const int x = std::max(a.x, b.x);
  const int y = std::max(a.y, b.y);
  const Box both{x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
  return both.empty() ? Box{} : both;
}

/// The smallest box that holds both; an empty box adds nothing.
[[nodiscard]] inline Box hull(const Box& a, const Box& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

/// The box with a margin on every side.
[[nodiscard]] inline Box grown(const Box& box, int margin_x, int margin_y) {
  return {box.x - margin_x, box.y - margin_y, box.width + 2 * margin_x, box.height + 2 * margin_y};
}

/// The whole frame as a box.
[[nodiscard]] inline Box frame_box(Size size) { return {0, 0, size.width, size.height}; }

}  // namespace segnoise::shape

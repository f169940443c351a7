#pragma once

#include "core/random/rng.h"
#include "core/shape/mask.h"
#include "core/shape/polygon.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <numbers>
#include <ostream>
#include <string_view>
#include <vector>

namespace segnoise {

/// How GoogleTest prints what differs; a small mask as a picture.
inline void PrintTo(
    const shape::Mask& mask, std::ostream* out) {  // NOLINT(readability-identifier-naming)
  const auto [width, height] = mask.size();
  *out << width << " x " << height << ", " << mask.count() << " pixels";
  if (width > 200 || height > 100) return;
  for (int y = 0; y < height; ++y) {
    *out << '\n';
    for (int x = 0; x < width; ++x) *out << (mask(x, y) ? '#' : '.');
  }
}

inline void PrintTo(
    const shape::Point& p, std::ostream* out) {  // NOLINT(readability-identifier-naming)
  *out << '(' << p.x << ", " << p.y << ')';
}

}  // namespace segnoise

/// Shapes drawn in code, for tests and benchmarks.
namespace segnoise::testing {

/// The pixels for which is_inside(x, y) holds, each asked.
template <class Predicate>
[[nodiscard]] shape::Mask mask_where(shape::Size size, Predicate is_inside) {
  shape::Mask mask(size, shape::frame_box(size));
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) mask.set(x, y, is_inside(x, y));
  }
  return mask;
}

/// A mask drawn with characters, one string a row: # is in the mask.
[[nodiscard]] inline shape::Mask picture(std::initializer_list<std::string_view> rows) {
  const shape::Size size{
      rows.size() == 0 ? 0 : static_cast<int>(rows.begin()->size()), static_cast<int>(rows.size())};
  return mask_where(
      size, [&](int x, int y) { return rows.begin()[y].at(static_cast<std::size_t>(x)) == '#'; });
}

/// All pixels of a box that lie in the frame.
[[nodiscard]] inline shape::Mask rectangle(shape::Size size, const shape::Box& box) {
  const shape::Box inside = shape::intersection(box, shape::frame_box(size));
  return mask_where(size, [&](int x, int y) {
    return x >= inside.x && x < inside.right() && y >= inside.y && y < inside.bottom();
  });
}

/// The pixels whose centres lie in an ellipse; the radii, along x and y, are in pixels.
[[nodiscard]] inline shape::Mask ellipse(
    shape::Size size, shape::Point centre, double radius_x, double radius_y) {
  return mask_where(size, [&](int x, int y) {
    const double dx = (x + 0.5 - centre.x) / radius_x;
    const double dy = (y + 0.5 - centre.y) / radius_y;
    return dx * dx + dy * dy <= 1.0;
  });
}

/// A frame of usual size with an ellipse as big as a left ventricle, 200 x 350 pixels.
[[nodiscard]] inline shape::Mask left_ventricle() {
  return ellipse({600, 800}, {300.0, 400.0}, 100.0, 175.0);
}

/// Vertices on an ellipse at equal angles, clockwise on the screen from its rightmost point.
[[nodiscard]] inline shape::Ring ellipse_ring(
    shape::Point centre, double radius_x, double radius_y, std::size_t vertices) {
  shape::Ring ring;
  for (std::size_t i = 0; i < vertices; ++i) {
    const double angle =
        2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(vertices);
    ring.push_back({centre.x + radius_x * std::cos(angle), centre.y + radius_y * std::sin(angle)});
  }
  return ring;
}

/// Uniform in [low, high).
[[nodiscard]] inline double between(double low, double high, random::Rng& rng) {
  return low + (high - low) * rng.uniform();
}

/// Every pixel with the given probability.
[[nodiscard]] inline shape::Mask random_mask(shape::Size size, double density, random::Rng& rng) {
  return mask_where(size, [&](int, int) { return rng.chance(density); });
}

/// The masks that loops and words get wrong: nothing, all, single pixels and lines of one pixel, in
/// the middle and along every border, a hollow frame, and pixels that meet only at corners.
[[nodiscard]] inline std::vector<shape::Mask> degenerate_masks(shape::Size size) {
  const auto [width, height] = size;
  const int right = width - 1;
  const int bottom = height - 1;
  const shape::Mask full = shape::complement(shape::Mask(size));
  std::vector<shape::Mask> masks{
      shape::Mask(size), shape::Mask(size, shape::frame_box(size)), full};
  for (const int x : {0, width / 2, right}) {
    for (const int y : {0, height / 2, bottom}) masks.push_back(rectangle(size, {x, y, 1, 1}));
    masks.push_back(rectangle(size, {x, 0, 1, height}));
  }
  for (const int y : {0, height / 2, bottom}) masks.push_back(rectangle(size, {0, y, width, 1}));
  masks.push_back(rectangle(size, {1, 1, width - 2, height - 2}));
  masks.push_back(full - masks.back());
  masks.push_back(full - rectangle(size, {width / 2, height / 2, 1, 1}));
  masks.push_back(mask_where(size, [](int x, int y) { return (x + y) % 2 == 0; }));
  return masks;
}

/// Up to five ellipses, some of them cut out of the others: parts, holes and straight borders.
[[nodiscard]] inline shape::Mask random_blobs(shape::Size size, random::Rng& rng) {
  shape::Mask mask(size);
  const std::uint32_t count = 1 + rng.below(5);
  for (std::uint32_t i = 0; i < count; ++i) {
    const shape::Point centre{between(0, size.width, rng), between(0, size.height, rng)};
    const double radius_x = between(0.5, 0.5 * size.width + 1.0, rng);
    const double radius_y = between(0.5, 0.5 * size.height + 1.0, rng);
    const shape::Mask blob = ellipse(size, centre, radius_x, radius_y);
    mask = i > 0 && rng.chance(0.4) ? mask - blob : mask | blob;
  }
  return mask;
}

/// Vertices anywhere in the frame and up to a margin beyond it, so that the ring crosses itself.
/// Coordinates are multiples of 1/8: sums and products of a few are exact, and many fall on pixel
/// centres and corners.
[[nodiscard]] inline shape::Ring random_ring(
    shape::Size size, std::size_t vertices, double margin, random::Rng& rng) {
  const auto eighth = [](double value) { return std::round(8.0 * value) / 8.0; };
  shape::Ring ring;
  for (std::size_t i = 0; i < vertices; ++i) {
    const double x = between(-margin, size.width + margin, rng);
    const double y = between(-margin, size.height + margin, rng);
    ring.push_back({eighth(x), eighth(y)});
  }
  return ring;
}

/// A ring that never crosses itself: vertices at ascending angles around a centre, at radii from a
/// half to three halves of the given one.
[[nodiscard]] inline shape::Ring random_star(
    shape::Point centre, double radius, std::size_t vertices, random::Rng& rng) {
  shape::Ring ring = ellipse_ring({0.0, 0.0}, radius, radius, vertices);
  for (shape::Point& point : ring) {
    const double factor = between(0.5, 1.5, rng);
    point = {centre.x + factor * point.x, centre.y + factor * point.y};
  }
  return ring;
}

}  // namespace segnoise::testing

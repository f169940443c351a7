#pragma once

#include "core/random/rng.h"
#include "core/shape/raster.h"

#include <array>
#include <cstdint>
#include <vector>

namespace segnoise::testing {

/// An ellipse in millimetres from the frame's upper left corner.
struct Ellipse {
  double x_mm = 0.0;
  double y_mm = 0.0;
  double radius_x_mm = 1.0;
  double radius_y_mm = 1.0;

  [[nodiscard]] bool holds(double px_mm, double py_mm) const {
    const double dx = (px_mm - x_mm) / radius_x_mm;
    const double dy = (py_mm - y_mm) / radius_y_mm;
    return dx * dx + dy * dy <= 1.0;
  }
};

/// A dark cavity (label 1) in a bright wall (label 2), above a grey chamber (label 3).
struct Heart {
  Ellipse cavity;
  Ellipse wall;
  Ellipse chamber;
};

/// A heart drawn anew in a field of 64 mm x 64 mm.
inline Heart heart(random::Rng& rng) {
  const auto within = [&rng](double low, double high) {
    return low + (high - low) * rng.uniform();
  };
  const double x_mm = within(26, 38);
  const double y_mm = within(22, 28);
  const double a_mm = within(7, 11);
  const double b_mm = within(10, 14);
  return {
      .cavity = {x_mm, y_mm, a_mm, b_mm},
      .wall = {x_mm, y_mm, a_mm + 4, b_mm + 4},
      .chamber = {x_mm, y_mm + b_mm + 10, a_mm, 7}};
}

/// The heart on a grid, with uniform noise of ±20 in the image.
inline shape::LabelledImage drawn(const Heart& heart, const shape::Grid& grid, random::Rng& rng) {
  shape::LabelledImage example{.image = shape::Image(grid), .labels = shape::LabelMap(grid)};
  for (int y = 0; y < grid.size.height; ++y) {
    for (int x = 0; x < grid.size.width; ++x) {
      const double x_mm = (x + 0.5) * grid.spacing_mm.x_mm;
      const double y_mm = (y + 0.5) * grid.spacing_mm.y_mm;
      std::uint8_t label = 0;
      double intensity = 70.0;
      if (heart.chamber.holds(x_mm, y_mm)) label = 3, intensity = 120.0;
      if (heart.wall.holds(x_mm, y_mm)) label = 2, intensity = 200.0;
      if (heart.cavity.holds(x_mm, y_mm)) label = 1, intensity = 30.0;
      example.labels(x, y) = label;
      example.image(x, y) = static_cast<float>(intensity + 40.0 * (rng.uniform() - 0.5));
    }
  }
  return example;
}

inline std::vector<shape::LabelledImage> hearts(
    int count, const shape::Grid& grid, std::uint64_t seed) {
  random::Rng rng(seed);
  std::vector<shape::LabelledImage> examples;
  for (int i = 0; i < count; ++i) {
    const Heart one = heart(rng);
    examples.push_back(drawn(one, grid, rng));
  }
  return examples;
}

inline constexpr std::array<std::uint8_t, 3> kStructures{1, 2, 3};

/// 32 x 32 pixels of 2 mm.
inline const shape::Grid kCoarse{.size = {32, 32}, .spacing_mm = {2.0, 2.0}};

/// Dice of one label of two maps of one size; 1 if neither has it.
inline double dice_of(const shape::LabelMap& a, const shape::LabelMap& b, std::uint8_t label) {
  int both = 0;
  int sum = 0;
  for (std::size_t i = 0; i < a.pixels().size(); ++i) {
    const bool in_a = a.pixels()[i] == label;
    const bool in_b = b.pixels()[i] == label;
    both += static_cast<int>(in_a && in_b);
    sum += static_cast<int>(in_a) + static_cast<int>(in_b);
  }
  return sum == 0 ? 1.0 : 2.0 * both / sum;
}

}  // namespace segnoise::testing

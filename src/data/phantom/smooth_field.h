#pragma once

#include "core/random/rng.h"

#include <cstddef>
#include <vector>

namespace segnoise::phantom {

/// A smooth random landscape over a rectangle: about standard normal at every place, with features
/// of a given size.
class SmoothField {
 public:
  SmoothField() = default;

  /// @param left_mm, top_mm      the rectangle's upper left corner
  /// @param feature_mm           distance over which values lose their likeness, > 0
  SmoothField(
      double left_mm,
      double top_mm,
      double width_mm,
      double height_mm,
      double feature_mm,
      random::Rng& rng);

  /// The value at a place; outside the rectangle, that of the nearest place inside.
  [[nodiscard]] float operator()(float x_mm, float y_mm) const;

 private:
  float left_mm_ = 0.0F;
  float top_mm_ = 0.0F;
  float nodes_per_mm_ = 1.0F;
  int columns_ = 0;
  int rows_ = 0;
  std::vector<float> nodes_;
};

}  // namespace segnoise::phantom

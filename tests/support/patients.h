#pragma once

#include "core/cardiac/echo.h"

#include <cmath>
#include <cstdint>
#include <string>

namespace segnoise::testing {

inline constexpr shape::Grid kEchoGrid{.size = {96, 128}, .spacing_mm = {1.0, 0.75}};

/// A frame with an LV (half an ellipse, flat at the base), a wall around it and an atrium below;
/// the image is its labels in shades. The apex is at the top.
///
/// @param half_width_mm  of the LV at its base
/// @param length_mm      from base to apex
inline shape::LabelledImage drawn_heart(double half_width_mm, double length_mm) {
  constexpr double kCentreXMm = 48.0;
  constexpr double kBaseYMm = 70.0;
  constexpr double kWallMm = 6.0;
  shape::LabelledImage frame{
      .image = shape::Image(kEchoGrid), .labels = shape::LabelMap(kEchoGrid)};
  const auto inside = [](double x, double y, double a, double b) {
    return (x / a) * (x / a) + (y / b) * (y / b) <= 1.0;
  };
  for (int row = 0; row < kEchoGrid.size.height; ++row) {
    for (int column = 0; column < kEchoGrid.size.width; ++column) {
      const double x = (column + 0.5) * kEchoGrid.spacing_mm.x_mm - kCentreXMm;
      const double y = (row + 0.5) * kEchoGrid.spacing_mm.y_mm - kBaseYMm;
      std::uint8_t label = cardiac::kBackground;
      if (y <= 0.0) {
        if (inside(x, y, half_width_mm, length_mm)) {
          label = cardiac::kLeftVentricle;
        } else if (inside(x, y, half_width_mm + kWallMm, length_mm + kWallMm)) {
          label = cardiac::kMyocardium;
        }
      } else if (inside(x, y, half_width_mm, 18.0)) {
        label = cardiac::kLeftAtrium;
      }
      frame.labels(column, row) = label;
      frame.image(column, row) = 60.0F * static_cast<float>(label);
    }
  }
  return frame;
}

/// A patient with both views, whose LV is narrower at end-systole.
inline cardiac::Patient drawn_patient(const std::string& id, double half_width_mm = 20.0) {
  cardiac::Patient patient{.id = id};
  for (const cardiac::View view : cardiac::kViews) {
    patient.frames(view, cardiac::Instant::kEndDiastole) = drawn_heart(half_width_mm, 60.0);
    patient.frames(view, cardiac::Instant::kEndSystole) = drawn_heart(0.75 * half_width_mm, 54.0);
  }
  return patient;
}

}  // namespace segnoise::testing

#pragma once

#include "core/shape/morphology.h"
#include "core/shape/raster.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace segnoise::noise {

/// What the lengths of a setup are counted in.
enum class Unit : std::uint8_t {
  kPx,        ///< native pixels
  kPx256,     ///< pixels of a 256 x 256 grid laid over the frame
  kMm,        ///< millimetres
  kRelative,  ///< square roots of the instance's area
};

inline constexpr std::array kUnits{Unit::kPx, Unit::kPx256, Unit::kMm, Unit::kRelative};

/// "px", "px256", "mm", "relative".
[[nodiscard]] std::string_view name_of(Unit unit);

/// A length along x and along y, in native pixels.
struct PerAxis {
  double x_px = 0.0;
  double y_px = 0.0;

  bool operator==(const PerAxis&) const = default;
};

/// The finest step of a drawn length: every length is a whole multiple of it, so that a log of
/// draws is short and yet exact.
inline constexpr double kDrawnStepsPerPx = 10000.0;

/// The nearest whole multiple of 1e-4 px.
[[nodiscard]] double rounded_px(double length_px);

/// How lengths in the unit of a setup become native pixels of one instance.
class PixelScale {
 public:
  /// One unit spans, along x and y:
  /// - px: 1 pixel;
  /// - px256: width / 256 and height / 256 pixels;
  /// - mm: 1 / spacing pixels;
  /// - relative: √area pixels, or √(area in mm²) / spacing where the spacings differ.
  ///
  /// @param frame    the grid that the instance lies on
  /// @param area_px  pixels of the instance; only relative looks at it
  /// @throws std::invalid_argument  if a side of the frame is < 1, or a spacing not finite and > 0
  PixelScale(Unit unit, const shape::Grid& frame, double area_px);

  /// Native pixels in one unit.
  [[nodiscard]] PerAxis unit() const { return unit_px_; }

  /// A length that does not know its direction, a tolerance: by the geometric mean of the axes.
  [[nodiscard]] double mean_px(double length) const;

  /// A length that is taken along each axis, a spread.
  [[nodiscard]] PerAxis per_axis(double length) const;

  /// The kernel for a drawn side k >= 0, which is rounded down to whole units first.
  ///
  /// In px it is k x k, and 1 x 1, which does nothing, for k <= 1. In px256 and mm it reaches
  /// floor(k / 2) units to all sides, rounded to whole native pixels per axis, so that it is odd
  /// along both: 2 round(floor(k / 2) · unit) + 1. In relative, where k is a fraction, k is not
  /// rounded and the kernel reaches k / 2. A kernel that reaches over the whole frame is cut to
  /// that.
  [[nodiscard]] shape::Kernel kernel(double side) const;

  /// The distance of the vertices to which the outline of a mask is resampled before its vertices
  /// are treated: one unit; a fiftieth of it in relative; in px nothing, as its corners are taken.
  /// At least 0.01 px.
  [[nodiscard]] std::optional<PerAxis> outline_step() const;

 private:
  Unit unit_;
  shape::Size frame_;
  PerAxis unit_px_;
};

}  // namespace segnoise::noise

#include "core/shape/raster.h"

#include "core/shape/volume.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace segnoise::shape {
namespace {

bool about_equal(double a, double b) {
  constexpr double kTolerance = 1e-4;
  return std::abs(a - b) <= kTolerance * std::max(std::abs(a), std::abs(b));
}

}  // namespace

bool same_grid(const Grid& a, const Grid& b) {
  return a.size == b.size && about_equal(a.spacing_mm.x_mm, b.spacing_mm.x_mm) &&
         about_equal(a.spacing_mm.y_mm, b.spacing_mm.y_mm);
}

bool same_grid(const VolumeGrid& a, const VolumeGrid& b) {
  return same_grid(Grid{a.size, a.spacing_mm}, Grid{b.size, b.spacing_mm}) && a.depth == b.depth &&
         about_equal(a.slice_spacing_mm, b.slice_spacing_mm);
}

void require_spacing(const Spacing& spacing_mm) {
  const auto check = [](double value, const std::string& name) {
    if (std::isfinite(value) && value > 0.0) return;
    throw std::invalid_argument(name + " must be finite and > 0, got " + std::to_string(value));
  };
  check(spacing_mm.x_mm, "spacing_mm.x_mm");
  check(spacing_mm.y_mm, "spacing_mm.y_mm");
}

}  // namespace segnoise::shape

#include "core/metrics/effect.h"

#include "core/metrics/boundary.h"
#include "core/shape/raster.h"

#include <cmath>
#include <optional>

namespace segnoise::metrics {
namespace {

double area_mm2(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  return static_cast<double>(mask.count()) * spacing_mm.x_mm * spacing_mm.y_mm;
}

std::optional<Displacement> centroid_shift(
    const shape::Mask& clean, const shape::Mask& noisy, const shape::Spacing& spacing_mm) {
  if (clean.empty() || noisy.empty()) return std::nullopt;
  const shape::Point from = shape::centroid(clean);
  const shape::Point to = shape::centroid(noisy);
  return Displacement{
      .x_mm = (to.x - from.x) * spacing_mm.x_mm, .y_mm = (to.y - from.y) * spacing_mm.y_mm};
}

}  // namespace

double Displacement::length_mm() const { return std::sqrt(x_mm * x_mm + y_mm * y_mm); }

std::optional<double> Effect::area_change() const {
  if (clean_area_mm2 <= 0.0) return std::nullopt;
  return noisy_area_mm2 / clean_area_mm2 - 1.0;
}

Effect effect_of(
    const shape::Mask& clean, const shape::Mask& noisy, const shape::Spacing& spacing_mm) {
  require_spacing(spacing_mm);
  return {
      .overlap = overlap(clean, noisy),
      .boundary_iou = boundary_iou(clean, noisy),
      .distances = surface_distances(clean, noisy, spacing_mm),
      .clean_area_mm2 = area_mm2(clean, spacing_mm),
      .noisy_area_mm2 = area_mm2(noisy, spacing_mm),
      .centroid_shift = centroid_shift(clean, noisy, spacing_mm)};
}

}  // namespace segnoise::metrics

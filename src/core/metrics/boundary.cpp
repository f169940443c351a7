#include "core/metrics/boundary.h"

#include "core/metrics/overlap.h"
#include "core/shape/morphology.h"
#include "core/shape/runs.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

namespace segnoise::metrics {
namespace {

/// All pixels of a box, which lies in the frame.
shape::Mask filled(shape::Size size, const shape::Box& box) {
  shape::Mask mask(size, box);
  for (int y = box.y; y < box.bottom(); ++y) shape::add_run(mask, {y, box.x, box.right()});
  return mask;
}

}  // namespace

int boundary_width_px(shape::Size size, double share_of_diagonal) {
  const double width = size.width;
  const double height = size.height;
  const double diagonal = std::sqrt(width * width + height * height);
  return std::max(1, static_cast<int>(std::nearbyint(share_of_diagonal * diagonal)));
}

shape::Mask boundary_region(const shape::Mask& mask, int width_px) {
  if (width_px < 1) {
    throw std::invalid_argument("width_px must be >= 1, got " + std::to_string(width_px));
  }
  const shape::Size size = mask.size();
  const int d = std::min(width_px, std::max(size.width, size.height));
  // Nearer to the border than d, the square reaches beyond the frame: no pixel there is inner.
  const shape::Box far_from_border =
      shape::intersection(shape::grown(shape::frame_box(size), -d, -d), mask.extent());
  if (far_from_border.empty()) return mask;
  return mask - (shape::eroded(mask, {2 * d + 1, 2 * d + 1}) & filled(size, far_from_border));
}

std::optional<double> boundary_iou(const shape::Mask& a, const shape::Mask& b, int width_px) {
  const auto common = overlap(boundary_region(a, width_px), boundary_region(b, width_px));
  if (!common) return std::nullopt;
  return common->iou;
}

std::optional<double> boundary_iou(const shape::Mask& a, const shape::Mask& b) {
  return boundary_iou(a, b, boundary_width_px(a.size()));
}

}  // namespace segnoise::metrics

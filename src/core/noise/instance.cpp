#include "core/noise/instance.h"

#include "core/shape/coco_polygon.h"
#include "core/shape/rasterise.h"

namespace segnoise::noise {

shape::Mask pixels_of(const Shape& shape, shape::Size size, FillRule fill_rule) {
  const auto* rings = std::get_if<shape::Polygon>(&shape);
  if (rings == nullptr) return std::get<shape::Mask>(shape);
  return fill_rule == FillRule::kCoco ? shape::coco_mask(*rings, size)
                                      : shape::rasterise(*rings, size);
}

}  // namespace segnoise::noise

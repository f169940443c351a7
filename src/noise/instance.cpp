#include "noise/instance.h"

#include "shape/coco_polygon.h"
#include "shape/rasterise.h"

namespace segnoise {

Mask pixels_of(const Shape& shape, Size size, FillRule fill_rule) {
  const auto* rings = std::get_if<Polygon>(&shape);
  if (rings == nullptr) return std::get<Mask>(shape);
  return fill_rule == FillRule::kCoco ? coco_mask(*rings, size) : rasterise(*rings, size);
}

}  // namespace segnoise

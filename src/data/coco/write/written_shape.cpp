#include "data/coco/write/written_shape.h"

#include "core/shape/coco_polygon.h"
#include "core/shape/components.h"
#include "core/shape/hole_free.h"
#include "data/coco/write/annotation_text.h"

#include <utility>
#include <variant>

namespace segnoise::coco {

WrittenShape shape_to_write(
    const noise::Instance& instance,
    bool was_polygon,
    shape::Size size,
    const RelabelRules& rules) {
  WrittenShape written;
  const auto* given = std::get_if<shape::Polygon>(&instance.shape);
  if (given != nullptr && instance.fill_rule == noise::FillRule::kCoco) {
    shape::Polygon rings = as_written(*given);
    written.pixels = shape::coco_mask(rings, size);
    if (!rules.as_run_lengths) written.rings = std::move(rings);
    return written;
  }
  written.pixels = noise::pixels_of(instance.shape, size, instance.fill_rule);
  if (!was_polygon || rules.as_run_lengths) return written;
  shape::HoleFreeOutline outline = shape::trace_without_holes(written.pixels);
  if (outline.holes > 0 && rules.fill_holes) {
    written.lost_holes = true;
    written.pixels = shape::holes_filled(written.pixels);
    outline = shape::trace_without_holes(written.pixels);
  }
  written.is_cut = outline.holes > 0;
  written.rings = std::move(outline.rings);
  return written;
}

}  // namespace segnoise::coco

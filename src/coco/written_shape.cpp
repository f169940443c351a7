#include "coco/written_shape.h"

#include "coco/annotation_text.h"
#include "shape/coco_polygon.h"
#include "shape/components.h"
#include "shape/hole_free.h"

#include <utility>
#include <variant>

namespace segnoise {

WrittenShape shape_to_write(
    const Instance& noisy, bool was_polygon, Size size, const NoiseRules& rules) {
  WrittenShape written;
  const auto* given = std::get_if<Polygon>(&noisy.shape);
  if (given != nullptr && noisy.fill_rule == FillRule::kCoco) {
    Polygon rings = as_written(*given);
    written.pixels = coco_mask(rings, size);
    if (!rules.as_run_lengths) written.rings = std::move(rings);
    return written;
  }
  written.pixels = pixels_of(noisy.shape, size, noisy.fill_rule);
  if (!was_polygon || rules.as_run_lengths) return written;
  HoleFreeOutline outline = trace_without_holes(written.pixels);
  if (outline.holes > 0 && rules.fill_holes) {
    written.lost_holes = true;
    written.pixels = holes_filled(written.pixels);
    outline = trace_without_holes(written.pixels);
  }
  written.is_cut = outline.holes > 0;
  written.rings = std::move(outline.rings);
  return written;
}

}  // namespace segnoise

#include "coco/written_shape.h"

#include "coco/annotation_text.h"
#include "shape/coco_polygon.h"
#include "shape/contours.h"

#include <utility>
#include <variant>
#include <vector>

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
  Polygon rings = trace(written.pixels);
  const auto is_hole = [](const Ring& ring) { return signed_area(ring) < 0.0; };
  const bool has_holes = std::erase_if(rings, is_hole) > 0;
  if (has_holes && !rules.fill_holes) {
    written.has_holes = true;
    return written;
  }
  if (has_holes) {
    written.lost_holes = true;
    written.pixels = coco_mask(rings, size);
  }
  written.rings = std::move(rings);
  return written;
}

}  // namespace segnoise

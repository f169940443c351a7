#include "core/metrics/mask_measures.h"

#include "core/metrics/boundary.h"
#include "core/metrics/boundary_distance.h"
#include "core/metrics/overlap.h"
#include "core/metrics/surface_distance.h"

#include <optional>

namespace segnoise::metrics {

std::optional<MaskMeasures> mask_measures(
    const shape::Mask& truth,
    const shape::Mask& prediction,
    const shape::Spacing& spacing_mm,
    const MeasureOptions& options) {
  // Before any result is absent, so that a wrong option shows with the first pair.
  require_tolerance(options.nsd_tolerance_mm);
  const int width_px = options.boundary_width_px.value_or(boundary_width_px(truth.size()));
  const auto near_boundary = boundary_iou(truth, prediction, width_px);
  const auto distances = boundary_distances(truth, prediction, spacing_mm);
  const auto outlines = outline_distances(truth, prediction, spacing_mm);
  if (!distances) return std::nullopt;

  const auto common = overlap(truth, prediction);
  const auto in_both = static_cast<double>(shape::intersection_count(truth, prediction));
  return MaskMeasures{
      .dice = common->dice,
      .iou = common->iou,
      .precision = in_both / static_cast<double>(prediction.count()),
      .recall = in_both / static_cast<double>(truth.count()),
      .boundary_iou = *near_boundary,
      .hd_mm = hd_mm(*distances),
      .hd95_directed_mm = hd95_directed_mm(*distances),
      .hd95_pooled_mm = hd95_pooled_mm(*distances),
      .hd95_length_weighted_mm = hd95_length_weighted_mm(*outlines),
      .assd_mm = assd_mm(*distances),
      .nsd = nsd(*distances, options.nsd_tolerance_mm),
      .nsd_length_weighted = nsd(*outlines, options.nsd_tolerance_mm)};
}

}  // namespace segnoise::metrics

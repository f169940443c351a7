#pragma once

#include "core/metrics/label_measures.h"
#include "core/metrics/mask_measures.h"
#include "core/shape/volume.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace segnoise::metrics {

/// The measures that volumes have: all but those that weigh by the length of outlines, whose like
/// in 3-D would be areas of a triangulation.
inline constexpr std::array<NamedMaskMeasure, 10> kVolumeMeasures{{
    {"dice", &MaskMeasures::dice},
    {"iou", &MaskMeasures::iou},
    {"precision", &MaskMeasures::precision},
    {"recall", &MaskMeasures::recall},
    {"boundary_iou", &MaskMeasures::boundary_iou},
    {"hd_mm", &MaskMeasures::hd_mm},
    {"hd95_directed_mm", &MaskMeasures::hd95_directed_mm},
    {"hd95_pooled_mm", &MaskMeasures::hd95_pooled_mm},
    {"assd_mm", &MaskMeasures::assd_mm},
    {"nsd", &MaskMeasures::nsd},
}};

/// Measures each of some labels in a pair of volumes.
///
/// As label_measures() has it, in 3-D: a boundary voxel has a 6-neighbour that is not in the mask,
/// beyond the volume counts as not in it, distances run from voxel centre to voxel centre. The
/// neighbourhood of boundary IoU is a cube, its width 2 % of the volume's diagonal in voxels unless
/// the options say otherwise.
///
/// @return  in the order of the labels; what kVolumeMeasures does not list is NaN
/// @throws std::invalid_argument  if the grids differ (spacings by more than one part in 10^4), a
///   spacing is not finite and > 0, or an option is out of range
[[nodiscard]] std::vector<LabelMeasures> volume_label_measures(
    const shape::LabelVolume& truth,
    const shape::LabelVolume& prediction,
    std::span<const std::uint8_t> labels,
    const MeasureOptions& options);

}  // namespace segnoise::metrics

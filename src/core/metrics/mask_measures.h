#pragma once

#include "core/shape/mask.h"

#include <array>
#include <optional>
#include <string_view>

namespace segnoise::metrics {

/// What the measures of a mask need to be told.
struct MeasureOptions {
  double nsd_tolerance_mm = 1.0;              ///< finite and >= 0
  std::optional<int> boundary_width_px = {};  ///< of boundary IoU, >= 1; else that of the frame
};

/// How well a predicted mask agrees with the true one where both have pixels.
struct MaskMeasures {
  double dice = 0.0;       ///< see Overlap
  double iou = 0.0;        ///< see Overlap
  double precision = 0.0;  ///< share of the prediction's pixels that are in the truth
  double recall = 0.0;     ///< share of the truth's pixels that are in the prediction
  double boundary_iou = 0.0;
  double hd_mm = 0.0;
  double hd95_directed_mm = 0.0;         ///< HD95 in its three definitions: see surface_distance.h
  double hd95_pooled_mm = 0.0;           ///<
  double hd95_length_weighted_mm = 0.0;  ///<
  double assd_mm = 0.0;
  double nsd = 0.0;                  ///< at the tolerance, of boundary pixels
  double nsd_length_weighted = 0.0;  ///< at the tolerance, of the outlines' length
};

/// A measure and its name in tables and files, which is its member's.
struct NamedMaskMeasure {
  std::string_view name;
  double MaskMeasures::*value;
};

/// All of them, in the order of MaskMeasures.
inline constexpr std::array<NamedMaskMeasure, 12> kMaskMeasures{{
    {"dice", &MaskMeasures::dice},
    {"iou", &MaskMeasures::iou},
    {"precision", &MaskMeasures::precision},
    {"recall", &MaskMeasures::recall},
    {"boundary_iou", &MaskMeasures::boundary_iou},
    {"hd_mm", &MaskMeasures::hd_mm},
    {"hd95_directed_mm", &MaskMeasures::hd95_directed_mm},
    {"hd95_pooled_mm", &MaskMeasures::hd95_pooled_mm},
    {"hd95_length_weighted_mm", &MaskMeasures::hd95_length_weighted_mm},
    {"assd_mm", &MaskMeasures::assd_mm},
    {"nsd", &MaskMeasures::nsd},
    {"nsd_length_weighted", &MaskMeasures::nsd_length_weighted},
}};

/// @return  nothing if either mask is empty
/// @throws std::invalid_argument  if the frames differ in size, a spacing is not finite and > 0, or
///                                an option is out of range
[[nodiscard]] std::optional<MaskMeasures> mask_measures(
    const shape::Mask& truth,
    const shape::Mask& prediction,
    const shape::Spacing& spacing_mm,
    const MeasureOptions& options);

}  // namespace segnoise::metrics

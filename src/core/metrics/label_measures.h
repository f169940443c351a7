#pragma once

#include "core/metrics/mask_measures.h"
#include "core/shape/raster.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace segnoise::metrics {

/// Where a label has pixels, of a true and a predicted label map.
enum class Presence {
  kBoth,
  kMissed,    ///< in the truth alone
  kSpurious,  ///< in the prediction alone
  kAbsent,    ///< in neither
};

/// What became of one label in one pair of label maps.
struct LabelMeasures {
  std::uint8_t label = 0;
  Presence presence = Presence::kAbsent;
  std::optional<MaskMeasures> measures = {};  ///< if it has pixels in both
};

/// Measures each of some labels in a pair of label maps.
///
/// @param labels  which, e.g. 1, 2, 3; the result is in their order
/// @throws std::invalid_argument  if the grids differ (see same_grid()), a spacing is not finite
/// and
///                                > 0, or an option is out of range
[[nodiscard]] std::vector<LabelMeasures> label_measures(
    const shape::LabelMap& truth,
    const shape::LabelMap& prediction,
    std::span<const std::uint8_t> labels,
    const MeasureOptions& options);

/// One label over a set of pairs of label maps.
///
/// Mean and deviation are over the pairs in which the label has pixels in both, and over nothing
/// else: what a distance to nothing should be is nobody's to guess, so the other pairs are counted.
/// Whoever takes Dice, IoU or NSD of a missed or spurious label for 0 multiplies the mean by
/// both / (both + missed + spurious).
struct LabelSummary {
  std::uint8_t label = 0;
  int both = 0;
  int missed = 0;
  int spurious = 0;
  int absent = 0;
  std::optional<MaskMeasures> mean = {};  ///< if both > 0
  std::optional<MaskMeasures> sd = {};    ///< sample standard deviation (n - 1); if both > 1
};

/// @param pairs     what label_measures() gave for each pair
/// @param measures  those that are summarised, all finite; the others are 0
/// @return          one for each label that occurs in them, in ascending order
[[nodiscard]] std::vector<LabelSummary> summarised(
    std::span<const std::vector<LabelMeasures>> pairs,
    std::span<const NamedMaskMeasure> measures = kMaskMeasures);

}  // namespace segnoise::metrics

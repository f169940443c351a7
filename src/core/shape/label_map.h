#pragma once

#include "core/shape/mask.h"
#include "core/shape/raster.h"

#include <cstdint>

namespace segnoise::shape {

/// The pixels that carry one label; the window is their extent.
[[nodiscard]] Mask mask_of(const LabelMap& labels, std::uint8_t label);

/// A label map in which one structure has been redrawn.
///
/// Pixels that the structure gains overwrite what was there. Pixels that it loses take the label of
/// the nearest pixel, in millimetres, that did not belong to the structure before (background
/// included; the first in row order of equally near ones); they become background if there is none.
///
/// @param redrawn  of the same frame size
/// @throws std::invalid_argument  if the sizes differ
[[nodiscard]] LabelMap with_structure(
    const LabelMap& labels, std::uint8_t label, const Mask& redrawn);

/// The customary clean-up of a prediction: of each label but background the largest 4-connected
/// component is kept, and its holes are filled. Labels are treated in ascending order; a hole that
/// holds another label is filled only where that label has been removed, so a kept structure is
/// never overwritten.
[[nodiscard]] LabelMap tidied(const LabelMap& labels);

}  // namespace segnoise::shape

#pragma once

#include "study/plan/results.h"

#include <cstdint>
#include <span>
#include <vector>

namespace segnoise::plan {

/// The labels of one frame as a noisy annotator would have drawn them, and what was done to them.
struct NoisyLabels {
  shape::LabelMap labels = {};
  NoiseRecord record = {};
};

/// Corrupts the left ventricle of a label map by a setup.
///
/// Pixels that the LV gains overwrite what was there; those that it loses take the label of the
/// nearest pixel that was not LV. Labels without an LV stay as they are. What is drawn depends on
/// the seed and the frame's identity alone.
///
/// @throws std::invalid_argument  if the setup confuses classes, which means nothing for one
/// structure
[[nodiscard]] NoisyLabels corrupted(
    const shape::LabelMap& labels,
    const FrameId& frame,
    const noise::NoiseSetup& setup,
    std::uint64_t seed);

}  // namespace segnoise::plan

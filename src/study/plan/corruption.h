#pragma once

#include "study/plan/results.h"

#include <cstdint>
#include <optional>
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
/// the seed, the frame's identity and, of observers, the quality alone.
///
/// @param quality  of the image of that view, if it is known
/// @throws std::invalid_argument  if the setup confuses classes, which means nothing for one
/// structure
[[nodiscard]] NoisyLabels corrupted(
    const shape::LabelMap& labels,
    const FrameId& frame,
    std::optional<cardiac::Quality> quality,
    const noise::NoiseSetup& setup,
    std::uint64_t seed);

/// Corrupts the left ventricle in every frame of a patient, as a study does with its training
/// patients.
/// @return  what was done, frame by frame, view by view
/// @throws std::invalid_argument  as corrupted() does
[[nodiscard]] std::vector<NoiseRecord> corrupt_labels(
    cardiac::Patient& patient, const noise::NoiseSetup& setup, std::uint64_t seed);

/// Makes the labels of one frame noisy again as they once were, by the log alone.
///
/// @param labels  clean, those that the log was made of
/// @param logged  of that frame
/// @throws std::runtime_error  naming the frame: what was drawn cannot be read or done, the left
///   ventricle is not as large as the log has it, or does not come out as it did
[[nodiscard]] NoisyLabels replayed(const shape::LabelMap& labels, const NoiseRecord& logged);

}  // namespace segnoise::plan

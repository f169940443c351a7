#pragma once

#include "core/shape/mask.h"
#include "core/shape/raster.h"
#include "show/pictures/picture.h"
#include "study/plan/results.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::pictures {

/// What noise of one severity made of a label.
struct LadderRung {
  std::string severity = {};  ///< e.g. "low"
  shape::Mask noisy = {};     ///< empty if nothing is left of the label
};

/// A frame, its clean label, and that label under ever more noise.
struct LadderFrame {
  std::string name = {};    ///< view and instant
  shape::Image image = {};  ///< blank if it may not be shown
  shape::Mask clean = {};
  std::vector<LadderRung> rungs = {};  ///< in the order in which they are shown
};

/// The LV of a frame under each of some setups, which are called by their names; corrupted() as a
/// study of that setup and seed has it.
/// @param quality  of the frame, if it is known
/// @throws std::invalid_argument  as corrupted() does
[[nodiscard]] LadderFrame ladder_frame(
    const shape::LabelledImage& frame,
    const plan::FrameId& id,
    std::optional<cardiac::Quality> quality,
    std::span<const noise::NoiseSetup> setups,
    std::uint64_t seed);

/// What each severity of noise does to a label, side by side: a row for each frame, its clean label
/// first, then the noisy outline over the clean one for each severity. Every noisy label has its
/// Dice, Hausdorff distance (marked where it lies) and change of area. The figure that
/// arXiv:2406.10891 has as its Figures 2 and 14.
///
/// Needs neither OpenGL nor a display.
///
/// @param heading  above all: whose frames, and which noise
/// @throws std::invalid_argument  if there is no frame, frames differ in their number of rungs, a
///                                mask is not of its image's size, or as draw_panels() does
[[nodiscard]] Picture draw_severity_ladder(
    const std::string& heading, const std::vector<LadderFrame>& frames);

/// Writes the above as a PNG file.
/// @throws  as above, and std::runtime_error naming the path if it cannot be written
void write_severity_ladder(
    const std::filesystem::path& path,
    const std::string& heading,
    const std::vector<LadderFrame>& frames);

}  // namespace segnoise::pictures

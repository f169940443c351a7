#pragma once

#include "core/cardiac/echo.h"
#include "core/noise/setup.h"
#include "core/shape/mask.h"
#include "show/pictures/overlay.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::pictures {

/// Whether frames may be shown, or outlines alone on plain ground.
enum class ReportImages : std::uint8_t { kFrames, kOutlinesOnly };

/// What one network makes of a patient's left ventricle.
struct PredictedVentricles {
  std::string name = {};  ///< of the network, for captions
  OutlineRole role = OutlineRole::kPredicted;
  cardiac::PerFrame<std::optional<shape::Mask>> masks = {};
};

/// A patient's frames, 2CH before 4CH and ED before ES, with the clean label, what noise makes of
/// it, and predictions. What can be measured against the clean label is: Dice and Hausdorff
/// distance stand below the frame, of the noisy label where nothing is predicted, and where the two
/// outlines lie farthest apart is marked.
///
/// @param noise  nothing for clean labels alone
/// @param seed   of the noise, which is drawn as corrupted() draws it
/// @throws std::invalid_argument  as corrupted() does, or if a mask is not of its frame's size
[[nodiscard]] std::vector<Panel> patient_panels(
    const cardiac::Patient& patient,
    const std::optional<noise::NoiseSetup>& noise,
    std::uint64_t seed,
    std::span<const PredictedVentricles> predictions,
    ReportImages images);

}  // namespace segnoise::pictures

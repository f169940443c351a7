#pragma once

// Private to page.

#include "core/noise/setup.h"

#include <string>

namespace segnoise::page {

/// What a setup does to outlines, for readers who know none of its operations by name, to follow
/// "the outlines were": "widened at end-systole, then jittered point by point at both instants".
[[nodiscard]] std::string noise_words(const noise::NoiseSetup& setup);

/// The same to the last parameter, for those who make it again: "dilation at end-systole (mean 3,
/// sigma 1), then localization (mean 2, sigma 0.5), lengths in pixels of a 256 × 256 grid laid over
/// the frame".
[[nodiscard]] std::string noise_parameters(const noise::NoiseSetup& setup);

}  // namespace segnoise::page

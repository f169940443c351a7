#pragma once

#include "core/noise/setup.h"

#include <string>
#include <string_view>
#include <vector>

namespace segnoise::plan {

/// The noise of one operation alone, as the paper's Table 6 compares them, on labels of the left
/// ventricle: "approximation", "localization", "scale", "dilation", "erosion", "opening",
/// "closing", "shift".
[[nodiscard]] std::vector<std::string> single_operations();

/// One of these operations with the parameters that a setup gives it.
///
/// approximation, localization and scale are taken as they are; the others, which Benchmark-N does
/// not have, take what the setup gives scale: their kernel, or the distance of the shift. Lengths
/// are counted in pixels of a 256 x 256 grid, which is what a network sees.
///
/// @param benchmark  e.g. the setup benchmark-n/low
/// @throws std::invalid_argument  if there is no such operation, or the setup lacks its parameters
[[nodiscard]] noise::NoiseSetup single_operation(
    const noise::NoiseSetup& benchmark, std::string_view operation);

/// Benchmark-N for one structure: without the confusion of classes, in pixels of a 256 x 256 grid.
[[nodiscard]] noise::NoiseSetup for_ventricle(noise::NoiseSetup benchmark);

}  // namespace segnoise::plan

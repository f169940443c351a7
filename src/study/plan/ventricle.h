#pragma once

#include "core/noise/corrupt.h"
#include "core/noise/instance.h"
#include "core/noise/setup.h"
#include "study/plan/results.h"

#include <cstdint>

namespace segnoise::plan {

/// Checks that a setup can act on one structure of a frame.
/// @throws std::invalid_argument  if it confuses classes, or adds instances
void require_for_ventricle(const noise::NoiseSetup& setup);

/// The left ventricle of a frame as the noise takes it, with its long axis if the setup asks for
/// one.
/// @throws std::runtime_error  naming the frame, if it has no long axis but the setup shifts bases
[[nodiscard]] noise::Instance ventricle_instance(
    const shape::Mask& mask,
    const shape::Spacing& spacing_mm,
    const FrameId& frame,
    const noise::NoiseSetup& setup);

/// Whom draw r, from 1, of repeated noise on a label is drawn for.
[[nodiscard]] noise::Subject subject_of_draw(const FrameId& frame, std::uint64_t seed, int draw);

}  // namespace segnoise::plan

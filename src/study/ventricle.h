#pragma once

#include "noise/corrupt.h"
#include "noise/instance.h"
#include "noise/setup.h"
#include "study/results.h"

#include <cstdint>

namespace segnoise {

/// Checks that a setup can act on one structure of a frame.
/// @throws std::invalid_argument  if it confuses classes, or adds instances
void require_for_ventricle(const NoiseSetup& setup);

/// The left ventricle of a frame as the noise takes it, with its long axis if the setup asks for
/// one.
/// @throws std::runtime_error  naming the frame, if it has no long axis but the setup shifts bases
[[nodiscard]] Instance ventricle_instance(
    const Mask& mask, const Spacing& spacing_mm, const FrameId& frame, const NoiseSetup& setup);

/// Whom draw r, from 1, of repeated noise on a label is drawn for.
[[nodiscard]] Subject subject_of_draw(const FrameId& frame, std::uint64_t seed, int draw);

}  // namespace segnoise

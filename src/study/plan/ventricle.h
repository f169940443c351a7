#pragma once

#include "core/noise/corrupt.h"
#include "core/noise/instance.h"
#include "core/noise/setup.h"
#include "study/plan/results.h"

#include <cstdint>
#include <optional>

namespace segnoise::plan {

/// Checks that a setup can act on one structure of a frame.
/// @throws std::invalid_argument  if it confuses classes, or adds instances
void require_for_ventricle(const noise::NoiseSetup& setup);

/// The left ventricle of a frame as the noise takes it, with its long axis if the setup asks for
/// one.
/// @throws std::runtime_error  naming the frame, if it has no long axis but the setup needs one
[[nodiscard]] noise::Instance ventricle_instance(
    const shape::Mask& mask,
    const shape::Spacing& spacing_mm,
    const FrameId& frame,
    const noise::NoiseSetup& setup);

/// The same with its long axis wherever it has one, for noise that was drawn already.
[[nodiscard]] noise::Instance ventricle_with_axis(
    const shape::Mask& mask, const shape::Spacing& spacing_mm);

/// Whom the noise of a label is drawn for: one reading of the patient, by the one observer that
/// there is for each seed.
/// @param quality  of the image of that view, if it is known
[[nodiscard]] noise::Subject subject_of_label(
    const FrameId& frame, std::optional<cardiac::Quality> quality, std::uint64_t seed);

/// Whom draw r, from 1, of repeated noise on a label is drawn for: reading r of the patient, by
/// observer r, who reads all patients.
[[nodiscard]] noise::Subject subject_of_draw(
    const FrameId& frame, std::optional<cardiac::Quality> quality, std::uint64_t seed, int draw);

}  // namespace segnoise::plan

#pragma once

#include "core/cardiac/echo.h"
#include "core/noise/operations/observer.h"
#include "core/noise/setup.h"
#include "core/shape/raster.h"

#include <cstdint>
#include <vector>

namespace segnoise::phantom {

/// How much of the wall is hidden at each vertex of a cavity's outline: 0 where it stands out from
/// the cavity by 20 levels of gray or more, 1 where it does not at all.
///
/// Compared are the 5 mm within the vertex with the 5 mm beyond it, towards and away from the
/// middle of the long axis, and averaged over 5 mm of outline to either side. The lowest tenth of
/// the axis, where the annulus is found by its hinge points, counts as seen.
///
/// @param outline  in pixels of the image
/// @param axis     of the cavity, base and apex not one point
[[nodiscard]] std::vector<double> hidden_share(
    const shape::Ring& outline, const shape::Image& image, const noise::BaseToApex& axis);

/// The labels of a frame as a hand draws them who sees the frame alone: where the wall is hidden
/// the outline lies where the hand guesses it, where it is seen it stays to the pixel, and in
/// between in proportion (see hidden_share()). Other labels give way or close up as
/// with_structure() has it.
///
/// @param hand  an observer's displacement of the cavity's outline
[[nodiscard]] shape::LabelMap traced_labels(
    const shape::LabelledImage& frame, const noise::DrawnObserver& hand);

/// Labels a patient's frames as one observer traces them in one reading.
///
/// @param hand  a setup whose steps are all "observer", in which each instant has one
/// @param seed  of the hand, as those of noise are
/// @throws std::invalid_argument  if hand is no such setup
void trace_labels(cardiac::Patient& patient, const noise::NoiseSetup& hand, std::uint64_t seed);

}  // namespace segnoise::phantom

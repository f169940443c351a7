#pragma once

#include "core/noise/draws.h"
#include "core/shape/mask.h"

namespace segnoise::noise {

/// A mask after a Markov process on its border; see DrawnMarkov.
///
/// A step that grows looks at the pixels of the frame that are not in the mask but have one of
/// their four neighbours in it; a step that shrinks, at the pixels in the mask that have a
/// neighbour in the frame that is not. It ends early if nothing is left.
[[nodiscard]] shape::Mask after_markov(shape::Mask mask, const DrawnMarkov& markov);

}  // namespace segnoise::noise

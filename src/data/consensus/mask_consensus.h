#pragma once

#include "core/shape/mask.h"

#include <span>

namespace segnoise::consensus {

/// What most readers have in their outlines: a pixel that more than half of the masks hold.
///
/// @param readers  masks of one frame, at least one
/// @throws std::invalid_argument  if there is none, or the frames differ in size
/// Source: itk::LabelVotingImageFilter.
[[nodiscard]] shape::Mask majority(std::span<const shape::Mask> readers);

/// The outline that readers of different skill most probably mean, by simultaneous truth and
/// performance level estimation (STAPLE): pixels that are in it with a probability of 1/2 or more,
/// sensitivity and specificity of each reader being estimated along with it.
///
/// After 15 iterations, if not before. The share of pixels in the outline is estimated from the
/// masks, within the smallest box that holds all of them and 8 pixels more to each side, as far as
/// the frame goes.
///
/// @param readers  masks of one frame, at least one
/// @return         empty if all masks are
/// @throws std::invalid_argument  as majority() does
/// Source: S. K. Warfield, K. H. Zou, W. M. Wells, IEEE Trans. Med. Imaging 23(7), 903-921 (2004);
/// itk::STAPLEImageFilter.
[[nodiscard]] shape::Mask staple(std::span<const shape::Mask> readers);

}  // namespace segnoise::consensus

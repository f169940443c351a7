#pragma once

#include "core/shape/mask.h"

namespace segnoise::shape {

/// A rectangle of pixels that a mask is dilated or eroded with. Along an axis of k pixels it covers
/// the offsets -floor(k/2) ... k-1-floor(k/2): for even k, one pixel more towards the origin.
struct Kernel {
  int width = 1;   ///< pixels along x, >= 1
  int height = 1;  ///< pixels along y, >= 1

  bool operator==(const Kernel&) const = default;
};

/// Dilation: a pixel p is in the result if the mask holds p + o for any offset o of the kernel.
/// Erosion: if the mask holds p + o for every offset o for which p + o lies in the frame; pixels
/// outside the frame are neutral, so the frame's border alone never erodes.
/// Dilation and erosion by one kernel are dual: erosion(m) = complement(dilation(complement(m))).
///
/// @throws std::invalid_argument  if a kernel side is < 1
[[nodiscard]] Mask dilated(const Mask& mask, Kernel kernel);
[[nodiscard]] Mask eroded(const Mask& mask, Kernel kernel);

/// Opening: erosion, then dilation by the reflected kernel. It is idempotent and never grows the
/// mask. Closing: dilation, then erosion by the reflected kernel. It is idempotent and never
/// shrinks the mask. They are dual: opened(m) = complement(closed(complement(m))).
///
/// @throws std::invalid_argument  if a kernel side is < 1
[[nodiscard]] Mask opened(const Mask& mask, Kernel kernel);
[[nodiscard]] Mask closed(const Mask& mask, Kernel kernel);

}  // namespace segnoise::shape

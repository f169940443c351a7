#pragma once

#include "core/shape/mask.h"
#include "data/images/label_png.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace segnoise::coco {

/// The pixels of a frame that carry one value.
struct ValueMask {
  std::uint32_t value = 0;
  shape::Mask mask = {};  ///< its window holds no row and no word more than it needs
};

/// The masks of all values that are wanted, by ascending value.
///
/// Looks at each pixel once, whatever number of values there is; memory besides the masks is 16
/// bytes for each run of equal pixels in a row.
///
/// @param is_wanted  asked once for each value that the frame holds
[[nodiscard]] std::vector<ValueMask> masks_of_values(
    const images::PixelValues& values, const std::function<bool(std::uint32_t)>& is_wanted);

}  // namespace segnoise::coco

#pragma once

#include "core/shape/mask.h"

#include <optional>

namespace segnoise::metrics {

/// How much two masks of one frame have in common, as fractions in [0, 1].
struct Overlap {
  double dice = 0.0;  ///< 2 |A ∩ B| / (|A| + |B|)
  double iou = 0.0;   ///< |A ∩ B| / |A ∪ B|
};

/// @return  nothing if both masks are empty, where neither is defined; zeros if one is
/// @throws std::invalid_argument  if the frames differ in size
[[nodiscard]] std::optional<Overlap> overlap(const shape::Mask& a, const shape::Mask& b);

}  // namespace segnoise::metrics

#pragma once

#include "core/shape/mask.h"
#include "core/shape/runs.h"

#include <span>
#include <utility>
#include <vector>

namespace segnoise::shape {

/// The 4-connected components of a mask, in the order of their topmost, then leftmost pixel.
[[nodiscard]] std::vector<Mask> components(const Mask& mask);

/// Where runs of neighbouring rows do not count as meeting: places (y, x) on the line above row y,
/// ascending, at which the columns that a run of row y shares with one of the row above end, or
/// begin.
struct RowCuts {
  std::vector<std::pair<int, int>> ending = {};
  std::vector<std::pair<int, int>> beginning = {};
};

/// The same, cut.
[[nodiscard]] std::vector<Mask> components(const Mask& mask, const RowCuts& cuts);

/// The 4-connected component with most pixels; of equals the first. Empty if the mask is.
[[nodiscard]] Mask largest_component(const Mask& mask);

/// The mask with its holes filled: background that no path of 8-connected background pixels joins
/// to the frame's border is added.
[[nodiscard]] Mask holes_filled(const Mask& mask);

/// The same of the runs of a mask, in their order, without drawing one.
[[nodiscard]] std::vector<Run> largest_component(std::span<const Run> all);
[[nodiscard]] std::vector<Run> holes_filled(std::span<const Run> all);

}  // namespace segnoise::shape

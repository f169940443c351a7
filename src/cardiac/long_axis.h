#pragma once

#include "shape/mask.h"
#include "shape/runs.h"

#include <optional>
#include <span>
#include <vector>

namespace segnoise {

/// The LV cavity's long axis in one frame: from the middle of its base (the mitral annulus) to the
/// apex, in pixels, and its length.
struct LongAxis {
  Point base = {};
  Point apex = {};
  double length_mm = 0.0;
};

/// What volumes are measured on: the runs of the mask's largest component with its holes filled.
///
/// A hole is a papillary muscle, which belongs to the cavity, or a slip of the pen.
///
/// @return  from top to bottom, then from left to right; empty if the mask is
[[nodiscard]] std::vector<Run> cavity_runs(const Mask& mask);

/// Base and apex of an LV cavity whose apex is up and whose atrium is down, tilted by 45° at most.
///
/// Both are found from areas, so that a ragged outline moves them little. The base is the lower
/// border of the cavity's middle half, at the middle of the cavity's width just above it. The apex
/// is the place of the outline farthest from there, the outline averaged over arcs of 2° and its
/// top taken from the parabola through five of them; a tip sharper than these is rounded off.
///
/// @param cavity  runs as cavity_runs() returns them
/// @return        nothing if there is no run, or no apex above the base
/// @throws std::invalid_argument  if a spacing is not finite and > 0
/// Source: ours, docs/decisions/0003-long-axis.md.
[[nodiscard]] std::optional<LongAxis> long_axis(
    std::span<const Run> cavity, const Spacing& spacing_mm);

}  // namespace segnoise

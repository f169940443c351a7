#pragma once

#include "core/shape/mask.h"
#include "core/shape/runs.h"

#include <optional>
#include <span>
#include <vector>

namespace segnoise::cardiac {

/// The LV cavity's long axis in one frame: from the middle of its base (the mitral annulus) to the
/// apex, in pixels, and its length.
struct LongAxis {
  shape::Point base = {};
  shape::Point apex = {};
  double length_mm = 0.0;
};

/// What volumes are measured on: the runs of the mask's largest component with its holes filled.
///
/// A hole is a papillary muscle, which belongs to the cavity, or a slip of the pen.
///
/// @return  from top to bottom, then from left to right; empty if the mask is
[[nodiscard]] std::vector<shape::Run> cavity_runs(const shape::Mask& mask);

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
    std::span<const shape::Run> cavity, const shape::Spacing& spacing_mm);

}  // namespace segnoise::cardiac

#pragma once

#include "core/noise/operations/operations.h"
#include "core/noise/setup.h"
#include "core/noise/units.h"
#include "core/random/rng.h"

#include <optional>
#include <string_view>
#include <vector>

namespace segnoise::noise {

/// The operation that a draw does, by its name in setups; "" if it does nothing to the instance.
/// @param category  of the instance before the draw
[[nodiscard]] std::string_view acting_as(const Draw& draw, CategoryId category);

/// All that chance decided about one instance, in the order in which it is done.
struct DrawnNoise {
  /// The distance of the vertices to which the outline of a mask is resampled before its vertices
  /// are treated; its corners are taken if there is none.
  std::optional<PerAxis> outline_step = {};

  /// One for each step that applied, until the instance was deleted or lost.
  std::vector<Draw> draws = {};

  bool operator==(const DrawnNoise&) const = default;
};

/// Draws what an operation will do.
///
/// A length is max(0, N(mean, sigma²)), converted to native pixels, then rounded to 1e-4 of them.
///
/// @param rng  advanced; the generator of this instance and step
/// @throws std::invalid_argument  for class confusion, if categories are given without that of the
///                                instance; for a base shift, if the instance has no long axis
[[nodiscard]] Draw draw(const Operation& operation, const DrawContext& context, random::Rng& rng);

/// The operation that a step does: its only one, or one drawn by weight.
/// @param rng  advanced by one uniform number if there is a choice
[[nodiscard]] const Operation& chosen(const Step& step, random::Rng& rng);

}  // namespace segnoise::noise

#pragma once

#include "noise/category_table.h"
#include "noise/setup.h"
#include "noise/units.h"
#include "random/rng.h"
#include "shape/morphology.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace segnoise {

/// Nothing is done: the alternative that a one-of step chose.
struct NothingDrawn {
  bool operator==(const NothingDrawn&) const = default;
};

/// Douglas-Peucker tolerances, one for each ring in its order.
struct DrawnTolerances {
  std::vector<double> rings_px;

  bool operator==(const DrawnTolerances&) const = default;
};

/// Jitter of all vertices.
///
/// Vertex j of ring i moves by (spread_x · z(2j), spread_y · z(2j + 1)), where z are the successive
/// normals of Rng(key, i): the key stands for the deviates of however many vertices there are, so
/// that a log needs neither them nor the seed.
struct DrawnJitter {
  std::vector<PerAxis> rings;  ///< standard deviation along each axis, ring by ring
  std::uint64_t key = 0;

  bool operator==(const DrawnJitter&) const = default;
};

struct DrawnMorphology {
  MorphologyKind kind = MorphologyKind::kDilation;
  Kernel kernel_px;  ///< 1 x 1 does nothing

  bool operator==(const DrawnMorphology&) const = default;
};

struct DrawnShift {
  PerAxis by;  ///< a displacement: either sign

  bool operator==(const DrawnShift&) const = default;
};

/// The category that the instance has from here on; possibly its own.
struct DrawnCategory {
  CategoryId category = 0;

  bool operator==(const DrawnCategory&) const = default;
};

struct DrawnDeletion {
  bool deleted = false;

  bool operator==(const DrawnDeletion&) const = default;
};

/// What one operation will do to one instance, with nothing left to chance.
using Draw = std::variant<
    NothingDrawn,
    DrawnTolerances,
    DrawnJitter,
    DrawnMorphology,
    DrawnShift,
    DrawnCategory,
    DrawnDeletion>;

/// All that chance decided about one instance, in the order in which it is done.
struct DrawnNoise {
  /// The distance of the vertices to which the outline of a mask is resampled before its vertices
  /// are treated; its corners are taken if there is none.
  std::optional<PerAxis> outline_step = {};

  /// One for each step that applied, until the instance was deleted or lost.
  std::vector<Draw> draws = {};

  bool operator==(const DrawnNoise&) const = default;
};

/// What an operation needs to know of an instance before it can draw.
struct DrawContext {
  PixelScale scale;
  std::size_t ring_count = 0;  ///< for approximation and localization alone
  CategoryId category = 0;
};

/// Draws what an operation will do.
///
/// A length is max(0, N(mean, sigma²)), converted to native pixels, then rounded to 1e-4 of them.
///
/// @param categories  for class confusion: where it is empty, or has no other category to offer,
/// the
///                    instance keeps its own
/// @param rng         advanced; the generator of this instance and step
/// @throws std::invalid_argument  for class confusion, if categories are given without that of the
///         instance
[[nodiscard]] Draw draw(
    const Operation& operation,
    const DrawContext& context,
    const CategoryTable& categories,
    Rng& rng);

/// The operation that a step does: its only one, or one drawn by weight.
/// @param rng  advanced by one uniform number if there is a choice
[[nodiscard]] const Operation& chosen(const Step& step, Rng& rng);

}  // namespace segnoise

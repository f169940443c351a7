#pragma once

#include "core/noise/category_table.h"
#include "core/noise/instance.h"
#include "core/noise/setup.h"
#include "core/noise/units.h"
#include "core/random/rng.h"
#include "core/shape/morphology.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace segnoise::noise {

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
  shape::Kernel kernel_px;  ///< 1 x 1 does nothing

  bool operator==(const DrawnMorphology&) const = default;
};

struct DrawnShift {
  PerAxis by;  ///< a displacement: either sign

  bool operator==(const DrawnShift&) const = default;
};

/// Correlated displacement along the normals; contour_walk.h says which.
struct DrawnWalk {
  std::vector<double> rings;  ///< standard deviation in units, ring by ring
  double bias = 0.0;          ///< units, outwards
  double correlation = 1.0;   ///< units along the arc
  PerAxis unit = {1.0, 1.0};  ///< pixels in one unit
  std::uint64_t key = 0;      ///< stands for the deviates: those of ring i are Rng(key, i)'s

  bool operator==(const DrawnWalk&) const = default;
};

/// A Markov process on the pixels; the key stands for its chances, which are Rng(key)'s: in each
/// step one for the direction, then one for each pixel at the border, from top to bottom and left
/// to right.
struct DrawnMarkov {
  int steps = 0;
  double grow_probability = 0.5;
  double flip_probability = 0.0;
  std::uint64_t key = 0;

  bool operator==(const DrawnMarkov&) const = default;
};

/// Displacement of the base along the long axis.
struct DrawnBaseShift {
  double by = 0.0;            ///< units, towards the apex
  double slope = 0.0;         ///< units along the axis for each unit across it: tan of the tilt
  PerAxis unit = {1.0, 1.0};  ///< pixels in one unit
  BaseToApex axis = {};

  bool operator==(const DrawnBaseShift&) const = default;
};

/// A copy of the instance as it is now, if any, which the outcome carries besides the instance.
struct DrawnCopy {
  enum class Kind : std::uint8_t { kDuplicate, kSpurious };

  Kind kind = Kind::kDuplicate;
  bool made = false;
  PerAxis by = {};          ///< displacement in pixels; 0 if not made
  CategoryId category = 0;  ///< of the copy; 0 if not made

  bool operator==(const DrawnCopy&) const = default;
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

/// The categories that a confusion of this kind chooses among, ascending, an instance's own
/// included: where that is the only one, confusion leaves it.
/// @throws std::invalid_argument  if the table does not hold the instance's own
[[nodiscard]] std::span<const CategoryId> confusable(
    ConfusionKind kind, CategoryId own, const CategoryTable& categories);

/// What one operation will do to one instance, with nothing left to chance.
using Draw = std::variant<
    NothingDrawn,
    DrawnTolerances,
    DrawnJitter,
    DrawnMorphology,
    DrawnShift,
    DrawnWalk,
    DrawnMarkov,
    DrawnBaseShift,
    DrawnCategory,
    DrawnDeletion,
    DrawnCopy>;

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

/// The smallest upright rectangle that holds a shape, in pixels.
struct PixelBounds {
  shape::Point low;
  shape::Point high;
};

/// What an operation needs to know of an instance before it can draw.
struct DrawContext {
  PixelScale scale;
  std::size_t ring_count = 0;  ///< for operations that draw per ring alone
  CategoryId category = 0;
  std::optional<BaseToApex> long_axis = {};  ///< for a base shift alone
  PixelBounds bounds = {};                   ///< for a spurious copy alone
  shape::Size frame = {};                    ///< the same
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
///         instance; for a base shift, if the instance has no long axis
[[nodiscard]] Draw draw(
    const Operation& operation,
    const DrawContext& context,
    const CategoryTable& categories,
    random::Rng& rng);

/// The operation that a step does: its only one, or one drawn by weight.
/// @param rng  advanced by one uniform number if there is a choice
[[nodiscard]] const Operation& chosen(const Step& step, random::Rng& rng);

}  // namespace segnoise::noise

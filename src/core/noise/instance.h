#pragma once

#include "core/noise/category_table.h"
#include "core/shape/mask.h"
#include "core/shape/polygon.h"

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace segnoise::noise {

/// What an annotator has drawn of one object: a mask, or rings.
using Shape = std::variant<shape::Mask, shape::Polygon>;

/// Which area rings enclose.
enum class FillRule : std::uint8_t {
  kEvenOdd,  ///< all together by the even-odd rule, so that rings are parts and holes; rasterise()
  kCoco,     ///< each for itself, joined by union, with COCO's own pixels; coco_mask()
};

/// The long axis of a left ventricle, in pixels: what a base shift acts along.
struct BaseToApex {
  shape::Point base = {};  ///< the middle of the mitral annulus
  shape::Point apex = {};

  bool operator==(const BaseToApex&) const = default;
};

/// One annotated object.
struct Instance {
  Shape shape;
  CategoryId category = 0;
  std::optional<BaseToApex> long_axis = {};  ///< of the clean shape; only base shifts look at it
  FillRule fill_rule = FillRule::kEvenOdd;   ///< of a polygon; without meaning for a mask

  bool operator==(const Instance&) const = default;
};

/// What has become of an instance.
enum class Fate : std::uint8_t {
  kKept,
  kDeleted,  ///< a deletion removed it
  kLost,     ///< an operation left no pixel of its shape, or it had none
};

/// The pixels of a shape.
/// @throws std::invalid_argument  as rasterise() and coco_mask() do
[[nodiscard]] shape::Mask pixels_of(const Shape& shape, shape::Size size, FillRule fill_rule);

/// An instance after its noise.
struct Outcome {
  Fate fate = Fate::kKept;

  /// The noisy instance; without meaning unless it was kept. A mask is still a mask. A polygon is
  /// still a polygon, unless the last operation that acted on its shape was a morphological one:
  /// then it is a mask. It has no long axis. Rings that were traced from a mask on the way are
  /// even-odd, whatever the rule of the clean ones.
  Instance instance = {};

  /// Instances that were added, duplicates and spurious ones, in the order of their steps; also
  /// where the instance itself was deleted or lost. None is empty.
  std::vector<Instance> added = {};

  bool operator==(const Outcome&) const = default;
};

}  // namespace segnoise::noise

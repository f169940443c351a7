#pragma once

#include "noise/category_table.h"
#include "shape/mask.h"
#include "shape/polygon.h"

#include <cstdint>
#include <variant>

namespace segnoise {

/// What an annotator has drawn of one object: a mask, or rings with their inside by the even-odd
/// rule.
using Shape = std::variant<Mask, Polygon>;

/// One annotated object.
struct Instance {
  Shape shape;
  CategoryId category = 0;

  bool operator==(const Instance&) const = default;
};

/// What has become of an instance.
enum class Fate : std::uint8_t {
  kKept,
  kDeleted,  ///< a deletion removed it
  kLost,     ///< an operation left none of its shape, or it had none
};

/// An instance after its noise.
struct Outcome {
  Fate fate = Fate::kKept;

  /// The noisy instance; without meaning unless it was kept. A mask is still a mask. A polygon is
  /// still a polygon, unless the last operation that acted on its shape was a morphological one:
  /// then it is a mask.
  Instance instance = {};

  bool operator==(const Outcome&) const = default;
};

}  // namespace segnoise

#pragma once

#include "shape/mask.h"

#include <optional>

namespace segnoise {

/// The LV cavity's long axis in one frame: from the middle of its base (the mitral annulus) to the
/// apex, in pixels, and its length.
struct LongAxis {
  Point base;
  Point apex;
  double length_mm = 0.0;
};

}  // namespace segnoise

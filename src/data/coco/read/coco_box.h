#pragma once

#include "data/coco/read/json_scan.h"

#include <string_view>

namespace segnoise::coco {

/// A box as files have it: x, y, width, height in pixels.
struct CocoBox {
  double x = 0.0;
  double y = 0.0;
  double width = 0.0;
  double height = 0.0;
};

/// @param place  of the value
/// @throws JsonError  if it is no array of four finite numbers, or a side is negative
[[nodiscard]] CocoBox read_box(std::string_view text, Span place);

}  // namespace segnoise::coco

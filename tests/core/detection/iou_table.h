#pragma once

#include "core/detection/detection_matching.h"

#include <cstddef>
#include <initializer_list>

namespace segnoise::testing {

/// A table written out: a row for each detection.
[[nodiscard]] inline detection::IouTable iou_table(
    std::initializer_list<std::initializer_list<double>> rows) {
  detection::IouTable ious(rows.size(), rows.begin()->size());
  std::size_t d = 0;
  for (const auto& row : rows) {
    std::size_t t = 0;
    for (const double iou : row) ious(d, t++) = iou;
    ++d;
  }
  return ious;
}

}  // namespace segnoise::testing

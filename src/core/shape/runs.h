#pragma once

#include "core/shape/mask.h"

#include <vector>

namespace segnoise::shape {

/// Neighbouring pixels of one row: columns [begin, end) of row y.
struct Run {
  int y = 0;
  int begin = 0;
  int end = 0;

  [[nodiscard]] int length() const { return end - begin; }
  bool operator==(const Run&) const = default;
};

/// The longest runs that make up a mask, from top to bottom, then from left to right.
[[nodiscard]] std::vector<Run> runs(const Mask& mask);

/// Adds the pixels of a run, which must lie in the frame and in the mask's window.
void add_run(Mask& mask, const Run& run);

}  // namespace segnoise::shape

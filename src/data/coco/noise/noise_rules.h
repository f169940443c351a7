#pragma once

#include "core/noise/category_table.h"
#include "core/noise/setup.h"

#include <cstdint>

namespace segnoise::coco {

/// The category that all are collapsed to, if they are.
inline constexpr noise::CategoryId kForegroundCategory = 1;

/// How the annotations of a file become noisy ones.
struct NoiseRules {
  noise::NoiseSetup setup = {};
  std::uint64_t seed = 1;
  bool noise_crowds = false;    ///< else they are left as they are
  bool as_run_lengths = false;  ///< write every segmentation as compressed run lengths
  bool fill_holes = false;      ///< rather than cut polygons that get holes into parts
  bool foreground = false;      ///< collapse all categories to kForegroundCategory
  bool annotate = false;        ///< note in each annotation, under "noise", what was done to it
  bool keep_records = false;    ///< the same, as lines of their own
};

}  // namespace segnoise::coco

#pragma once

#include "core/cardiac/disks.h"
#include "core/cardiac/echo.h"
#include "core/cardiac/ejection.h"

#include <optional>

namespace segnoise::readings {

/// The disks of a patient's outlines, and what follows from them.
struct Measured {
  cardiac::PerFrame<std::optional<cardiac::Disks>> disks = {};
  cardiac::Ejection ejection = {};
};

/// Why a reading is none that anybody would keep.
enum class Impossible {
  kNegativeEf,  ///< ESV above EDV
  kEdv,         ///< outside cardiac::kSmallestEdvMl to kLargestEdvMl
  kLongAxis,    ///< a frame's, outside cardiac::kShortestAxisMm to kLongestAxisMm
};

/// What is impossible of a reading and was not of the clean outlines: what these are beyond is a
/// remark on them, and no failure of who draws them again.
/// @return  the first in the order of Impossible
[[nodiscard]] std::optional<Impossible> impossible(const Measured& reading, const Measured& clean);

/// How many draws were impossible, each counted once.
struct FailedOutlines {
  int negative_ef = 0;
  int edv = 0;
  int long_axis = 0;

  [[nodiscard]] int all() const { return negative_ef + edv + long_axis; }
  void add(Impossible kind);
  FailedOutlines& operator+=(const FailedOutlines& others);
};

}  // namespace segnoise::readings

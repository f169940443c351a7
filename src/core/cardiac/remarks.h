#pragma once

#include "core/cardiac/echo.h"

#include <string>
#include <vector>

namespace segnoise::cardiac {

/// What no left ventricle is, or hardly any.
inline constexpr double kShortestAxisMm = 40.0;
inline constexpr double kLongestAxisMm = 130.0;
inline constexpr double kSmallestEdvMl = 20.0;
inline constexpr double kLargestEdvMl = 400.0;
inline constexpr double kMostTiltDegrees = 60.0;     ///< of the ventricle from straight up
inline constexpr double kMostEfDifferencePp = 10.0;  ///< of the stated EF from the measured one

/// What to look at twice before a patient's labels are believed, one line each, worst first:
///
/// - a ventricle that does not stand above its base: by the atrium's place, else by the side on
///   which the myocardium closes, else, if it is longer than wide, by its direction
/// - long axes beyond kShortestAxisMm to kLongestAxisMm, EDV beyond kSmallestEdvMl to
/// kLargestEdvMl:
///   most often a spacing that was lost
/// - what ejection() warns of: long axes of the views that differ by more than 10 %, ESV > EDV
/// - a stated EF that is more than kMostEfDifferencePp from the measured one
///
/// Volumes are those of the ASE disks, of one view where the other is missing. EF is compared only
/// where both views are there, by these and by CAMUS's own disks: the nearer one has to agree.
///
/// @return  nothing to say of what is absent, or cannot be measured
/// Source: ours; the ranges are wide enough for hearts of adults, healthy and not.
[[nodiscard]] std::vector<std::string> remarks_on(const Patient& patient);

}  // namespace segnoise::cardiac

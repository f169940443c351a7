#pragma once

#include "cardiac/echo.h"
#include "cardiac/long_axis.h"
#include "shape/mask.h"

#include <optional>
#include <string>
#include <vector>

namespace segnoise {

/// The LV cavity as outlined in one frame, at its native grid.
struct Cavity {
  Mask mask;
  Spacing spacing_mm;
};

/// Left-ventricle volumes at end-diastole and end-systole, and what follows from them.
struct Ejection {
  double edv_ml = 0.0;
  double esv_ml = 0.0;
  double ef_percent = 0.0;            ///< 100 · (EDV - ESV) / EDV; negative if ESV exceeds EDV
  std::vector<std::string> warnings;  ///< one line each, e.g. foreshortening
};

/// How volumes are computed from outlines.
enum class VolumeMethod {
  kBiplaneAse,    ///< ASE/EACVI 2015 biplane disks; the default
  kBiplaneCamus,  ///< the data set's own script, so that EF agrees with its cfg files
  kSinglePlane2ch,
  kSinglePlane4ch,
  kAreaLength,  ///< V = 8 A2 A4 / (3 pi L)
};

/// Volumes and ejection fraction from the outlines of a patient.
///
/// @param cavities  the largest component of each is used
/// @return  nothing if an outline that the method needs is absent, empty, or has no long axis
[[nodiscard]] std::optional<Ejection> ejection(
    const PerFrame<std::optional<Cavity>>& cavities, VolumeMethod method);

}  // namespace segnoise

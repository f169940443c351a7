#pragma once

#include "core/shape/polygon.h"
#include "study/analysis/sensitivity.h"

#include <optional>
#include <string>
#include <vector>

namespace segnoise::analysis {

/// The LV at end-diastole in one view, outlined anew: the label, and its disks' diameters as lines
/// across it, in pixels.
struct RedrawnLabel {
  cardiac::View view = cardiac::View::kTwoChamber;
  shape::Mask mask = {};
  std::vector<shape::Ring> disks = {};  ///< each two points
};

/// What one draw of noise at end-diastole makes of a patient whose labels at end-systole stay
/// clean.
struct EdvDraw {
  int draw = 0;  ///< from 1
  std::vector<RedrawnLabel> labels = {};
  cardiac::Ejection ejection = {};
};

/// The draws that underestimate EDV most, and overestimate it most.
struct EdvExample {
  std::string patient = {};
  cardiac::Ejection clean = {};
  EdvDraw least = {};
  EdvDraw greatest = {};
};

/// Looks through the draws of patient_sensitivity() at end-diastole; what no heart is
/// (readings::impossible()) is passed over.
///
/// @param draws  >= 1
/// @return       nothing if no view is measurable at both instants, or no draw leaves an EF
/// @throws std::invalid_argument  as patient_sensitivity() does
[[nodiscard]] std::optional<EdvExample> edv_example(
    const plan::VentricleLabels& labels,
    const noise::NoiseSetup& setup,
    const SensitivityOptions& options,
    int draws);

}  // namespace segnoise::analysis

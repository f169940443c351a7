#pragma once

#include "core/noise/setup.h"
#include "study/analysis/comparison.h"

#include <string>

namespace segnoise::analysis {

/// How far the noise of the CAMUS study displaces real outlines, beside the observers of S. Leclerc
/// et al. (2019) who are nearest, in one sentence; "" for other noise, of which it was not
/// measured.
///
/// Its steps tell whether a setup is the paper's, whatever it is called. Figures:
/// docs/observers.md.
[[nodiscard]] std::string clinical_size_text(const noise::NoiseSetup& setup);

/// Those of all conditions, a line for each setup.
[[nodiscard]] std::string clinical_sizes_text(const StudyComparison& comparison);

}  // namespace segnoise::analysis

#pragma once

#include "report/overlay.h"
#include "report/picture.h"

#include <filesystem>
#include <string>
#include <vector>

namespace segnoise {

/// Points that belong together, in the colour of a role.
struct ChartSeries {
  std::string name = {};  ///< for the legend
  OutlineRole role = OutlineRole::kPredictedClean;
  std::vector<Point> points = {};
};

/// Ejection fractions of the test patients by each network against those from the clean labels: one
/// point per patient, x from the clean labels and y from the network, both in percent, on equal
/// axes, with the line of identity and lines at 40 and 50 %, where EF categories meet.
///
/// @throws std::invalid_argument  if there is no point, or a coordinate is not finite
/// @throws std::runtime_error     if there is no usable OpenGL driver
[[nodiscard]] Picture draw_ef_agreement(const std::vector<ChartSeries>& series);

/// Dice on the validation patients by epoch: x the epoch, from 1, and y the Dice, in [0, 1].
/// @throws  as above
[[nodiscard]] Picture draw_training_curves(const std::vector<ChartSeries>& series);

/// Write the above as PNG files.
/// @throws  as above, and std::runtime_error naming the path if it cannot be written
void write_ef_agreement(const std::filesystem::path& path, const std::vector<ChartSeries>& series);
void write_training_curves(
    const std::filesystem::path& path, const std::vector<ChartSeries>& series);

}  // namespace segnoise

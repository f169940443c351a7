#pragma once

#include "show/pictures/legend.h"
#include "show/pictures/picture.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::pictures {

/// What precision a detector has at each recall.
struct PrecisionRecallCurve {
  std::string name = {};                  ///< for the legend: "IoU 0.50"
  std::vector<shape::Point> points = {};  ///< x the recall, ascending, and y the precision, in [0,
                                          ///< 1]; none where neither is defined
};

/// Curves over one another, on axes from 0 to 1.
///
/// @param heading  above all
/// @throws std::invalid_argument  if there is no curve, or more than kMostSeries, or a coordinate
/// is
///                                not in [0, 1]
/// @throws std::runtime_error     if there is no usable OpenGL driver
[[nodiscard]] Picture draw_precision_recall(
    const std::string& heading, const std::vector<PrecisionRecallCurve>& curves);

/// A measure of several groups by one method.
struct FractionSeries {
  std::string name = {};                           ///< for the legend: "boundary"
  std::vector<std::optional<double>> values = {};  ///< in [0, 1], one for each group
};

/// Bars on an axis from 0 to 1, those of a group side by side, each with its value above; a value
/// that is missing is a gap with a dash.
///
/// @param measure  what the values are: "AP"
/// @param groups   below the axis: "all", "small"
/// @throws std::invalid_argument  if there is no group or no series, or more series than
///                                kMostSeries, or a series has not a value for each group, or one
///                                that is not in [0, 1]
/// @throws std::runtime_error     as above
[[nodiscard]] Picture draw_fraction_bars(
    const std::string& heading,
    const std::string& measure,
    const std::vector<std::string>& groups,
    const std::vector<FractionSeries>& series);

/// What one kind of error costs.
struct CostBar {
  std::string name = {};  ///< of the kind: "localisation"
  double cost = 0.0;      ///< by how much the measure would be higher without; finite
};

/// A bar for each kind of error, with its value above, on an axis from 0 to a round number that
/// holds them all. What is below 0 has no bar, but its value.
///
/// @param measure  whose increase is shown: "AP"
/// @throws std::invalid_argument  if there is no kind, or a cost is not finite
/// @throws std::runtime_error     as above
[[nodiscard]] Picture draw_error_costs(
    const std::string& heading, const std::string& measure, const std::vector<CostBar>& costs);

/// Write the above as PNG files.
/// @throws  as above, and std::runtime_error naming the path if it cannot be written
void write_precision_recall(
    const std::filesystem::path& path,
    const std::string& heading,
    const std::vector<PrecisionRecallCurve>& curves);
void write_fraction_bars(
    const std::filesystem::path& path,
    const std::string& heading,
    const std::string& measure,
    const std::vector<std::string>& groups,
    const std::vector<FractionSeries>& series);
void write_error_costs(
    const std::filesystem::path& path,
    const std::string& heading,
    const std::string& measure,
    const std::vector<CostBar>& costs);

}  // namespace segnoise::pictures

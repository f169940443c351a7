#pragma once

#include "show/pictures/picture.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::pictures {

/// How many of some things lie in each of equally wide bins over [0, 1].
struct FractionHistogram {
  std::string measure = {};              ///< its name: "Boundary IoU"
  std::vector<std::size_t> counts = {};  ///< of the bins, from 0 to 1
  std::optional<double> mean = {};       ///< nothing if there is no value
  std::optional<double> median = {};
};

/// Histograms side by side on one scale, each with its mean and median and the share of every bin
/// that is not empty.
///
/// @param heading  above all
/// @param counted  what is counted: "Pairs"
/// @throws std::invalid_argument  if there is no histogram, or one without bins
/// @throws std::runtime_error     if there is no usable OpenGL driver
[[nodiscard]] Picture draw_histograms(
    const std::string& heading,
    const std::string& counted,
    const std::vector<FractionHistogram>& histograms);

/// Writes the above as a PNG file.
/// @throws  as above, and std::runtime_error naming the path if it cannot be written
void write_histograms(
    const std::filesystem::path& path,
    const std::string& heading,
    const std::string& counted,
    const std::vector<FractionHistogram>& histograms);

}  // namespace segnoise::pictures

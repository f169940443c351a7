#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace segnoise {

/// Which readers' outlines observers are fitted to, and how.
struct FitOptions {
  std::filesystem::path data = {};  ///< a folder of readers' folders, or COCO JSON
  std::string reference = {};       ///< a reader; "" for the mean outline
  std::optional<double> mm_per_pixel = {};
  std::optional<std::filesystem::path> out = {};
};

/// Fits the observer model to several readers' outlines of the same frames, prints what it finds,
/// and writes it and a setup file.
/// @throws std::runtime_error  one line, naming what of the data is wrong
void fit_observers(const FitOptions& options, const std::string& command_line);

}  // namespace segnoise

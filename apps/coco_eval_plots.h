#pragma once

#include "data/coco/evaluate/evaluation.h"

#include <filesystem>
#include <string>
#include <vector>

namespace segnoise {

/// Draws what came out as PNG files in a folder, which is made if need be: for each kind of overlap
/// precision over recall, and with errors what they cost; AP by size for all kinds together.
///
/// @param heading  above each
/// @throws std::runtime_error  if the folder cannot be made, a file cannot be written, or there is
///                             no usable OpenGL driver
void write_evaluation_plots(
    const std::filesystem::path& folder,
    const std::string& heading,
    const std::vector<coco::KindScores>& scores);

}  // namespace segnoise

#pragma once

#include "core/cardiac/echo.h"
#include "core/shape/mask.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::study_files {

/// The left ventricles that a network draws in the frames of its testing patients, in their order.
using PredictedOutlines =
    std::vector<std::pair<std::string, cardiac::PerFrame<std::optional<shape::Mask>>>>;

/// outlines.json: for each patient and frame ("2CH/ED") the pixels of the predicted LV as COCO has
/// them: {"size": [rows, columns], "counts": "..."}.
[[nodiscard]] std::string outlines_json(const PredictedOutlines& outlines);

/// Reads it back.
/// @throws std::runtime_error  naming the file and what is wrong with it
[[nodiscard]] PredictedOutlines read_outlines(const std::string& path);

}  // namespace segnoise::study_files

#pragma once

#include "data/coco/evaluate/evaluation.h"

#include <string>
#include <vector>

namespace segnoise::coco {

/// That some were left out as they are not valid, and what was wrong with the first ten: a line
/// each. Nothing if none was.
/// @param what     they are: "results"
/// @param invalid  what was wrong with each
[[nodiscard]] std::vector<std::string> left_out_remarks(
    const std::string& what, const std::vector<std::string>& invalid);

/// Which true annotations, and rings of them, were left out of an evaluation.
[[nodiscard]] std::vector<std::string> truth_remarks(const Evidence& evidence);

}  // namespace segnoise::coco

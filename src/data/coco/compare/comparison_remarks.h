#pragma once

#include "data/coco/compare/comparison.h"

#include <string>
#include <vector>

namespace segnoise::coco {

/// What one should know of before one believes the numbers of a comparison, a line each: few images
/// in common, ids that are on other images, categories of other names.
///
/// @throws std::runtime_error  if annotations were matched by id, and ids match nothing at all
[[nodiscard]] std::vector<std::string> remarks_on(const Comparison& comparison);

}  // namespace segnoise::coco

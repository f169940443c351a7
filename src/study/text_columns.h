#pragma once

#include <string>
#include <vector>

namespace segnoise {

/// Lines of cells, UTF-8, for a terminal: columns two blanks apart and as wide as their widest
/// cell, the first flush left and the others flush right. Lines may have fewer cells than others.
[[nodiscard]] std::string in_columns(const std::vector<std::vector<std::string>>& lines);

}  // namespace segnoise

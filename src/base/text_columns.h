#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace segnoise::base {

/// Columns of the terminal that a text takes, UTF-8: one for each of its characters, not of their
/// bytes.
[[nodiscard]] std::size_t columns(const std::string& text);

/// Lines of cells, UTF-8, for a terminal: columns two blanks apart and as wide as their widest
/// cell, the first flush left and the others flush right. Lines may have fewer cells than others.
[[nodiscard]] std::string in_columns(const std::vector<std::vector<std::string>>& lines);

}  // namespace segnoise::base

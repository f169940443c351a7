#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

namespace segnoise::base {

/// The cells of a line, UTF-8.
using TextRow = std::vector<std::string>;

/// Rows in columns for a terminal, two blanks apart, as wide as their widest cell.
///
/// @param rows        of one length, at least one
/// @param flush_left  the columns that are; the others are flush right
[[nodiscard]] std::string text_table(
    const std::vector<TextRow>& rows, std::initializer_list<std::size_t> flush_left = {0});

/// "1,234,567".
[[nodiscard]] std::string grouped(std::size_t number);

/// A text that a file gave, without what would move a terminal's cursor: '?' for every control
/// character.
[[nodiscard]] std::string printable(std::string text);

}  // namespace segnoise::base

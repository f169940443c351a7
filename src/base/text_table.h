#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

namespace segnoise::base {

/// Columns of the terminal that a text takes, UTF-8: one for each of its characters, not of their
/// bytes.
[[nodiscard]] std::size_t columns(const std::string& text);

/// The cells of a line, UTF-8.
using TextRow = std::vector<std::string>;

/// Rows in columns for a terminal, two blanks apart, as wide as their widest cell. Rows may have
/// fewer cells than others; no line ends in a blank.
///
/// @param flush_left  the columns that are; the others are flush right
[[nodiscard]] std::string text_table(
    const std::vector<TextRow>& rows, std::initializer_list<std::size_t> flush_left = {0});

/// "1,234,567".
[[nodiscard]] std::string grouped(std::size_t number);

/// A text that a file gave, without what would move a terminal's cursor: '?' for every control
/// character.
[[nodiscard]] std::string printable(std::string text);

}  // namespace segnoise::base

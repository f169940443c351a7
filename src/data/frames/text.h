#pragma once

#include <string>
#include <string_view>

namespace segnoise::frames {

/// The text without blanks, tabs and carriage returns at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// A piece of a file that is fit to stand in a one-line message: in quotes, at most 60 characters,
/// with a question mark for whatever does not print.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace segnoise::frames

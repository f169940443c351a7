#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace segnoise::cli {

/// The name that somebody meant who typed another: the only one that begins with what was typed, or
/// else the first of those with the fewest letters to put in, take out, change or swap with their
/// neighbour, no more than a third of the longer word's (one at least) and fewer than either has. A
/// capital is the same letter.
///
/// Source: the distance is F. J. Damerau, "A technique for computer detection and correction of
/// spelling errors", CACM 7(3), 171-176 (1964), with no letter swapped twice; the limits are ours.
///
/// @return  nothing if no name is near
[[nodiscard]] std::optional<std::string> nearest_name(
    std::string_view typed, std::span<const std::string> names);

}  // namespace segnoise::cli

#pragma once

#include <string>
#include <string_view>

namespace segnoise::base {

/// The first columns of a text in UTF-8, none of whose letters is wider than a column.
[[nodiscard]] std::string cut_to_width(std::string_view text, int columns);

/// The same, with "…" as the last column where something was cut.
[[nodiscard]] std::string shortened(std::string_view text, int columns);

}  // namespace segnoise::base

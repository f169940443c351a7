#pragma once

#include <string>
#include <string_view>

namespace segnoise::base {

/// The text with the letters A to Z made small, and no others.
[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lower;
}

}  // namespace segnoise::base

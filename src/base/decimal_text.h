#pragma once

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

namespace segnoise::base {

/// A number for a message: printf's %.<decimals>f, with a point in every locale.
[[nodiscard]] inline std::string decimal_text(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  std::string result(text.data());
  std::ranges::replace(result, ',', '.');
  return result;
}

}  // namespace segnoise::base

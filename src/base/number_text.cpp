#include "base/number_text.h"

#include <array>
#include <charconv>

namespace segnoise::base {

void append_decimal(double value, int decimals, std::string& text) {
  std::array<char, 336> digits{};  // the largest number has 309 before the point
  const auto end =
      std::to_chars(
          digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, decimals)
          .ptr;
  text.append(digits.data(), end);
}

std::string decimal_text(double value, int decimals) {
  std::string text;
  append_decimal(value, decimals, text);
  return text;
}

void append_shortest(double value, std::string& text) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  text.append(digits.data(), end);
}

std::string shortest_text(double value) {
  std::string text;
  append_shortest(value, text);
  return text;
}

}  // namespace segnoise::base

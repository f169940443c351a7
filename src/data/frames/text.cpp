#include "data/frames/text.h"

namespace segnoise::frames {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\v\f";
  const auto begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string in_quotes(std::string_view text) {
  std::string line = "'";
  for (const char c : text.substr(0, 60)) line += (c >= ' ' && c <= '~') ? c : '?';
  return line + "'";
}

}  // namespace segnoise::frames

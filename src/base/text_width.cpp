#include "base/text_width.h"

#include <cstddef>

namespace segnoise::base {

std::string cut_to_width(std::string_view text, int columns) {
  std::size_t end = 0;
  for (int column = 0; end < text.size(); ++end) {
    const bool continues = (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U;
    if (!continues && ++column > columns) break;
  }
  return std::string(text.substr(0, end));
}

std::string shortened(std::string_view text, int columns) {
  std::string cut = cut_to_width(text, columns);
  return cut.size() == text.size() ? cut : cut_to_width(text, columns - 1) + "…";
}

}  // namespace segnoise::base

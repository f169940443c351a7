#include "base/text_columns.h"

#include <algorithm>
#include <cstddef>

namespace segnoise::base {

std::size_t columns(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::string in_columns(const std::vector<std::vector<std::string>>& lines) {
  std::vector<std::size_t> widths;
  for (const auto& line : lines) {
    widths.resize(std::max(widths.size(), line.size()), 0);
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], columns(line[i]));
  }
  std::string text;
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::string padding(widths[i] - columns(line[i]), ' ');
      if (i == 0) {
        text += line[i] + padding;
      } else {
        text += "  " + padding + line[i];
      }
    }
    text += '\n';
  }
  return text;
}

}  // namespace segnoise::base

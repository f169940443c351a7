#pragma once

#include <string_view>

namespace segnoise::storage {

/// The text of a file without the mark of UTF-8 that some tools put before it.
[[nodiscard]] inline std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

}  // namespace segnoise::storage

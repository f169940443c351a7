#include "show/page/markup.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace segnoise::page {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Bytes of the character of UTF-8 that begins at `start`; 0 if none does.
std::size_t character_bytes(std::string_view text, std::size_t start) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(start);
  if (first < 0x80) return 1;
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || start + bytes > text.size()) return 0;
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(start + i) & 0xC0U) != 0x80U) return 0;
  }
  const unsigned second = byte(start + 1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || beyond ? 0 : bytes;
}

// Whether a line must not be broken at a space: before "%" and around "±".
bool belongs_together(std::string_view text, std::size_t space) {
  const std::string_view before = text.substr(0, space);
  const std::string_view after = text.substr(space + 1);
  return after.starts_with('%') || after.starts_with("±") || before.ends_with("±");
}

// What stands for a character of one byte that must not stand for itself; nothing for the others.
std::string_view reference_of(char c) {
  constexpr char kFirstPrintable = 0x20;
  constexpr char kDelete = 0x7F;
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    case '\n':
    case '\t':
      return {};
    default:
      return c < kFirstPrintable || c == kDelete ? kReplacement : std::string_view{};
  }
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t bytes = character_bytes(text, i);
    const std::string_view reference = bytes == 0  ? kReplacement
                                       : bytes > 1 ? std::string_view{}
                                       : text[i] == ' ' && belongs_together(text, i)
                                           ? "&#160;"
                                           : reference_of(text[i]);
    out += reference.empty() ? text.substr(i, bytes) : reference;
    i += std::max<std::size_t>(bytes, 1);
  }
  return out;
}

std::string script_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {  // "<" is in JSON within strings alone
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += i + k > bytes.size() ? '=' : kDigits[group >> (18U - 6U * k) & 0x3FU];
    }
  }
  return out;
}

}  // namespace segnoise::page

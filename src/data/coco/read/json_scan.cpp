#include "data/coco/read/json_scan.h"

#include <algorithm>
#include <bit>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <simdjson.h>

namespace segnoise::coco {
namespace {

constexpr std::size_t kBlock = sizeof(std::uint64_t);
constexpr std::uint64_t kOnes = 0x0101010101010101U;

/// The high bit of every byte that is 0, and of some above the lowest of those.
std::uint64_t zero_bytes(std::uint64_t block) { return (block - kOnes) & ~block & (kOnes << 7U); }

/// Every byte that may be a quote or a bracket of any kind: [ and { differ in one bit, as do ] and
/// }, which is set for all here.
std::uint64_t landmarks(std::uint64_t block) {
  block |= kOnes * 0x20U;
  return zero_bytes(block ^ kOnes * '{') | zero_bytes(block ^ kOnes * '}') |
         zero_bytes(block ^ kOnes * '"');
}

/// The first byte at or after a place that may be a quote or a bracket.
std::size_t next_landmark(std::string_view text, std::size_t at) {
  static_assert(std::endian::native == std::endian::little, "the lowest byte comes first");
  for (; at + kBlock <= text.size(); at += kBlock) {
    std::uint64_t block = 0;
    std::memcpy(&block, text.data() + at, kBlock);
    if (const std::uint64_t found = landmarks(block); found != 0) {
      return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
  }
  constexpr std::string_view kLandmarks = "{}[]\"";
  const std::size_t found = text.find_first_of(kLandmarks, at);
  return found == std::string_view::npos ? text.size() : found;
}

/// The first quote at or after a place. Most strings are keys: too short for a call to find it.
std::size_t next_quote(std::string_view text, std::size_t at) {
  constexpr std::size_t kShort = 16;
  const std::size_t near = std::min(at + kShort, text.size());
  for (; at < near; ++at) {
    if (text[at] == '"') return at;
  }
  return std::min(text.find('"', at), text.size());
}

/// Behind the string whose opening quote is at a place.
std::size_t end_of_string(std::string_view text, std::size_t open) {
  for (std::size_t at = open + 1;; ++at) {
    at = next_quote(text, at);
    if (at >= text.size()) throw JsonError("a string does not end", open);
    std::size_t backslashes = 0;
    while (text[at - 1 - backslashes] == '\\') ++backslashes;
    if (backslashes % 2 == 0) return at + 1;
  }
}

/// Which brackets are open: braces, or the square ones. Beyond 64 levels it no longer tells.
class OpenBrackets {
 public:
  void push(bool is_brace) {
    if (depth_ < kRemembered) is_brace_[depth_] = is_brace;
    ++depth_;
  }

  /// @return  whether the innermost one may be closed by such a bracket
  [[nodiscard]] bool pop(bool is_brace) {
    --depth_;
    return depth_ >= kRemembered || is_brace_[depth_] == is_brace;
  }

  [[nodiscard]] bool empty() const { return depth_ == 0; }

 private:
  static constexpr std::size_t kRemembered = 64;

  std::bitset<kRemembered> is_brace_;
  std::size_t depth_ = 0;
};

std::size_t end_of_brackets(std::string_view text, std::size_t open) {
  OpenBrackets brackets;
  for (std::size_t at = open;; ++at) {
    at = next_landmark(text, at);
    if (at >= text.size()) throw JsonError("an object or array does not end", open);
    switch (text[at]) {
      case '"':
        at = end_of_string(text, at) - 1;
        break;
      case '{':
      case '[':
        brackets.push(text[at] == '{');
        break;
      case '}':
      case ']':
        if (!brackets.pop(text[at] == '}')) {
          throw JsonError("a bracket closes one of the other kind", at);
        }
        if (brackets.empty()) return at + 1;
        break;
      default:  // only looked like one
        break;
    }
  }
}

/// @throws JsonError  at the first character that is no UTF-8
void expect_utf8(std::string_view text) {
  if (simdjson::validate_utf8(text)) return;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
    const std::string_view character = text.substr(at, length);
    if (!simdjson::validate_utf8(character)) {
      throw JsonError("the text is not UTF-8, expected that: perhaps it is Latin-1", at);
    }
    at += character.size();
  }
}

char at_or_end(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }

}  // namespace

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t found = text.find_first_not_of(kBlanks, at);
  return found == std::string_view::npos ? text.size() : found;
}

std::size_t begin_of_json(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.starts_with("\x1F\x8B")) {
    throw JsonError("the text is compressed by gzip, expected JSON", 0);
  }
  const std::string_view first = text.substr(0, 2);
  if (first == "\xFF\xFE" || first == "\xFE\xFF" || first == "{\0"sv || first == "[\0"sv ||
      first == "\0{"sv || first == "\0["sv) {
    throw JsonError("the file is in UTF-16, expected UTF-8", 0);
  }
  expect_utf8(text);
  const std::size_t begin = skip_blanks(text, 0);
  if (begin == text.size()) throw JsonError("the file is empty, expected JSON", begin);
  return begin;
}

void expect_end_of_json(std::string_view text, std::size_t at) {
  at = skip_blanks(text, at);
  if (at == text.size()) return;
  if (text[at] == '{' || text[at] == '[') {
    throw JsonError("another value follows, expected one: lines of JSON (NDJSON) are not read", at);
  }
  throw JsonError("expected nothing behind the end of the JSON", at);
}

std::size_t end_of_value(std::string_view text, std::size_t at) {
  switch (at_or_end(text, at)) {
    case '"':
      return end_of_string(text, at);
    case '{':
    case '[':
      return end_of_brackets(text, at);
    default:
      constexpr std::string_view kAfterScalars = ",]} \t\r\n";
      const std::size_t end = std::min(text.find_first_of(kAfterScalars, at), text.size());
      if (end == at || at >= text.size()) throw JsonError("a value is missing", at);
      return end;
  }
}

std::vector<Member> members_of(std::string_view text, Span object, std::size_t* end_of_object) {
  text = text.substr(0, object.end);
  if (at_or_end(text, object.begin) != '{') throw JsonError("expected an object", object.begin);
  constexpr std::size_t kUsual = 8;
  std::vector<Member> members;
  members.reserve(kUsual);
  std::size_t at = skip_blanks(text, object.begin + 1);
  const auto ends = [&] {
    if (at_or_end(text, at) != '}') return false;
    if (end_of_object != nullptr) *end_of_object = at + 1;
    return true;
  };
  if (ends()) return members;
  for (;;) {
    if (at_or_end(text, at) != '"') throw JsonError("expected a key in quotes", at);
    const std::size_t name_end = end_of_string(text, at);
    const std::string_view name = text.substr(at + 1, name_end - at - 2);
    at = skip_blanks(text, name_end);
    if (at_or_end(text, at) != ':') throw JsonError("expected a colon after a key", at);
    const std::size_t begin = skip_blanks(text, at + 1);
    const std::size_t end = end_of_value(text, begin);
    members.push_back({name, {begin, end}});
    at = skip_blanks(text, end);
    if (ends()) return members;
    if (at_or_end(text, at) != ',') throw JsonError("expected a comma or the end of an object", at);
    at = skip_blanks(text, at + 1);
  }
}

Elements::Elements(std::string_view text, Span array)
    : text_(text.substr(0, array.end)), at_(array.begin) {
  if (at_or_end(text_, at_) != '[') throw JsonError("expected an array", at_);
  at_ = skip_blanks(text_, at_ + 1);
}

std::optional<std::size_t> Elements::next_begin() {
  if (at_or_end(text_, at_) == ']') return std::nullopt;
  if (!is_first_) {
    if (at_or_end(text_, at_) != ',') {
      throw JsonError("expected a comma or the end of an array", at_);
    }
    at_ = skip_blanks(text_, at_ + 1);
  }
  is_first_ = false;
  return at_;
}

std::optional<Span> Elements::next() {
  const auto begin = next_begin();
  if (!begin) return std::nullopt;
  const Span element{*begin, end_of_value(text_, *begin)};
  pass(element.end);
  return element;
}

}  // namespace segnoise::coco

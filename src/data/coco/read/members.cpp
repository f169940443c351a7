#include "data/coco/read/members.h"

#include "data/coco/read/value_parser.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>

namespace segnoise::coco {
namespace {

/// A whole number that is written with a point or an exponent; those beyond 2^53 are not exact.
std::optional<std::int64_t> whole_of_decimal(std::string_view text) {
  constexpr double kMostExact = 9007199254740992.0;
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc{} && end == text.data() + text.size() &&
                        std::trunc(number) == number && std::abs(number) <= kMostExact;
  if (!is_whole) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

}  // namespace

std::string shown_value(std::string_view value) {
  constexpr std::size_t kLongest = 40;
  std::string text(value.substr(0, kLongest));
  for (char& c : text) {
    if (c < ' ' || c > '~') c = '?';
  }
  return value.size() > kLongest ? text + "..." : text;
}

KnownMembers::KnownMembers(
    std::string_view text,
    Span place,
    std::initializer_list<std::string_view> names,
    std::size_t* end)
    : text_(text), place_(place) {
  members_.reserve(names.size());
  for (const std::string_view name : names) members_.push_back({name, {}});
  for (const Member& member : members_of(text, place, end)) {
    const auto known = std::ranges::find(members_, member.name, &Known::name);
    if (known == members_.end()) continue;
    if (known->place) {
      throw JsonError(std::string(member.name) + " is given twice", member.value.begin);
    }
    known->place = member.value;
  }
}

std::optional<Span> KnownMembers::find(std::string_view name) const {
  const auto place = place_of(name);
  const std::string_view value = place ? place->of(text_) : "null";
  return value == "null" || value == R"("")" ? std::nullopt : place;
}

std::optional<Span> KnownMembers::find_filled(std::string_view name) const {
  const auto place = find(name);
  if (!place || text_[place->begin] != '[') return place;
  return text_[skip_blanks(text_, place->begin + 1)] == ']' ? std::nullopt : place;
}

std::optional<Span> KnownMembers::place_of(std::string_view name) const {
  const auto known = std::ranges::find(members_, name, &Known::name);
  return known == members_.end() ? std::nullopt : known->place;
}

Member KnownMembers::at(std::string_view name) const {
  const auto found = place_of(name);
  if (!found) throw JsonError(std::string(name) + " is missing", place_.begin);
  return {name, *found};
}

std::int64_t KnownMembers::whole_number(std::string_view name) const {
  const Member member = at(name);
  std::string_view digits = member.value.of(text_);
  if (digits.size() > 2 && digits.front() == '"') digits = digits.substr(1, digits.size() - 2);
  const char* const end = digits.data() + digits.size();
  std::int64_t number = 0;
  const auto [stopped, error] = std::from_chars(digits.data(), end, number);
  if (error == std::errc{} && stopped == end) return number;
  if (error == std::errc::result_out_of_range && stopped == end) {
    reject(member, "a whole number in [-2^63, 2^63 - 1]");
  }
  const auto decimal = whole_of_decimal(digits);
  if (!decimal) reject(member, "a whole number");
  return *decimal;
}

double KnownMembers::number(std::string_view name) const {
  const Member member = at(name);
  const std::string_view value = member.value.of(text_);
  double number = 0.0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || !std::isfinite(number)) {
    reject(member, "a number");
  }
  return number;
}

bool KnownMembers::flag(std::string_view name) const {
  const Member member = at(name);
  const std::string_view value = member.value.of(text_);
  if (value == "true" || value == "false") return value == "true";
  const auto number = whole_of_decimal(value);
  if (!number || *number < 0 || *number > 1) reject(member, "0 or 1");
  return *number == 1;
}

std::string KnownMembers::text(std::string_view name) const {
  const Member member = at(name);
  ValueParser parser;
  try {
    simdjson::ondemand::document document = parser.parse(text_, member.value);
    return std::string(parser.text_of(document.get_raw_json_string()));
  } catch (const simdjson::simdjson_error&) {
    reject(member, "a text or null");
  }
}

void KnownMembers::reject(const Member& member, const std::string& expected) const {
  throw JsonError(
      std::string(member.name) + " must be " + expected + ", got " +
          shown_value(member.value.of(text_)),
      member.value.begin);
}

}  // namespace segnoise::coco

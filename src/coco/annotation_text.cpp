#include "coco/annotation_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace segnoise {
namespace {

/// The nearest whole number of hundredths; halves away from 0.
std::int64_t hundredths(double coordinate) {
  return static_cast<std::int64_t>(
      coordinate * kWrittenStepsPerPx + (coordinate < 0.0 ? -0.5 : 0.5));
}

/// No coordinate takes more characters, with its sign, point and comma: they are below 10^9.
constexpr std::size_t kLongestCoordinate = 16;

/// Writes a whole number >= 0; those of images' sides, which are nearly all, without a detour.
char* write_whole(std::int64_t number, char* at) {
  constexpr std::int64_t kShort = 1000;
  if (number >= kShort) return std::to_chars(at, at + 20, number).ptr;
  const auto digit = [](std::int64_t value) { return static_cast<char>('0' + value); };
  if (number >= 100) *at++ = digit(number / 100);
  if (number >= 10) *at++ = digit(number / 10 % 10);
  *at++ = digit(number % 10);
  return at;
}

char* write_hundredths(std::int64_t number, char* at) {
  if (number < 0) *at++ = '-';
  const std::int64_t size = std::abs(number);
  at = write_whole(size / 100, at);
  if (const std::int64_t rest = size % 100; rest != 0) {
    *at++ = '.';
    *at++ = static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) *at++ = static_cast<char>('0' + rest % 10);
  }
  return at;
}

/// Appends a ring's coordinates, each with a comma behind it.
void append_coordinates(const Ring& ring, std::string& json) {
  const std::size_t before = json.size();
  json.resize(before + 2 * kLongestCoordinate * ring.size());
  char* at = json.data() + before;
  for (const Point& point : ring) {
    at = write_hundredths(hundredths(point.x), at);
    *at++ = ',';
    at = write_hundredths(hundredths(point.y), at);
    *at++ = ',';
  }
  json.resize(static_cast<std::size_t>(at - json.data()));
}

}  // namespace

Polygon as_written(Polygon rings) {
  for (Ring& ring : rings) {
    for (Point& point : ring) {
      point.x = static_cast<double>(hundredths(point.x)) / kWrittenStepsPerPx;
      point.y = static_cast<double>(hundredths(point.y)) / kWrittenStepsPerPx;
    }
  }
  return rings;
}

void append_polygons(const Polygon& rings, std::string& json) {
  json += '[';
  for (const Ring& ring : rings) {
    json += &ring == &rings.front() ? "[" : ",[";
    append_coordinates(ring, json);
    if (!ring.empty()) json.pop_back();
    json += ']';
  }
  json += ']';
}

void append_run_lengths(const RunLengths& runs, std::string& json) {
  json += R"({"size":[)";
  append_number(runs.size().height, json);
  json += ',';
  append_number(runs.size().width, json);
  json += R"(],"counts":)";
  append_quoted(compressed(runs), json);
  json += '}';
}

void append_box(const Box& box, std::string& json) {
  json += '[';
  append_number(box.x, json);
  for (const int number : {box.y, box.width, box.height}) {
    json += ',';
    append_number(number, json);
  }
  json += ']';
}

void append_number(std::int64_t number, std::string& json) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  json.append(digits.data(), end);
}

void append_quoted(std::string_view text, std::string& json) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr unsigned char kFirstPrintable = 0x20;
  json += '"';
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == '"' || character == '\\') {
      json += '\\';
      json += character;
    } else if (byte < kFirstPrintable) {
      json += "\\u00";
      json += kDigits[byte / 16];
      json += kDigits[byte % 16];
    } else {
      json += character;
    }
  }
  json += '"';
}

void append_fixed(double value, int decimals, std::string& json) {
  std::array<char, 24> digits{};
  const auto end =
      std::to_chars(
          digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, decimals)
          .ptr;
  json.append(digits.data(), end);
}

}  // namespace segnoise

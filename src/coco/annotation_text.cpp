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

/// Writes a number of at most 20 characters.
char* write_hundredths(std::int64_t number, char* at) {
  if (number < 0) *at++ = '-';
  const std::int64_t size = std::abs(number);
  at = std::to_chars(at, at + 20, size / 100).ptr;
  if (const std::int64_t rest = size % 100; rest != 0) {
    *at++ = '.';
    *at++ = static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) *at++ = static_cast<char>('0' + rest % 10);
  }
  return at;
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
    for (const Point& point : ring) {
      std::array<char, 64> both{};
      char* at = write_hundredths(hundredths(point.x), both.data());
      *at++ = ',';
      at = write_hundredths(hundredths(point.y), at);
      *at++ = ',';
      json.append(both.data(), at);
    }
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

#include "coco/annotation_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace segnoise {
namespace {

/// The nearest whole number of hundredths.
std::int64_t hundredths(double coordinate) {
  return static_cast<std::int64_t>(std::llround(coordinate * kWrittenStepsPerPx));
}

void append_hundredths(std::int64_t number, std::string& json) {
  std::array<char, 24> digits{};
  char* end = digits.data();
  if (number < 0) *end++ = '-';
  const std::int64_t size = std::abs(number);
  end = std::to_chars(end, digits.data() + digits.size(), size / 100).ptr;
  if (const std::int64_t rest = size % 100; rest != 0) {
    *end++ = '.';
    *end++ = static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) *end++ = static_cast<char>('0' + rest % 10);
  }
  json.append(digits.data(), end);
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
      if (&point != &ring.front()) json += ',';
      append_hundredths(hundredths(point.x), json);
      json += ',';
      append_hundredths(hundredths(point.y), json);
    }
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

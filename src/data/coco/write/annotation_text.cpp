#include "data/coco/write/annotation_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <span>

namespace segnoise::coco {
namespace {

/// The nearest whole number of hundredths; halves away from 0.
std::int64_t hundredths(double coordinate) {
  return static_cast<std::int64_t>(
      coordinate * kWrittenStepsPerPx + (coordinate < 0.0 ? -0.5 : 0.5));
}

/// No coordinate takes more characters, with its sign, point and comma: they are below 10^9.
constexpr std::size_t kLongestCoordinate = 16;

/// A whole number and a comma.
struct WholeText {
  std::array<char, 4> characters = {};
  std::uint8_t size = 0;
};

/// Those of images' sides, which nearly all coordinates are.
constexpr auto kWholeTexts = [] {
  std::array<WholeText, 1000> texts{};
  for (std::size_t number = 0; number < texts.size(); ++number) {
    WholeText& text = texts[number];
    const auto add = [&](std::size_t digit) {
      text.characters[text.size++] = static_cast<char>('0' + digit);
    };
    if (number >= 100) add(number / 100);
    if (number >= 10) add(number / 10 % 10);
    add(number % 10);
    text.characters[text.size++] = ',';
  }
  return texts;
}();

char* write_hundredths(std::int64_t number, char* at) {
  if (number < 0) *at++ = '-';
  const std::int64_t size = std::abs(number);
  at = std::to_chars(at, at + kLongestCoordinate, size / 100).ptr;
  if (const std::int64_t rest = size % 100; rest != 0) {
    *at++ = '.';
    *at++ = static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) *at++ = static_cast<char>('0' + rest % 10);
  }
  return at;
}

/// Writes a coordinate and a comma.
char* write_coordinate(double coordinate, char* at) {
  const std::int64_t number = hundredths(coordinate);
  const auto whole = static_cast<std::uint64_t>(number) / 100;  // huge for a negative one
  if (whole < kWholeTexts.size() && whole * 100 == static_cast<std::uint64_t>(number)) {
    const WholeText& text = kWholeTexts[whole];
    std::memcpy(at, text.characters.data(), text.characters.size());
    return at + text.size;
  }
  at = write_hundredths(number, at);
  *at++ = ',';
  return at;
}

/// How many bytes the character takes that a text begins with, which is not ASCII; 0 if it is no
/// UTF-8: cut off, longer than it need be, a surrogate or beyond U+10FFFF.
std::size_t length_of_character(std::string_view text) {
  const auto byte_at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned lead = byte_at(0);
  if (lead < 0xC2U || lead > 0xF4U) return 0;
  const std::size_t length = lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(i) & 0xC0U) != 0x80U) return 0;
  }
  const unsigned second = byte_at(1);
  const bool is_taken = !(lead == 0xE0U && second < 0xA0U) && !(lead == 0xEDU && second > 0x9FU) &&
                        !(lead == 0xF0U && second < 0x90U) && !(lead == 0xF4U && second > 0x8FU);
  return is_taken ? length : 0;
}

/// Appends a ring's coordinates, each with a comma behind it.
void append_coordinates(const shape::Ring& ring, std::string& json) {
  constexpr std::size_t kAtOnce = 64;
  std::array<char, 2 * kLongestCoordinate * kAtOnce> text{};
  for (std::size_t begin = 0; begin < ring.size(); begin += kAtOnce) {
    char* at = text.data();
    for (const shape::Point& point :
         std::span(ring).subspan(begin, std::min(kAtOnce, ring.size() - begin))) {
      at = write_coordinate(point.x, at);
      at = write_coordinate(point.y, at);
    }
    json.append(text.data(), at);
  }
}

}  // namespace

shape::Polygon as_written(shape::Polygon rings) {
  for (shape::Ring& ring : rings) {
    for (shape::Point& point : ring) {
      point.x = static_cast<double>(hundredths(point.x)) / kWrittenStepsPerPx;
      point.y = static_cast<double>(hundredths(point.y)) / kWrittenStepsPerPx;
    }
  }
  return rings;
}

void append_polygons(const shape::Polygon& rings, std::string& json) {
  json += '[';
  for (const shape::Ring& ring : rings) {
    json += &ring == &rings.front() ? "[" : ",[";
    append_coordinates(ring, json);
    if (!ring.empty()) json.pop_back();
    json += ']';
  }
  json += ']';
}

void append_run_lengths(const shape::RunLengths& runs, std::string& json) {
  json += R"({"size":[)";
  append_number(runs.size().height, json);
  json += ',';
  append_number(runs.size().width, json);
  json += R"(],"counts":)";
  append_quoted(shape::compressed(runs), json);
  json += '}';
}

void append_box(const shape::Box& box, std::string& json) {
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
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  constexpr unsigned char kFirstPrintable = 0x20;
  constexpr unsigned char kLastAscii = 0x7F;
  json += '"';
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char character = text[at];
    const auto byte = static_cast<unsigned char>(character);
    if (byte > kLastAscii) {
      const std::size_t length = length_of_character(text.substr(at));
      json += length == 0 ? kReplacement : text.substr(at, length);
      at += length == 0 ? 0 : length - 1;
    } else if (character == '"' || character == '\\') {
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

}  // namespace segnoise::coco

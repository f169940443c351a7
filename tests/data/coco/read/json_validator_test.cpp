#include "data/coco/read/json_validator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

namespace segnoise::coco {
namespace {

using ::testing::HasSubstr;

/// "" if a text is valid as a whole.
std::string complaint(const std::string& text) {
  try {
    expect_valid_json(text, {0, text.size()});
    return "";
  } catch (const JsonError& error) {
    return std::to_string(error.offset()) + ": " + error.what();
  }
}

TEST(JsonValidator, TakesWhatJsonIs) {
  for (const char* text :
       {"0",
        "-0",
        "12",
        "-1.50",
        "0.1",
        "1e5",
        "1E+5",
        "2.5e-07",
        "true",
        "false",
        "null",
        R"("")",
        R"("a\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00")",
        R"("\uabcd\uABCD\uefEF\u0189\u2367")",
        "\"\xC3\xA9 \x7F\"",
        "[]",
        "{}",
        "[ ]",
        "{\n}",
        "[1,2 , 3]",
        R"({"a" : [{}, [[]], {"b":null}]})"}) {
    EXPECT_EQ(complaint(text), "") << text;
  }
}

TEST(JsonValidator, NamesTheFirstByteThatIsNone) {
  EXPECT_EQ(complaint("[1,012]"), "3: expected a number without leading zeros, got 012]");
  EXPECT_EQ(complaint("-01"), "1: expected a number without leading zeros, got 01");
  EXPECT_EQ(complaint(R"({"a": x})"), "6: expected a value, got x}");
  EXPECT_EQ(complaint("[NaN]"), "1: expected a value, got NaN]");
  EXPECT_EQ(complaint("[True]"), "1: expected a value, got True]");
  EXPECT_EQ(complaint("[nul]"), "1: expected a value, got nul]");
  EXPECT_EQ(complaint("[1.]"), "3: expected a digit, got ]");
  EXPECT_EQ(complaint("[.5]"), "1: expected a value, got .5]");
  EXPECT_EQ(complaint("[+5]"), "1: expected a value, got +5]");
  EXPECT_EQ(complaint("[1e]"), "3: expected a digit, got ]");
  EXPECT_EQ(complaint("[1 2]"), "3: expected a comma or ], got 2]");
  EXPECT_EQ(complaint("[1,]"), "3: expected a value, got ]");
  EXPECT_EQ(complaint("[1\\]"), "2: expected a comma or ], got \\]");
  EXPECT_EQ(complaint("[0x1F]"), "2: expected a comma or ], got x1F]");
  EXPECT_EQ(complaint(R"({"a":1,})"), "7: expected a key in quotes, got }");
  EXPECT_EQ(complaint(R"({"a" 1})"), "5: expected a colon, got 1}");
  EXPECT_EQ(complaint(R"({"a":1 "b":2})"), R"(7: expected a comma or }, got "b":2})");
  EXPECT_EQ(complaint(R"({a:1})"), "1: expected a key in quotes, got a:1}");
  EXPECT_EQ(complaint(R"(["\x"])"), R"(2: expected an escape that JSON has, got \x"])");
  EXPECT_EQ(complaint(R"(["\u12g4"])"), R"(2: expected an escape that JSON has, got \u12g4"])");
  EXPECT_EQ(complaint("[\"a\nb\"]"), "3: expected no control character in a string, got ?b\"]");
  for (char control = '\0'; control < ' '; ++control) {
    EXPECT_THAT(
        complaint({'"', control, '"'}), HasSubstr("1: expected no control character in a string"));
  }
  EXPECT_EQ(complaint("12 "), "2: expected the end of a value, got  ");
  EXPECT_EQ(complaint("\"a"), "2: expected the end of a string, got ");
  EXPECT_EQ(complaint("[1"), "2: expected a comma or ], got ");
  EXPECT_EQ(complaint(""), "0: expected a value, got ");
}

TEST(JsonValidator, IsNotEndedByDepth) {
  const std::string deep(200000, '[');
  EXPECT_EQ(complaint(deep + std::string(200000, ']')), "");
}

TEST(JsonValidator, AgreesWithAnotherParserOnTextsWithAByteChanged) {
  const std::string text =
      R"({"id": 10, "x": [1.5e3, -0.25, {"a\u0041": "b\\\"c"}, null, true], "name": "A b", "y": {}})";
  ASSERT_EQ(complaint(text), "");
  const std::string bytes = "0129.-+eEux\"\\{}[]:, \ntfn\x01";
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char byte : bytes) {
      std::string changed = text;
      changed[at] = byte;
      EXPECT_EQ(complaint(changed).empty(), nlohmann::json::accept(changed)) << changed;
      changed = text;
      changed.insert(at, 1, byte);
      if (at == 0 && (byte == ' ' || byte == '\n')) continue;  // a value has no blanks before it
      EXPECT_EQ(complaint(changed).empty(), nlohmann::json::accept(changed)) << changed;
    }
    const std::string shorter = text.substr(0, at) + text.substr(at + 1);
    EXPECT_EQ(complaint(shorter).empty(), nlohmann::json::accept(shorter)) << shorter;
  }
}

}  // namespace
}  // namespace segnoise::coco

#include "coco/members.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace segnoise {
namespace {

KnownMembers known(std::string_view text) { return {text, {0, text.size()}, {"id", "name"}}; }

template <class Call>
std::string message_of(const Call& call) {
  try {
    (void)call();
  } catch (const JsonError& error) {
    return std::string(error.what()) + " at " + std::to_string(error.offset());
  }
  return "";
}

TEST(KnownMembers, FindsWhatItWasAskedForAndPassesOverTheRest) {
  const std::string text = R"({"a": 1, "name": "x", "id": -17, "a": 2})";
  const KnownMembers members = known(text);
  EXPECT_EQ(members.at("name").value.of(text), "\"x\"");
  EXPECT_EQ(members.whole_number("id"), -17);
  EXPECT_FALSE(known("{}").find("id"));
}

TEST(KnownMembers, NamesWhatIsWrong) {
  EXPECT_EQ(message_of([] { return known(R"({"id": 1, "id": 2})"); }), "id is given twice at 16");
  EXPECT_EQ(message_of([] { return known("{}").at("id"); }), "id is missing at 0");
  EXPECT_EQ(
      message_of([] { return known(R"({"id": 1e3})").whole_number("id"); }),
      "id must be a whole number, got 1e3 at 7");
}

TEST(KnownMembers, ReadsNumbersAndFlags) {
  const KnownMembers members = known(R"({"id": -1.5e3, "name": true})");
  EXPECT_EQ(members.number("id"), -1500.0);
  EXPECT_TRUE(members.flag("name"));
  EXPECT_FALSE(known(R"({"id": 0})").flag("id"));
  for (const std::string value : {"NaN", "nan", "inf", "-Infinity", "1e999", "\"1\"", "1x"}) {
    EXPECT_EQ(
        message_of([&] { return known("{\"id\": " + value + "}").number("id"); }),
        "id must be a number, got " + value + " at 7");
  }
  EXPECT_EQ(
      message_of([] { return known(R"({"id": 2})").flag("id"); }), "id must be 0 or 1, got 2 at 7");
}

TEST(KnownMembers, MayStandInATextThatGoesOn) {
  const std::string text = R"([{"id": 4}, {"id": 5}])";
  std::size_t end = 0;
  const KnownMembers members(text, {1, text.size()}, {"id"}, &end);
  EXPECT_EQ(members.whole_number("id"), 4);
  EXPECT_EQ(end, 10);
  EXPECT_EQ(members.place().begin, 1);
}

TEST(KnownMembers, QuotesLongValuesCutShort) {
  const std::string text = "{\"id\": \"\x01" + std::string(50, 'x') + "\"}";
  EXPECT_EQ(
      message_of([&] { return known(text).whole_number("id"); }),
      "id must be a whole number, got \"?" + std::string(38, 'x') + "... at 7");
}

}  // namespace
}  // namespace segnoise

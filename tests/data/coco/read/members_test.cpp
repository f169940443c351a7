#include "data/coco/read/members.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace segnoise::coco {
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
      message_of([] { return known(R"({"id": 1.5})").whole_number("id"); }),
      "id must be a whole number, got 1.5 at 7");
  EXPECT_EQ(
      message_of([] { return known(R"({"id": 9223372036854775808})").whole_number("id"); }),
      "id must be a whole number in [-2^63, 2^63 - 1], got 9223372036854775808 at 7");
  EXPECT_EQ(
      message_of([] { return known(R"({"id": 1e300})").whole_number("id"); }),
      "id must be a whole number, got 1e300 at 7");
  EXPECT_EQ(
      message_of([] { return known(R"({"id": null})").whole_number("id"); }),
      "id must be a whole number, got null at 7");
  for (const std::string value : {R"("")", R"(" 1")", R"("1a")", R"("a")"}) {
    EXPECT_EQ(
        message_of([&] { return known("{\"id\": " + value + "}").whole_number("id"); }),
        "id must be a whole number, got " + value + " at 7");
  }
  EXPECT_EQ(
      message_of([] { return known(R"({"id": 5})").text("id"); }),
      "id must be a text or null, got 5 at 7");
}

TEST(KnownMembers, TakesNullForAbsentAndWholeNumbersHoweverTheyAreWritten) {
  const KnownMembers members = known(R"({"id": null})");
  EXPECT_FALSE(members.find("id"));
  EXPECT_TRUE(members.place_of("id"));
  EXPECT_FALSE(known(R"({"id": ""})").find("id"));
  for (const auto& [text, number] : std::initializer_list<std::pair<std::string, std::int64_t>>{
           {"1.0", 1},
           {"-3.0", -3},
           {"1e3", 1000},
           {"\"17\"", 17},
           {"\"-2.0\"", -2},
           {"9223372036854775807", 9223372036854775807}}) {
    const std::string json = R"({"id": )" + text + "}";
    EXPECT_EQ(KnownMembers(json, {0, json.size()}, {"id"}).whole_number("id"), number) << text;
  }
  const std::string flags = R"({"a": 1.0, "b": 0.0, "c": false})";
  const KnownMembers read(flags, {0, flags.size()}, {"a", "b", "c"});
  EXPECT_TRUE(read.flag("a"));
  EXPECT_FALSE(read.flag("b"));
  EXPECT_FALSE(read.flag("c"));
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
}  // namespace segnoise::coco

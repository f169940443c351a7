#include "data/coco/read/json_scan.h"

#include "core/random/rng.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Span whole(std::string_view text) { return {0, text.size()}; }

std::vector<std::string> elements(std::string_view text) {
  std::vector<std::string> found;
  Elements all(text, whole(text));
  while (const auto element = all.next()) found.emplace_back(element->of(text));
  return found;
}

std::vector<std::string> values(std::string_view text) {
  std::vector<std::string> found;
  for (const Member& member : members_of(text, whole(text))) {
    found.push_back(std::string(member.name) + "=" + std::string(member.value.of(text)));
  }
  return found;
}

/// Where the text stops being the JSON that was expected; -1 if it does not.
template <class Read>
std::ptrdiff_t error_at(const Read& read) {
  try {
    (void)read();
  } catch (const JsonError& error) {
    return static_cast<std::ptrdiff_t>(error.offset());
  }
  return -1;
}

TEST(Elements, CanBePassedByWhoeverFindsTheirEnds) {
  const std::string text = " [ 12 , {} ] ";
  Elements all(text, {1, text.size()});
  EXPECT_EQ(all.next_begin(), 3);
  all.pass(5);
  EXPECT_EQ(all.next_begin(), 8);
  all.pass(10);
  EXPECT_EQ(all.next_begin(), std::nullopt);
  EXPECT_EQ(all.end(), 12);
}

TEST(MembersOf, FindsTheValuesAsTheyAreWritten) {
  EXPECT_THAT(
      values(R"({ "a" : 1.50 ,"b":"x, \" } \\", "c":[1,{"d":"]"}] , "e" : null})"),
      ElementsAre("a=1.50", R"(b="x, \" } \\")", R"(c=[1,{"d":"]"}])", "e=null"));
}

TEST(MembersOf, OfAnEmptyObjectIsEmpty) { EXPECT_THAT(values("{ \n }"), IsEmpty()); }

TEST(MembersOf, KeepsNamesThatComeTwice) {
  EXPECT_THAT(values(R"({"a":1,"a":2})"), ElementsAre("a=1", "a=2"));
}

TEST(Elements, FindsEveryKindOfValue) {
  EXPECT_THAT(
      elements("[1, -2.5e3,true,\"a,]\" ,[ ],{} ]"),
      ElementsAre("1", "-2.5e3", "true", "\"a,]\"", "[ ]", "{}"));
  EXPECT_THAT(elements("[ ]"), IsEmpty());
}

TEST(EndOfValue, IsThatOfAParserForMadeUpJson) {
  random::Rng rng(5);
  const auto letter = [&] { return "{}[]\",:\\x 1;\x02"[rng.below(13)]; };
  const auto made = [&](const auto& self, int depth) -> nlohmann::json {
    const std::uint32_t kind = rng.below(depth == 0 ? 3 : 5);
    if (kind == 0) return static_cast<int>(rng.below(100000));
    if (kind == 1) return rng.uniform();
    if (kind == 2) {
      std::string text;
      for (std::uint32_t i = rng.below(30); i > 0; --i) text += letter();
      return text;
    }
    nlohmann::json all = kind == 3 ? nlohmann::json::array() : nlohmann::json::object();
    for (std::uint32_t i = rng.below(6); i > 0; --i) {
      if (kind == 3) {
        all.push_back(self(self, depth - 1));
      } else {
        all["k" + std::string(i, letter())] = self(self, depth - 1);
      }
    }
    return all;
  };
  for (int i = 0; i < 3000; ++i) {
    const std::string value = made(made, 4).dump(i % 3 == 0 ? 2 : -1);
    const std::string text = "[" + value + ", 1]";
    EXPECT_EQ(end_of_value(text, 1), 1 + value.size()) << text;
  }
}

TEST(Scan, SaysWhereATextBreaksOff) {
  const std::string text = R"({"a": [1, {"b": "c"}], "d": 2})";
  EXPECT_EQ(error_at([&] { return values(text); }), -1);
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_GE(error_at([&] { return values(text.substr(0, size)); }), 0) << size;
  }
}

TEST(Scan, SaysWhereATextIsWrong) {
  EXPECT_EQ(error_at([] { return values("[1]"); }), 0);
  EXPECT_EQ(error_at([] { return values("{a:1}"); }), 1);
  EXPECT_EQ(error_at([] { return values(R"({"a" 1})"); }), 5);
  EXPECT_EQ(error_at([] { return values(R"({"a":1 "b":2})"); }), 7);
  EXPECT_EQ(error_at([] { return values(R"({"a":})"); }), 5);
  EXPECT_EQ(error_at([] { return values(R"({"a":1,})"); }), 7);
  EXPECT_EQ(error_at([] { return elements("{}"); }), 0);
  EXPECT_EQ(error_at([] { return elements("[1 2]"); }), 3);
  EXPECT_EQ(error_at([] { return elements("[1,]"); }), 3);
}

TEST(Scan, SaysWhereABracketClosesOneOfTheOtherKind) {
  EXPECT_EQ(error_at([] { return elements("[[1,2},3]"); }), 5);
  EXPECT_EQ(error_at([] { return elements(R"([{"a":[{"b":1]]}])"); }), 13);
  EXPECT_EQ(error_at([] { return values(R"({"a":{"b":[1}]})"); }), 12);
  EXPECT_EQ(error_at([] { return values(R"({"a":{"b]":["}"]}})"); }), -1);
}

TEST(Scan, FollowsBracketsOfAnyDepth) {
  const std::string open = std::string(200, '[') + R"({"a":[)";
  const std::string close = "]}" + std::string(200, ']');
  const std::string text = "[" + open + close + "]";
  EXPECT_THAT(elements(text), ElementsAre(open + close));
}

}  // namespace
}  // namespace segnoise::coco

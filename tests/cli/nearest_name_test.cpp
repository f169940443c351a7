#include "cli/nearest_name.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace segnoise::cli {
namespace {

const std::array<std::string, 5> kNames{"low", "medium", "high", "low-jitter-first", "table7"};

TEST(NearestName, IsTheOneWithTheFewestWrongLetters) {
  EXPECT_EQ(nearest_name("lw", kNames), "low");
  EXPECT_EQ(nearest_name("lwo", kNames), "low");  // a swap is one letter
  EXPECT_EQ(nearest_name("mediun", kNames), "medium");
  EXPECT_EQ(nearest_name("hihg", kNames), "high");
  EXPECT_EQ(nearest_name("table8", kNames), "table7");
  EXPECT_EQ(nearest_name("low_jitter_first", kNames), "low-jitter-first");
}

TEST(NearestName, MayBeginWithWhatWasTyped) {
  EXPECT_EQ(nearest_name("med", kNames), "medium");
  EXPECT_EQ(nearest_name("low-j", kNames), "low-jitter-first");
  EXPECT_EQ(nearest_name("lo", kNames), "low");  // two begin so; this is the nearer
}

TEST(NearestName, IsTheSameInCapitals) { EXPECT_EQ(nearest_name("HIGH", kNames), "high"); }

TEST(NearestName, IsNothingWhereNoneIsNear) {
  EXPECT_EQ(nearest_name("camus", kNames), std::nullopt);
  EXPECT_EQ(nearest_name("x", kNames), std::nullopt);
  EXPECT_EQ(nearest_name("", kNames), std::nullopt);
  EXPECT_EQ(nearest_name("low", {}), std::nullopt);
  EXPECT_EQ(nearest_name(std::string(100'000, 'l'), kNames), std::nullopt);
}

TEST(NearestName, SharesALetterWithWhatWasTyped) {
  const std::array<std::string, 2> names{"a", "b"};
  EXPECT_EQ(nearest_name("c", names), std::nullopt);
}

}  // namespace
}  // namespace segnoise::cli

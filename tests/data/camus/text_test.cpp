#include "data/camus/text.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace segnoise::camus {
namespace {

TEST(Trimmed, TakesBlanksAndCarriageReturnsFromBothEnds) {
  EXPECT_EQ(trimmed(" \ta b\r"), "a b");
  EXPECT_EQ(trimmed(" \r"), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(InQuotes, KeepsAMessageOnOneShortLine) {
  EXPECT_EQ(in_quotes("a\nb\x01"), "'a?b?'");
  EXPECT_EQ(in_quotes(std::string(1000, 'a')).size(), 62U);
}

TEST(Shown, IsAsShortAsItCanBeReadBack) {
  EXPECT_EQ(shown(0.308), "0.308");
  EXPECT_EQ(shown(8192.0), "8192");
  EXPECT_EQ(shown(std::numeric_limits<double>::quiet_NaN()), "nan");
}

}  // namespace
}  // namespace segnoise::camus

#include "data/frames/text.h"

#include <gtest/gtest.h>

#include <string>

namespace segnoise::frames {
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

}  // namespace
}  // namespace segnoise::frames

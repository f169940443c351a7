#include "base/text_width.h"

#include <gtest/gtest.h>

namespace segnoise::base {
namespace {

TEST(CutToWidth, CountsLettersAndNotBytes) {
  EXPECT_EQ(cut_to_width("abcdef", 3), "abc");
  EXPECT_EQ(cut_to_width("abc", 3), "abc");
  EXPECT_EQ(cut_to_width("±±±x", 3), "±±±");
  EXPECT_EQ(cut_to_width("", 3), "");
}

TEST(Shortened, ShowsWhereSomethingWasCut) {
  EXPECT_EQ(shortened("abcdef", 6), "abcdef");
  EXPECT_EQ(shortened("abcdef", 5), "abcd…");
  EXPECT_EQ(shortened("±±±x", 3), "±±…");
}

}  // namespace
}  // namespace segnoise::base

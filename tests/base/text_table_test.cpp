#include "base/text_table.h"

#include <gtest/gtest.h>

namespace segnoise::base {
namespace {

TEST(TextTable, AlignsColumnsByCharactersRatherThanBytes) {
  EXPECT_EQ(
      text_table({{"", "count", ""}, {"größer", "1", "of A"}, {"a", "1,000,000", "all"}}, {0, 2}),
      "            count\n"
      "größer          1  of A\n"
      "a       1,000,000  all\n");
}

TEST(TextTable, TakesRowsOfFewerCellsAndEndsNoLineInABlank) {
  EXPECT_EQ(
      text_table({{"what", "mean", "n"}, {"EF", "1 ± 2", ""}, {"long"}}),
      "what   mean  n\n"
      "EF    1 ± 2\n"
      "long\n");
  EXPECT_EQ(text_table({}), "");
}

TEST(Grouped, HasACommaBeforeEveryThreeDigits) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
}

TEST(Printable, ReplacesControlCharactersAlone) {
  EXPECT_EQ(printable("a\x1b[2J\n\x7f größer"), "a?[2J?? größer");
}

}  // namespace
}  // namespace segnoise::base

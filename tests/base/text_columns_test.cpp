#include "base/text_columns.h"

#include <gtest/gtest.h>

namespace segnoise::base {
namespace {

TEST(InColumns, AlignsCharactersNotBytes) {
  EXPECT_EQ(
      in_columns({{"what", "mean"}, {"EF", "1 ± 2"}, {"longer"}}),
      "what     mean\n"
      "EF      1 ± 2\n"
      "longer\n");
  EXPECT_EQ(in_columns({}), "");
}

}  // namespace
}  // namespace segnoise::base

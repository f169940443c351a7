#include "base/lower_case.h"

#include <gtest/gtest.h>

namespace segnoise::base {
namespace {

TEST(LowerCase, MakesTheLettersOfAsciiSmallAndNoOthers) {
  EXPECT_EQ(lower_case("AZ az @[ 4CH"), "az az @[ 4ch");
  EXPECT_EQ(lower_case("\xC3\x89tude"), "\xC3\x89tude");
  EXPECT_EQ(lower_case(""), "");
}

}  // namespace
}  // namespace segnoise::base

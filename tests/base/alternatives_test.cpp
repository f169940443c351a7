#include "base/alternatives.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace segnoise::base {
namespace {

TEST(Alternatives, AreJoinedAsInASentence) {
  EXPECT_EQ(alternatives({}), "");
  EXPECT_EQ(alternatives(std::vector<std::string_view>{"a"}), "a");
  EXPECT_EQ(alternatives(std::vector<std::string_view>{"a", "b"}), "a or b");
  EXPECT_EQ(alternatives(std::vector<std::string_view>{"a", "b", "c"}), "a, b or c");
}

}  // namespace
}  // namespace segnoise::base

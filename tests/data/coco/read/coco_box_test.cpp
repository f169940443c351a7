#include "data/coco/read/coco_box.h"

#include <gtest/gtest.h>

#include <string>

namespace segnoise::coco {
namespace {

TEST(ReadBox, TakesFourNumbersAndNothingElse) {
  const auto read = [](const std::string& text) { return read_box(text, {0, text.size()}); };
  EXPECT_EQ(read("[1, -2.5, 3e1, 0]").y, -2.5);
  EXPECT_EQ(read("[1, -2.5, 3e1, 0]").width, 30.0);
  for (const std::string text :
       {"[1, 2, 3]",
        "[1, 2, 3, 4, 5]",
        "[1, 2, -3, 4]",
        "[1, 2, 3, nan]",
        "[1, 2, 3, \"4\"]",
        "[]",
        "7"}) {
    EXPECT_THROW((void)read(text), JsonError) << text;
  }
}

}  // namespace
}  // namespace segnoise::coco

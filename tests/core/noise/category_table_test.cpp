#include "core/noise/category_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::noise {
namespace {

using ::testing::ElementsAre;

const CategoryTable kTable({{18, "animal"}, {2, "vehicle"}, {1, "person"}, {17, "animal"}});

TEST(CategoryTable, HoldsIdsInAscendingOrderWhateverTheOrderGiven) {
  EXPECT_THAT(kTable.ids(), ElementsAre(1, 2, 17, 18));
}

TEST(CategoryTable, KnowsTheMembersOfASupercategory) {
  EXPECT_THAT(kTable.siblings(18), ElementsAre(17, 18));
  EXPECT_THAT(kTable.siblings(17), ElementsAre(17, 18));
  EXPECT_THAT(kTable.siblings(2), ElementsAre(2));
}

TEST(CategoryTable, LeavesClassesWithoutASupercategoryAlone) {
  const CategoryTable table({{1, ""}, {2, ""}, {3, "animal"}, {4, "animal"}});
  EXPECT_THAT(table.siblings(1), ElementsAre(1));
  EXPECT_THAT(table.siblings(2), ElementsAre(2));
  EXPECT_THAT(table.siblings(3), ElementsAre(3, 4));
}

TEST(CategoryTable, IsEmptyByDefault) {
  EXPECT_TRUE(CategoryTable().empty());
  EXPECT_FALSE(kTable.empty());
}

TEST(CategoryTable, RejectsAnIdThatOccursTwice) {
  EXPECT_THROW((void)CategoryTable({{3, "a"}, {3, "b"}}), std::invalid_argument);
}

TEST(CategoryTable, RejectsTheSiblingsOfAnUnknownId) {
  EXPECT_THROW((void)kTable.siblings(3), std::invalid_argument);
  EXPECT_THROW((void)kTable.siblings(99), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::noise

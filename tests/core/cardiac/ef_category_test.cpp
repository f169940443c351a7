#include "core/cardiac/ef_category.h"

#include <gtest/gtest.h>

namespace segnoise::cardiac {
namespace {

TEST(EfCategory, CountsFortyAsReducedAndFiftyAsPreserved) {
  EXPECT_EQ(ef_category(-5.0), EfCategory::kReduced);
  EXPECT_EQ(ef_category(40.0), EfCategory::kReduced);
  EXPECT_EQ(ef_category(49.99), EfCategory::kMildlyReduced);
  EXPECT_EQ(ef_category(50.0), EfCategory::kPreserved);
  EXPECT_EQ(ef_category(100.0), EfCategory::kPreserved);
}

TEST(EfCategory, DoesNotRoundFirst) {
  EXPECT_EQ(ef_category(40.4), EfCategory::kMildlyReduced);
  EXPECT_EQ(ef_category(49.6), EfCategory::kMildlyReduced);
}

TEST(EfCategory, HasANameForEach) {
  EXPECT_EQ(name_of(EfCategory::kReduced), "reduced");
  EXPECT_EQ(name_of(EfCategory::kMildlyReduced), "mildly reduced");
  EXPECT_EQ(name_of(EfCategory::kPreserved), "preserved");
}

}  // namespace
}  // namespace segnoise::cardiac

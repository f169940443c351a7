#include "base/duration_text.h"

#include <gtest/gtest.h>

namespace segnoise::base {
namespace {

TEST(SpokenDuration, NamesTheTwoLargestUnits) {
  EXPECT_EQ(spoken_duration(-1.0), "0 s");
  EXPECT_EQ(spoken_duration(59.4), "59 s");
  EXPECT_EQ(spoken_duration(60.0), "1 min 0 s");
  EXPECT_EQ(spoken_duration(200.0), "3 min 20 s");
  EXPECT_EQ(spoken_duration(7500.0), "2 h 5 min");
}

}  // namespace
}  // namespace segnoise::base

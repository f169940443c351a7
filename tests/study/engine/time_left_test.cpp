#include "study/engine/time_left.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace segnoise::engine {
namespace {

TEST(TimeLeft, IsOfTheLastThatEnds) {
  // Two at a time, 10 s each: free after 4 and 9 s; three more end after 14, 19 and 24 s.
  const std::array running_s{6.0, 1.0};
  EXPECT_DOUBLE_EQ(
      time_left_s(10.0, {.running_s = running_s, .waiting = 3, .side_by_side = 2}), 24.0);
  EXPECT_DOUBLE_EQ(time_left_s(10.0, {.running_s = running_s, .side_by_side = 2}), 9.0);
  EXPECT_DOUBLE_EQ(time_left_s(10.0, {.waiting = 3, .side_by_side = 2}), 20.0);
}

TEST(TimeLeft, FallsWithTheClockAndNeverGrowsWhileNoneEnds) {
  constexpr double kStep_s = 0.5;
  std::vector<double> running_s{0.0, 3.0, 7.0};
  const auto left_s = [&] {
    return time_left_s(10.0, {.running_s = running_s, .waiting = 4, .side_by_side = 3});
  };
  double before_s = left_s();
  for (double at_s = kStep_s; at_s < 40.0; at_s += kStep_s) {
    for (double& each : running_s) each += kStep_s;
    const double now_s = left_s();
    EXPECT_LE(now_s, before_s);
    EXPECT_GE(now_s, before_s - kStep_s);
    before_s = now_s;
  }
  EXPECT_DOUBLE_EQ(before_s, 20.0);  // all three overdue, and two rounds more
}

TEST(TimeLeft, IsNothingWhenAllHaveEnded) { EXPECT_DOUBLE_EQ(time_left_s(10.0, {}), 0.0); }

}  // namespace
}  // namespace segnoise::engine

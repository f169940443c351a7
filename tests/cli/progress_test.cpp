#include "cli/progress.h"

#include <gtest/gtest.h>

namespace segnoise {
namespace {

TEST(Progress, PrintsOnlyLastingLinesWhereNobodyWatches) {
  ::testing::internal::CaptureStderr();
  {
    Progress progress;
    progress.update("1 of 2");
    progress.line("epoch 1");
    Progress silent(Progress::Audience::kNobody);
    silent.line("the same by another process");
  }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "epoch 1\n");
}

TEST(CutToWidth, CountsLettersAndNotBytes) {
  EXPECT_EQ(cut_to_width("abcdef", 3), "abc");
  EXPECT_EQ(cut_to_width("abc", 3), "abc");
  EXPECT_EQ(cut_to_width("±±±x", 3), "±±±");
  EXPECT_EQ(cut_to_width("", 3), "");
}

TEST(SpokenDuration, NamesTheTwoLargestUnits) {
  EXPECT_EQ(spoken_duration(-1.0), "0 s");
  EXPECT_EQ(spoken_duration(59.4), "59 s");
  EXPECT_EQ(spoken_duration(60.0), "1 min 0 s");
  EXPECT_EQ(spoken_duration(200.0), "3 min 20 s");
  EXPECT_EQ(spoken_duration(7500.0), "2 h 5 min");
}

}  // namespace
}  // namespace segnoise

#include "data/coco/evaluate/evaluation_remarks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::coco {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(LeftOutRemarks, NameWhatWasWrongWithTheFirstTen) {
  EXPECT_THAT(left_out_remarks("results", {}), IsEmpty());
  EXPECT_THAT(
      left_out_remarks("results", {"result 3: no score"}),
      ElementsAre("left out 1 results, not valid:", "  result 3: no score"));
  const auto many = left_out_remarks("results", std::vector<std::string>(12, "bad"));
  EXPECT_EQ(many.front(), "left out 12 results, not valid:");
  EXPECT_EQ(many.size(), 11U);
}

TEST(TruthRemarks, TellOfAnnotationsAndOfRings) {
  EXPECT_THAT(truth_remarks({}), IsEmpty());
  EXPECT_THAT(
      truth_remarks({.stray_rings = 2, .invalid_truths = {"annotation 5: no image"}}),
      ElementsAre(
          "left out 1 true annotations, not valid:",
          "  annotation 5: no image",
          "left out 2 rings of true annotations, of fewer than 3 points or an odd count of "
          "coordinates"));
}

}  // namespace
}  // namespace segnoise::coco

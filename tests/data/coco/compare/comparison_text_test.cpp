#include "data/coco/compare/comparison_text.h"

#include "data/coco/compare/compared_by_hand.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace segnoise::coco {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using testing::matched_pair;
using testing::small_comparison;

constexpr auto kExampleText = R"(A: clean "1".json
B: noisy.json

                                A  B
images                         11  8
  in this file only             3  0
annotations                    15  5
  on images in this file only   7  0
  crowds, left out              2  1
  without a mask, left out      0  0
  compared                      6  4

                        count  fraction
matched by id               4    0.6667  of A
missing, in A only          2    0.3333  of A
added, in B only            0    0.0000  of B
class changed               2    0.5000  of matched
without pixels in both      1    0.2500  of matched
identical masks             1    0.3333  of the others

size in A           pairs  identical     IoU          boundary IoU            Dice
                            fraction    mean  median          mean  median    mean  median
all                     3     0.3333  0.7500  0.7500        0.1875  0.1875  0.8413  0.8571
small, to 32^2 px       0          -       -       -             -       -       -       -
medium, to 96^2 px      3     0.3333  0.7500  0.7500        0.1875  0.1875  0.8413  0.8571
large                   0          -       -       -             -       -       -       -

pairs with  IoU  boundary IoU  Dice
0.0 to 0.1    0             0     0
0.1 to 0.2    0             2     0
0.2 to 0.3    0             1     0
0.3 to 0.4    0             0     0
0.4 to 0.5    0             0     0
0.5 to 0.6    1             0     0
0.6 to 0.7    0             0     1
0.7 to 0.8    1             0     0
0.8 to 0.9    0             0     1
0.9 to 1.0    1             0     1

class in A -> in B   pairs
cat -> do?g              1
do?g -> category 17      1
)";

TEST(ComparisonText, ShowsTheWholeAsTables) {
  const Comparison comparison = small_comparison();
  const std::string text = comparison_text(comparison, summarise(comparison.pairs));
  EXPECT_EQ(text, kExampleText);
}

TEST(ComparisonText, HasDashesWhereThereIsNothing) {
  const Comparison nothing;
  const std::string text = comparison_text(nothing, summarise({}));
  EXPECT_THAT(text, HasSubstr("matched by id               0         -"));
  EXPECT_THAT(text, HasSubstr("no class changed\n"));
  EXPECT_THAT(text, Not(HasSubstr("nan")));
}

TEST(ComparisonText, SaysByWhichIouPairsWereMatched) {
  Comparison comparison = small_comparison();
  comparison.options = {.match_by = MatchBy::kIou, .min_iou = 0.25};
  EXPECT_THAT(
      comparison_text(comparison, summarise(comparison.pairs)),
      HasSubstr("matched by IoU, at least 0.25"));
}

TEST(ComparisonText, ShowsTheTenMostFrequentChangesAndCountsTheRest) {
  Comparison comparison;
  for (noise::CategoryId to = 2; to <= 13; ++to) {
    for (noise::CategoryId n = 0; n < to; ++n) comparison.pairs.push_back(matched_pair(1, to, 0.5));
  }
  const std::string text = comparison_text(comparison, summarise(comparison.pairs));
  EXPECT_THAT(text, HasSubstr("category 1 -> category 13     13\n"));
  EXPECT_THAT(text, HasSubstr("category 1 -> category 4       4\n"));
  EXPECT_THAT(text, Not(HasSubstr("-> category 3 ")));
  EXPECT_THAT(text, HasSubstr("2 other changes                5\n"));
}

}  // namespace
}  // namespace segnoise::coco

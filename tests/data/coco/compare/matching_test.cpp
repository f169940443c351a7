#include "data/coco/compare/matching.h"

#include "core/metrics/overlap.h"
#include "core/random/rng.h"
#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <vector>

namespace segnoise::coco {

/// How GoogleTest prints a pair.
void PrintTo(const Match& match, std::ostream* out) {  // NOLINT(readability-identifier-naming)
  *out << match.a << '-' << match.b;
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr shape::Size kFrame{200, 60};

shape::Mask box(int x, int y, int width = 10, int height = 6) {
  return testing::rectangle(kFrame, {x, y, width, height});
}

std::vector<Match> by_iou(
    const std::vector<shape::Mask>& a, const std::vector<shape::Mask>& b, double min_iou = 0.5) {
  return matched_by_iou(a, b, min_iou);
}

std::vector<Match> matches_by_id(
    const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  return matched_by_id(a, b);
}

/// The definition, with every pair looked at again in every round.
std::vector<Match> by_definition(
    const std::vector<shape::Mask>& a, const std::vector<shape::Mask>& b, double min_iou) {
  std::vector<std::optional<std::size_t>> of_a(a.size());
  std::vector<bool> is_taken_b(b.size());
  for (;;) {
    double best_iou = 0.0;
    Match best;
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t j = 0; j < b.size(); ++j) {
        const auto common = metrics::overlap(a[i], b[j]);
        if (of_a[i] || is_taken_b[j] || !common || common->iou < min_iou) continue;
        if (common->iou > best_iou) {
          best_iou = common->iou;
          best = {i, j};
        }
      }
    }
    if (best_iou == 0.0) break;
    of_a[best.a] = best.b;
    is_taken_b[best.b] = true;
  }
  std::vector<Match> matches;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (of_a[i]) matches.push_back({i, *of_a[i]});
  }
  return matches;
}

TEST(MatchedById, FindsTheSameIdsWhateverTheirOrder) {
  EXPECT_THAT(matches_by_id({5, 7, -2, 9}, {9, 8, 5}), ElementsAre(Match{0, 2}, Match{3, 0}));
  EXPECT_THAT(matches_by_id({5}, {}), IsEmpty());
  EXPECT_THAT(matches_by_id({}, {5}), IsEmpty());
}

TEST(MatchedByIou, TakesTheGreatestOverlapFirst) {
  // a0 would rather have b0, but that has more in common with a1.
  const std::vector<shape::Mask> a{box(0, 0), box(3, 0)};
  const std::vector<shape::Mask> b{box(2, 0), box(0, 0, 6)};
  ASSERT_DOUBLE_EQ(metrics::overlap(a[0], b[0])->iou, 8.0 / 12.0);
  ASSERT_DOUBLE_EQ(metrics::overlap(a[0], b[1])->iou, 6.0 / 10.0);
  ASSERT_DOUBLE_EQ(metrics::overlap(a[1], b[0])->iou, 9.0 / 11.0);
  EXPECT_THAT(by_iou(a, b), ElementsAre(Match{0, 1}, Match{1, 0}));
}

TEST(MatchedByIou, TakesNoInstanceTwice) {
  EXPECT_THAT(by_iou({box(0, 0)}, {box(2, 0), box(1, 0), box(0, 0)}), ElementsAre(Match{0, 2}));
  EXPECT_THAT(by_iou({box(2, 0), box(1, 0), box(0, 0)}, {box(0, 0)}), ElementsAre(Match{2, 0}));
}

TEST(MatchedByIou, BreaksTiesByTheOrderOfAThenOfB) {
  const shape::Mask middle = box(20, 20);
  const shape::Mask left = box(19, 20);
  const shape::Mask right = box(21, 20);
  EXPECT_THAT(by_iou({middle}, {right, left}), ElementsAre(Match{0, 0}));
  EXPECT_THAT(by_iou({right, left}, {middle}), ElementsAre(Match{0, 0}));
  EXPECT_THAT(by_iou({middle, middle}, {middle, middle}), ElementsAre(Match{0, 0}, Match{1, 1}));
}

TEST(MatchedByIou, TakesOverlapsOfTheLeastIouItself) {
  // 10 x 4 of 10 x 8 pixels are common.
  const shape::Mask a = box(0, 0);
  const shape::Mask b = box(0, 2);
  ASSERT_DOUBLE_EQ(metrics::overlap(a, b)->iou, 0.5);
  EXPECT_THAT(by_iou({a}, {b}, 0.5), ElementsAre(Match{0, 0}));
  EXPECT_THAT(by_iou({a}, {b}, 0.500001), IsEmpty());
  EXPECT_THAT(by_iou({a}, {a}, 1.0), ElementsAre(Match{0, 0}));
}

TEST(MatchedByIou, LeavesAloneWhatHasNoPixelsOrSharesNone) {
  EXPECT_THAT(by_iou({shape::Mask(kFrame)}, {shape::Mask(kFrame)}), IsEmpty());
  EXPECT_THAT(by_iou({box(0, 0)}, {shape::Mask(kFrame), box(10, 0), box(0, 6)}, 1e-9), IsEmpty());
  EXPECT_THAT(by_iou({}, {box(0, 0)}), IsEmpty());
  EXPECT_THAT(by_iou({box(0, 0)}, {}), IsEmpty());
}

TEST(MatchedByIou, MatchesAsTheDefinitionDoes) {
  random::Rng rng(5);
  for (int round = 0; round < 40; ++round) {
    const auto boxes = [&] {
      std::vector<shape::Mask> masks;
      for (std::uint32_t i = rng.below(25); i > 0; --i) {
        masks.push_back(
            box(static_cast<int>(rng.below(190)),
                static_cast<int>(rng.below(54)),
                static_cast<int>(rng.below(40)),
                static_cast<int>(rng.below(30))));
      }
      return masks;
    };
    const std::vector<shape::Mask> a = boxes();
    const std::vector<shape::Mask> b = boxes();
    for (const double min_iou : {0.01, 0.2, 0.5}) {
      EXPECT_EQ(by_iou(a, b, min_iou), by_definition(a, b, min_iou)) << round;
    }
  }
}

TEST(MatchedByIou, RefusesAnIouOutOfRange) {
  for (const double wrong : {0.0, -0.5, 1.5, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW((void)by_iou({}, {}, wrong), std::invalid_argument) << wrong;
  }
}

}  // namespace
}  // namespace segnoise::coco

#include "core/shape/coco_polygon.h"

#include "core/shape/rle.h"
#include "support/naive_coco.h"
#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <thread>
#include <vector>

namespace segnoise::shape {
namespace {

using testing::between;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::naive_coco_mask;
using testing::naive_coco_ring;
using testing::naive_run_lengths;
using testing::picture;
using testing::random_ring;
using testing::rectangle;
using ::testing::ThrowsMessage;

void expect_as_the_api(const Polygon& rings, Size size) {
  const Mask expected = naive_coco_mask(rings, size);
  ASSERT_EQ(coco_mask(rings, size), expected) << ::testing::PrintToString(rings);
  ASSERT_EQ(coco_rle(rings, size), naive_run_lengths(expected)) << ::testing::PrintToString(rings);
}

TEST(CocoMask, OfWholePixelsIsTheirRectangle) {
  const Ring ring{{1, 1}, {4, 1}, {4, 3}, {1, 3}};
  EXPECT_EQ(coco_mask({ring}, {6, 5}), rectangle({6, 5}, {1, 1, 3, 2}));
  EXPECT_THAT(coco_rle({ring}, {6, 5}).counts(), ElementsAre(6, 2, 3, 2, 3, 2, 12));
}

TEST(CocoMask, RoundsToFifthsOfAPixel) {
  // Column c is entered between fifths 5c + 2 and 5c + 3: 0.49 rounds to fifth 2, 0.51 to 3.
  const auto from = [](double x, double y) {
    return coco_mask({{{x, y}, {2, y}, {2, 2}, {x, 2}}}, {3, 3});
  };
  EXPECT_EQ(from(0.49, 0.49), rectangle({3, 3}, {0, 0, 2, 2}));
  EXPECT_EQ(from(0.51, 0.49), rectangle({3, 3}, {1, 0, 1, 2}));
  EXPECT_EQ(from(0.49, 0.51), rectangle({3, 3}, {0, 1, 2, 1}));
}

TEST(CocoMask, RoundsNegativeCoordinatesTowardsZero) {
  // x = -1 is -5 fifths, + 0.5 is cut off to -4: 14 fifths to the tip at 10. The lower edge is at
  // 10 - 7 * 5 / 14 + 0.5 = 8 after column 0's middle, the first fifth that leaves row 1 to it;
  // from -5 it would be at 10 - 8 * 5 / 15 + 0.5 = 7.8.
  const Ring ring{{-1, 0}, {2, 1}, {-1, 2}};
  EXPECT_EQ(coco_mask({ring}, {3, 3}), picture({"#..", "#..", "..."}));
}

TEST(CocoMask, OfATriangleWorkedByHand) {
  // In fifths (0, 0), (20, 0), (0, 20). The slanted edge is walked from the left: y = 20 - t, and
  // of the step from 5c + 2 to 5c + 3 the upper end, y = 17 - 5c, lies in the upper half of row
  // 3 - c, up to its centre: the first row beyond it is 3 - c.
  const Ring ring{{0, 0}, {4, 0}, {0, 4}};
  EXPECT_EQ(coco_mask({ring}, {5, 4}), picture({"###..", "##...", "#....", "....."}));
}

TEST(CocoMask, UnitesRingsAndSoHasNoHoles) {
  const Ring outer{{0, 0}, {5, 0}, {5, 5}, {0, 5}};
  const Ring inner{{1, 1}, {4, 1}, {4, 4}, {1, 4}};
  const Ring apart{{7, 2}, {9, 2}, {9, 3}, {7, 3}};
  const Size size{9, 5};
  EXPECT_EQ(coco_mask({outer, inner}, size), rectangle(size, {0, 0, 5, 5}));
  EXPECT_EQ(
      coco_mask({inner, apart, outer}, size),
      rectangle(size, {0, 0, 5, 5}) | rectangle(size, {7, 2, 2, 1}));
  EXPECT_EQ(coco_rle({outer, apart}, size), run_lengths(coco_mask({apart, outer}, size)));
}

TEST(CocoMask, LeavesCrossingsOfOneRingOutByTheEvenOddRule) {
  Ring twice{{1, 1}, {5, 1}, {5, 5}, {1, 5}};
  const Ring once = twice;
  twice.insert(twice.end(), once.begin(), once.end());
  EXPECT_TRUE(coco_mask({twice}, {6, 6}).empty());
  expect_as_the_api({{{0, 0}, {6, 6}, {6, 0}, {0, 6}}}, {6, 6});
}

TEST(CocoMask, OfRingsWithoutAnInsideIsEmpty) {
  const Size size{8, 6};
  for (const Polygon& rings : std::vector<Polygon>{
           {},
           {{}},
           {{}, {}},
           {{{2, 2}}},
           {{{1, 1}, {7, 4}}},
           {{{1, 1}, {7, 4}, {4, 2.5}}},
           {{{3, 0}, {3, 6}, {3, 2}}},
           {{{2, 2}, {2, 2}, {2, 2}, {2, 2}}},
           {{{2.1, 2.1}, {2.3, 2.1}, {2.2, 2.3}}}}) {
    EXPECT_TRUE(coco_mask(rings, size).empty()) << ::testing::PrintToString(rings);
    EXPECT_THAT(coco_rle(rings, size).counts(), ElementsAre(48));
    for (const Ring& ring : rings) {
      if (!ring.empty()) {
        EXPECT_THAT(naive_coco_ring(ring, size).counts(), ElementsAre(48));
      }
    }
  }
}

TEST(CocoMask, OfFramesWithoutPixelsIsEmpty) {
  const Ring ring{{-5, -5}, {50, -5}, {50, 50}, {-5, 50}};
  for (const Size size : {Size{0, 0}, {0, 4}, {4, 0}}) {
    EXPECT_EQ(coco_mask({ring}, size), Mask(size));
    EXPECT_THAT(coco_rle({ring}, size).counts(), ElementsAre(0));
    EXPECT_THAT(coco_rle({ring, ring}, size).counts(), ElementsAre(0));
  }
}

TEST(CocoMask, CutsOffWhatLiesOutsideTheFrame) {
  const Ring everywhere{{-5, -5}, {500, -5}, {500, 500}, {-5, 500}};
  for (const Size size : {Size{1, 1}, {64, 3}, {70, 9}, {3, 64}, {2, 128}}) {
    EXPECT_EQ(coco_mask({everywhere}, size), complement(Mask(size)));
    EXPECT_EQ(coco_rle({everywhere}, size).counts().front(), 0U);
    EXPECT_EQ(coco_rle({everywhere}, size).counts().size(), 2U);
  }
  const Ring left{{-50, 2}, {-1, 2}, {-1, 5}, {-50, 5}};
  const Ring right{{70, 2}, {99, 2}, {99, 5}, {70, 5}};
  const Ring above{{2, -9}, {9, -9}, {9, -2}, {2, -2}};
  const Ring below{{2, 9}, {9, 9}, {9, 12}, {2, 12}};
  EXPECT_TRUE(coco_mask({left, right, above, below}, {70, 9}).empty());
}

TEST(CocoMask, FillsToTheFootOfAColumnAndNoFurther) {
  // All lower toggles fall to the foot, the offset of the next column's head.
  const Ring ring{{1, 2}, {3, 2}, {3, 99}, {1, 99}};
  EXPECT_EQ(coco_mask({ring}, {5, 4}), rectangle({5, 4}, {1, 2, 2, 2}));
  // From head to foot, so that the columns' runs are one.
  const Ring full{{1, -3}, {3, -3}, {3, 99}, {1, 99}};
  EXPECT_THAT(coco_rle({full}, {5, 4}).counts(), ElementsAre(4, 8, 8));
  // To the frame's very last pixel.
  const Ring last{{3, 2}, {99, 2}, {99, 99}, {3, 99}};
  EXPECT_THAT(coco_rle({last}, {5, 4}).counts(), ElementsAre(14, 2, 2, 2));
}

TEST(CocoMask, KeepsTheWindowToThePolygon) {
  const Mask mask = coco_mask({{{130, 20}, {140, 20}, {140, 30}, {130, 30}}}, {600, 800});
  EXPECT_EQ(mask.window(), (Box{128, 20, 64, 10}));
}

TEST(CocoMask, IsTheApisForRingsThatCrossThemselves) {
  random::Rng rng(1);
  for (int round = 0; round < 3000; ++round) {
    const Size size{1 + static_cast<int>(rng.below(90)), 1 + static_cast<int>(rng.below(90))};
    Ring ring = random_ring(size, rng.below(30), rng.chance(0.5) ? 20.0 : 0.0, rng);
    if (!ring.empty() && rng.chance(0.3)) ring.insert(ring.begin(), ring.front());
    expect_as_the_api({ring}, size);
    if (HasFatalFailure()) return;
  }
}

/// Coordinates as files hold them: whole and half pixels, fifths, two decimals, or all digits.
double some_coordinate(double limit, std::uint32_t kind, random::Rng& rng) {
  const double any = between(-0.2 * limit, 1.2 * limit, rng);
  constexpr double kSteps[] = {1.0, 2.0, 5.0, 10.0, 100.0};
  return kind < 5 ? std::round(any * kSteps[kind]) / kSteps[kind] : any;
}

TEST(CocoMask, IsTheApisForSmallRingsOfEveryKindOfCoordinate) {
  random::Rng rng(2);
  for (int round = 0; round < 20000; ++round) {
    const Size size{1 + static_cast<int>(rng.below(12)), 1 + static_cast<int>(rng.below(12))};
    const std::uint32_t kind = rng.below(6);
    Ring ring(1 + rng.below(6));
    for (Point& point : ring) {
      point = {some_coordinate(size.width, kind, rng), some_coordinate(size.height, kind, rng)};
    }
    expect_as_the_api({ring}, size);
    if (HasFatalFailure()) return;
  }
}

TEST(CocoMask, IsTheApisForEveryEdgeOfASmallGrid) {
  // Triangles whose edges have every slope of 26 fifths, halves of a fifth among the crossings.
  const Size size{6, 6};
  for (int dx = -26; dx <= 26; ++dx) {
    for (int dy = -26; dy <= 26; ++dy) {
      const Point a{dx < 0 ? 5.2 : 0.0, dy < 0 ? 5.2 : 0.0};
      const Point b{a.x + dx / 5.0, a.y + dy / 5.0};
      expect_as_the_api({{a, b, {a.x, b.y}}}, size);
      expect_as_the_api({{b, a, {b.x, a.y}}}, size);
      expect_as_the_api({{a, b, {-1.0, 8.0}}}, size);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(CocoMask, IsTheApisForLargeRings) {
  random::Rng rng(3);
  for (int round = 0; round < 100; ++round) {
    const Size size{1 + static_cast<int>(rng.below(700)), 1 + static_cast<int>(rng.below(500))};
    const Point centre{between(0, size.width, rng), between(0, size.height, rng)};
    const Ring ring = testing::random_star(centre, between(1, 400, rng), 3 + rng.below(200), rng);
    expect_as_the_api({ring}, size);
    if (HasFatalFailure()) return;
  }
}

TEST(CocoMask, IsTheApisForSeveralRings) {
  random::Rng rng(4);
  for (int round = 0; round < 500; ++round) {
    const Size size{1 + static_cast<int>(rng.below(150)), 1 + static_cast<int>(rng.below(80))};
    Polygon rings(2 + rng.below(4));
    for (Ring& ring : rings) {
      const Point centre{between(0, size.width, rng), between(0, size.height, rng)};
      ring = testing::random_star(centre, between(1, 40, rng), 3 + rng.below(20), rng);
    }
    expect_as_the_api(rings, size);
    if (HasFatalFailure()) return;
  }
}

TEST(CocoMask, IsTheApisForVerticesFarAway) {
  random::Rng rng(5);
  for (int round = 0; round < 60; ++round) {
    const double far = round < 50 ? 1e3 : 3e4;
    const Size size{1 + static_cast<int>(rng.below(150)), 1 + static_cast<int>(rng.below(80))};
    Ring ring(3);
    // An edge through the frame, from far on one side to far on the other.
    const double angle = between(0.0, 6.3, rng);
    ring[0] = {far * std::cos(angle), far * std::sin(angle)};
    ring[1] = {size.width - ring[0].x, size.height - ring[0].y};
    ring[2] = {between(-far, far, rng), between(-far, far, rng)};
    expect_as_the_api({ring}, size);
    if (HasFatalFailure()) return;
  }
}

TEST(CocoMask, LeavesNoColumnOutAtTheFarthestVertices) {
  // Above an edge a fifth off the diagonal, on either side of it: the API's rounding is at its
  // coarsest, and a step too long would leave a column without a toggle.
  const double far = kMaxCocoCoordinate_px;
  const Size size{40, 30};
  const Mask above = testing::mask_where(size, [](int x, int y) { return x > y; });
  const Mask above_or_on = testing::mask_where(size, [](int x, int y) { return x >= y; });
  const Mask flat = coco_mask({{{-far, -far}, {far, far - 0.2}, {far, -far}}}, size);
  const Mask steep = coco_mask({{{-far + 0.2, -far}, {far, far}, {far, -far}}}, size);
  for (const Mask& mask : {flat, steep}) {
    EXPECT_EQ(mask & above_or_on, mask);
    EXPECT_EQ(mask & above, above);
  }
}

TEST(CocoMask, RefusesCoordinatesThatAreNotFiniteOrTooFar) {
  const double inf = std::numeric_limits<double>::infinity();
  const double beyond = std::nextafter(kMaxCocoCoordinate_px, inf);
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), inf, -inf, beyond, -beyond}) {
    const Ring ring{{1, 1}, {bad, 2}, {3, 3}};
    const Ring other{{1, 1}, {2, bad}, {3, 3}};
    EXPECT_THROW((void)coco_mask({ring}, {9, 9}), std::invalid_argument);
    EXPECT_THROW((void)coco_mask({other}, {9, 9}), std::invalid_argument);
    EXPECT_THROW((void)coco_rle({ring}, {9, 9}), std::invalid_argument);
    EXPECT_THROW((void)coco_rle({ring, other}, {9, 9}), std::invalid_argument);
  }
  EXPECT_THAT(
      [] {
        (void)coco_mask({{{1e7, 0}}}, {9, 9});
      },
      ThrowsMessage<std::invalid_argument>(HasSubstr("within 10^6 pixels of 0, got 10000000.0")));
}

TEST(CocoRle, IsTheSameOnManyThreadsAtOnce) {
  const Ring ring = testing::ellipse_ring({300.0, 400.0}, 100.0, 175.0, 300);
  const RunLengths expected = coco_rle({ring}, {600, 800});
  std::vector<std::uint8_t> is_same(8, 0);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < is_same.size(); ++i) {
      threads.emplace_back([&, i] {
        bool same = true;
        for (int round = 0; round < 50; ++round) same &= coco_rle({ring}, {600, 800}) == expected;
        is_same[i] = same ? 1 : 0;
      });
    }
  }
  EXPECT_THAT(is_same, ::testing::Each(1));
}

}  // namespace
}  // namespace segnoise::shape

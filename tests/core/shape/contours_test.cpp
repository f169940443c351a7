#include "core/shape/contours.h"

#include "core/shape/components.h"
#include "core/shape/rasterise.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <utility>
#include <vector>

namespace segnoise::shape {
namespace {

using testing::picture;
using testing::random_blobs;
using testing::random_mask;
using testing::rectangle;

std::vector<Mask> many_masks() {
  std::vector<Mask> masks;
  random::Rng rng(1);
  for (int round = 0; round < 150; ++round) {
    const Size size{static_cast<int>(rng.below(200)), static_cast<int>(rng.below(24))};
    masks.push_back(
        rng.chance(0.6) ? random_mask(size, rng.uniform(), rng) : random_blobs(size, rng));
  }
  for (const Size size : {Size{0, 0}, {1, 1}, {1, 30}, {30, 1}, {64, 5}, {128, 64}, {129, 3}}) {
    masks.push_back(complement(Mask(size)));
  }
  for (const Size size : {Size{2, 2}, {70, 9}, {128, 3}}) {
    for (const Mask& mask : testing::degenerate_masks(size)) masks.push_back(mask);
  }
  return masks;
}

TEST(Trace, OfOnePixelIsItsSquareClockwiseFromTheTopLeft) {
  const Polygon expected{{{2, 1}, {3, 1}, {3, 2}, {2, 2}}};
  EXPECT_EQ(trace(picture({"....", "..#.", "...."})), expected);
}

TEST(Trace, FollowsCornersOnly) {
  const Polygon expected{{{1, 0}, {2, 0}, {2, 1}, {3, 1}, {3, 2}, {0, 2}, {0, 1}, {1, 1}}};
  EXPECT_EQ(trace(picture({".#.", "###"})), expected);
}

TEST(Trace, TurnsHolesTheOtherWay) {
  const Polygon expected{{{0, 0}, {4, 0}, {4, 3}, {0, 3}}, {{1, 1}, {1, 2}, {3, 2}, {3, 1}}};
  const Polygon rings = trace(picture({"####", "#..#", "####"}));
  EXPECT_EQ(rings, expected);
  EXPECT_EQ(signed_area(rings[0]), 12.0);
  EXPECT_EQ(signed_area(rings[1]), -2.0);
}

TEST(Trace, SeparatesPixelsThatMeetAtACornerOnly) {
  const Polygon falling{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, {{1, 1}, {2, 1}, {2, 2}, {1, 2}}};
  EXPECT_EQ(trace(picture({"#.", ".#"})), falling);
  const Polygon rising{{{1, 0}, {2, 0}, {2, 1}, {1, 1}}, {{0, 1}, {1, 1}, {1, 2}, {0, 2}}};
  EXPECT_EQ(trace(picture({".#", "#."})), rising);
}

TEST(Trace, JoinsHolesThatMeetAtACorner) {
  // The background is 8-connected, so that both holes are one ring, which touches itself.
  EXPECT_EQ(trace(picture({"####", "#.##", "##.#", "####"})).size(), 2U);
  EXPECT_EQ(trace(picture({"####", "##.#", "#.##", "####"})).size(), 2U);
}

TEST(Trace, OfNothingHasNoRing) {
  EXPECT_TRUE(trace(Mask({0, 0})).empty());
  EXPECT_TRUE(trace(Mask({100, 100})).empty());
  EXPECT_TRUE(trace(Mask({100, 100}, {0, 0, 100, 100})).empty());
}

TEST(Trace, OfAFullFrameIsItsBorder) {
  const Polygon expected{{{0, 0}, {128, 0}, {128, 7}, {0, 7}}};
  EXPECT_EQ(trace(complement(Mask({128, 7}))), expected);
}

TEST(Trace, DoesNotDependOnTheWindow) {
  const Mask mask = rectangle({300, 50}, {130, 20, 20, 10});
  EXPECT_EQ(trace(mask), trace(mask.windowed(mask.extent())));
}

TEST(Trace, IsUndoneByRasterising) {
  for (const Mask& mask : many_masks()) EXPECT_EQ(rasterise(trace(mask), mask.size()), mask);
}

TEST(Trace, EnclosesTheMasksArea) {
  for (const Mask& mask : many_masks()) {
    double area = 0.0;
    for (const Ring& ring : trace(mask)) area += signed_area(ring);
    EXPECT_EQ(area, static_cast<double>(mask.count()));
  }
}

TEST(Trace, HasOneOuterRingForEachComponent) {
  for (const Mask& mask : many_masks()) {
    std::size_t outer = 0;
    for (const Ring& ring : trace(mask)) outer += signed_area(ring) > 0.0 ? 1 : 0;
    EXPECT_EQ(outer, components(mask).size());
  }
}

TEST(Trace, AlternatesHorizontalAndVerticalEdges) {
  for (const Mask& mask : many_masks()) {
    for (const Ring& ring : trace(mask)) {
      ASSERT_EQ(ring.size() % 2, 0U);
      // An outer ring begins along its upper edge, a hole down its left one.
      const std::size_t horizontal = signed_area(ring) > 0.0 ? 0 : 1;
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point& a = ring[i];
        const Point& b = ring[(i + 1) % ring.size()];
        EXPECT_EQ(a.y == b.y, i % 2 == horizontal);
        EXPECT_EQ(a.x == b.x, i % 2 != horizontal);
      }
    }
  }
}

TEST(Trace, OrdersRingsByTheirTopmostLeftmostCorner) {
  const auto comes_before = [](const Point& a, const Point& b) {
    return std::pair(a.y, a.x) < std::pair(b.y, b.x);
  };
  for (const Mask& mask : many_masks()) {
    const Polygon rings = trace(mask);
    for (std::size_t i = 0; i < rings.size(); ++i) {
      for (const Point& point : rings[i]) EXPECT_FALSE(comes_before(point, rings[i].front()));
      if (i == 0) continue;
      EXPECT_TRUE(comes_before(rings[i - 1].front(), rings[i].front()));
    }
  }
}

}  // namespace
}  // namespace segnoise::shape

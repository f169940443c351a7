#include "core/shape/rasterise.h"

#include "support/shapes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise::shape {
namespace {

using testing::between;
using testing::picture;
using testing::random_ring;
using testing::random_star;
using testing::rectangle;

/// The even-odd rule at every pixel centre, in whole eighths of a pixel: exact for random_ring().
Mask naive(const Polygon& polygon, Size size) {
  const auto eighths = [](double value) { return std::llround(8.0 * value); };
  return testing::mask_where(size, [&](int x, int y) {
    const std::int64_t centre_x = 8 * x + 4;
    const std::int64_t centre_y = 8 * y + 4;
    bool is_inside = false;
    for (const Ring& ring : polygon) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        Point a = ring[i];
        Point b = ring[(i + 1) % ring.size()];
        if (a.y > b.y) std::swap(a, b);
        if (centre_y < eighths(a.y) || centre_y >= eighths(b.y)) continue;
        const std::int64_t run = eighths(b.x) - eighths(a.x);
        const std::int64_t drop = eighths(b.y) - eighths(a.y);
        // Is the crossing at or left of the centre?
        if (run * (centre_y - eighths(a.y)) <= (centre_x - eighths(a.x)) * drop) {
          is_inside = !is_inside;
        }
      }
    }
    return is_inside;
  });
}

TEST(Rasterise, TakesPixelsWhoseCentresLieInside) {
  const Ring triangle{{0, 0}, {5, 0}, {0, 5}};
  EXPECT_EQ(
      rasterise({triangle}, {6, 5}), picture({"####..", "###...", "##....", "#.....", "......"}));
}

TEST(Rasterise, TakesCentresOnLeftAndUpperBordersOnly) {
  const Ring square{{0.5, 1.5}, {3.5, 1.5}, {3.5, 3.5}, {0.5, 3.5}};
  EXPECT_EQ(rasterise({square}, {5, 5}), rectangle({5, 5}, {0, 1, 3, 2}));
}

TEST(Rasterise, LeavesHolesAndCrossingsOutByTheEvenOddRule) {
  const Ring outer{{0, 0}, {5, 0}, {5, 5}, {0, 5}};
  const Ring inner{{1, 1}, {4, 1}, {4, 4}, {1, 4}};
  EXPECT_EQ(
      rasterise({outer, inner}, {5, 5}),
      rectangle({5, 5}, {0, 0, 5, 5}) - rectangle({5, 5}, {1, 1, 3, 3}));
  EXPECT_TRUE(rasterise({outer, outer}, {5, 5}).empty());
  const Ring bow_tie{{0, 0}, {4, 4}, {4, 0}, {0, 4}};
  EXPECT_EQ(
      rasterise({bow_tie}, {4, 4}),
      picture({"...#", "#.##", "#.##", "...#"}) & naive({bow_tie}, {4, 4}));
}

TEST(Rasterise, AgreesWithTheEvenOddRuleAtEveryCentre) {
  random::Rng rng(1);
  for (int round = 0; round < 120; ++round) {
    const Size size{static_cast<int>(rng.below(140)), static_cast<int>(rng.below(25))};
    Polygon polygon(1 + rng.below(3));
    for (Ring& ring : polygon) ring = random_ring(size, rng.below(40), 30.0, rng);
    EXPECT_EQ(rasterise(polygon, size), naive(polygon, size));
  }
}

TEST(Rasterise, AgreesForHundredsOfVertices) {
  random::Rng rng(2);
  const Size size{97, 53};
  const Polygon polygon{random_ring(size, 300, 10.0, rng)};
  EXPECT_EQ(rasterise(polygon, size), naive(polygon, size));
}

TEST(Rasterise, SplitsTheFrameBetweenPolygonsThatShareAnEdge) {
  // A fan of triangles around a point inside the frame, out to beyond it: a partition.
  random::Rng rng(3);
  const Size size{130, 60};
  for (int round = 0; round < 50; ++round) {
    const Point middle{between(20, 110, rng), between(10, 50, rng)};
    const Ring around = random_star(middle, 500.0, 3 + rng.below(20), rng);
    Mask seen(size);
    for (std::size_t i = 0; i < around.size(); ++i) {
      const Mask part = rasterise({{around[(i + 1) % around.size()], middle, around[i]}}, size);
      EXPECT_EQ(intersection_count(part, seen), 0);
      seen = seen | part;
    }
    EXPECT_EQ(seen, rasterise({around}, size));
  }
}

TEST(Rasterise, DoesNotDependOnDirectionOrFirstVertex) {
  random::Rng rng(4);
  for (int round = 0; round < 100; ++round) {
    const Ring ring = random_star({60.0, 20.0}, 25.0, 3 + rng.below(30), rng);
    const Mask mask = rasterise({ring}, {120, 40});
    EXPECT_EQ(rasterise({Ring(ring.rbegin(), ring.rend())}, {120, 40}), mask);
    Ring turned(ring.begin() + 1, ring.end());
    turned.push_back(ring.front());
    EXPECT_EQ(rasterise({turned}, {120, 40}), mask);
  }
}

TEST(Rasterise, HasAboutTheRingsArea) {
  const Ring ring = testing::ellipse_ring({300.0, 400.0}, 100.0, 175.0, 300);
  const auto count = static_cast<double>(rasterise({ring}, {600, 800}).count());
  EXPECT_NEAR(count / signed_area(ring), 1.0, 1e-3);
}

TEST(Rasterise, OfAFlatRingIsEmpty) {
  EXPECT_TRUE(rasterise({{{1, 1}, {9, 9}}}, {10, 10}).empty());
  EXPECT_TRUE(rasterise({{{1, 2.5}, {9, 2.5}, {4, 2.5}}}, {10, 10}).empty());
  EXPECT_TRUE(rasterise({{{2.5, 1}, {2.5, 9}, {2.5, 4}}}, {10, 10}).empty());
  EXPECT_TRUE(rasterise({{{5.5, 5.5}}}, {10, 10}).empty());
  EXPECT_TRUE(rasterise({{}}, {10, 10}).empty());
  EXPECT_TRUE(rasterise({}, {10, 10}).empty());
}

TEST(Rasterise, CutsOffWhatLiesOutsideTheFrame) {
  const Ring everywhere{{-50, -50}, {500, -50}, {500, 500}, {-50, 500}};
  for (const Size size : {Size{0, 0}, {1, 1}, {64, 3}, {70, 9}}) {
    EXPECT_EQ(rasterise({everywhere}, size), complement(Mask(size)));
  }
  const Ring left{{-50, 2}, {-1, 2}, {-1, 5}, {-50, 5}};
  const Ring right{{70, 2}, {99, 2}, {99, 5}, {70, 5}};
  EXPECT_TRUE(rasterise({left, right}, {70, 9}).empty());
}

TEST(Rasterise, KeepsTheWindowToThePolygon) {
  const Mask mask = rasterise({{{130, 20}, {140, 20}, {140, 30}, {130, 30}}}, {600, 800});
  EXPECT_EQ(mask.window(), (Box{128, 20, 64, 10}));
}

TEST(Rasterise, SurvivesCoordinatesOfAnySize) {
  const Size size{70, 9};
  const double huge = std::numeric_limits<double>::max();
  for (const double far : {1e5, 1e9, 1e12, 1e18, 1e99, 1e101, 1e200, huge}) {
    const Ring square{{-far, -far}, {far, -far}, {far, far}, {-far, far}};
    EXPECT_EQ(rasterise({square}, size), complement(Mask(size))) << far;
    const Ring lower{{-far, 4}, {far, 4}, {far, far}, {-far, far}};
    EXPECT_EQ(rasterise({lower}, size), rectangle(size, {0, 4, 70, 5})) << far;
    const Ring triangle{{-far, -far}, {far, -far}, {0, far}};
    EXPECT_EQ(rasterise({triangle}, size), complement(Mask(size))) << far;
    const Ring right{{33, -far}, {far, -far}, {far, far}, {33, far}};
    EXPECT_EQ(rasterise({right}, size), rectangle(size, {33, 0, 37, 9})) << far;
  }
  // Slanted, through the frame's corner: the half above the diagonal.
  const Ring above{{-1e9, -1e9}, {1e9, -1e9}, {1e9, 1e9}};
  EXPECT_EQ(
      rasterise({above}, size), testing::mask_where(size, [](int x, int y) { return x >= y; }));
}

TEST(Rasterise, RefusesCoordinatesThatAreNotFinite) {
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW((void)rasterise({{{1, 1}, {bad, 2}, {3, 3}}}, {9, 9}), std::invalid_argument);
    EXPECT_THROW((void)rasterise({{{1, 1}, {2, -bad}, {3, 3}}}, {9, 9}), std::invalid_argument);
  }
}

}  // namespace
}  // namespace segnoise::shape

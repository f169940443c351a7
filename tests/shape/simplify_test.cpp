#include "shape/simplify.h"

#include "shape/contours.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise {
namespace {

using testing::between;
using testing::random_ring;
using testing::random_star;

double distance_to_segment(const Point& p, const Point& a, const Point& b) {
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  if (length == 0.0) return std::hypot(p.x - a.x, p.y - a.y);
  const double along = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / (length * length);
  const double t = std::clamp(along, 0.0, 1.0);
  return std::hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y));
}

/// Marks, by the definition, the vertices of a line that stay between its ends.
void keep_between(
    const Ring& line,
    std::size_t first,
    std::size_t last,
    double tolerance,
    std::vector<bool>& kept) {
  double farthest = -1.0;
  std::size_t at = first;
  for (std::size_t i = first + 1; i < last; ++i) {
    const double distance = distance_to_segment(line[i], line[first], line[last]);
    if (distance > farthest) {
      farthest = distance;
      at = i;
    }
  }
  if (farthest <= tolerance) return;
  kept[at] = true;
  keep_between(line, first, at, tolerance, kept);
  keep_between(line, at, last, tolerance, kept);
}

/// Where at least 3 vertices stay.
Ring naively_simplified(const Ring& ring, double tolerance) {
  Ring line = ring;
  line.push_back(ring.front());
  std::size_t opposite = 0;
  double farthest = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const double distance = std::hypot(ring[i].x - ring[0].x, ring[i].y - ring[0].y);
    if (distance > farthest) {
      farthest = distance;
      opposite = i;
    }
  }
  std::vector<bool> kept(line.size(), false);
  kept[0] = kept[opposite] = true;
  keep_between(line, 0, opposite, tolerance, kept);
  keep_between(line, opposite, ring.size(), tolerance, kept);
  Ring result;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    if (kept[i]) result.push_back(ring[i]);
  }
  return result;
}

/// The place of every vertex of the result in the ring; fails if it is no subset in order.
std::vector<std::size_t> places(const Ring& result, const Ring& ring) {
  std::vector<std::size_t> found;
  std::size_t i = 0;
  for (const Point& point : result) {
    while (i < ring.size() && !(ring[i] == point)) ++i;
    EXPECT_LT(i, ring.size()) << "not a subset, or not in order";
    found.push_back(i++);
  }
  return found;
}

TEST(Simplified, DropsVerticesWithinTheToleranceOfTheChord) {
  const Ring ring{{0, 0}, {4, 0.5}, {8, 0}, {8, 6}, {4, 7.5}, {0, 6}};
  const Ring without_bumps{{0, 0}, {8, 0}, {8, 6}, {4, 7.5}, {0, 6}};
  const Ring corners{{0, 0}, {8, 0}, {8, 6}, {0, 6}};
  EXPECT_EQ(simplified(ring, 0.4), ring);
  EXPECT_EQ(simplified(ring, 1.0), without_bumps);
  EXPECT_EQ(simplified(ring, 1.5), corners);  // exactly the tolerance away: dropped
}

TEST(Simplified, MeasuresToTheChordNotToItsLine) {
  // (-3, 0) lies on the line of its chord's edge but 3 px before the chord begins.
  const Ring ring{{0, 0}, {-3, 0}, {10, 0}, {5, 4}};
  EXPECT_EQ(simplified(ring, 2.0), ring);
}

TEST(Simplified, NeverDropsBelowThreeVertices) {
  const Ring ring = testing::ellipse_ring({50, 50}, 30, 20, 40);
  const Ring triangle = simplified(ring, 1e6);
  ASSERT_EQ(triangle.size(), 3U);
  EXPECT_EQ(triangle[0], ring[0]);
  EXPECT_EQ(triangle[1], ring[10]);  // farthest from the long axis
  EXPECT_EQ(triangle[2], ring[20]);  // farthest from the first
}

TEST(Simplified, LeavesShortRingsAndZeroToleranceAlone) {
  const Ring flat{{0, 0}, {1, 0}, {2, 0}, {1, 0}};
  EXPECT_EQ(simplified(flat, 0.0), flat);
  for (std::size_t n = 0; n <= 3; ++n) {
    const Ring ring(flat.begin(), flat.begin() + static_cast<std::ptrdiff_t>(n));
    EXPECT_EQ(simplified(ring, 100.0), ring);
  }
}

TEST(Simplified, KeepsThreeOfVerticesThatAllCoincide) {
  EXPECT_EQ(simplified(Ring(9, {2.0, 3.0}), 1.0), Ring(3, {2.0, 3.0}));
  EXPECT_EQ(simplified(Ring(9, {2.0, 3.0}), 0.0).size(), 9U);
}

TEST(Simplified, AgreesWithTheRecursiveDefinition) {
  Rng rng(1);
  for (int round = 0; round < 300; ++round) {
    const Ring ring = random_star({0.0, 0.0}, 50.0, 4 + rng.below(150), rng);
    const double tolerance = between(0.01, 40.0, rng);
    const Ring expected = naively_simplified(ring, tolerance);
    if (expected.size() < 3) continue;
    EXPECT_EQ(simplified(ring, tolerance), expected);
  }
}

void expect_subset_within(double tolerance, const Ring& ring) {
  const Ring result = simplified(ring, tolerance);
  ASSERT_GE(result.size(), 3U);
  const auto kept = places(result, ring);
  for (std::size_t k = 0; k < kept.size(); ++k) {
    const std::size_t next = k + 1 < kept.size() ? kept[k + 1] : kept[0] + ring.size();
    for (std::size_t i = kept[k] + 1; i < next; ++i) {
      const Point& dropped = ring[i % ring.size()];
      // Of a triangle one vertex may have been kept for number alone: any edge will do.
      double distance = distance_to_segment(dropped, ring[kept[k]], ring[next % ring.size()]);
      for (std::size_t j = 0; j < 3 && result.size() == 3; ++j) {
        distance = std::min(distance, distance_to_segment(dropped, result[j], result[(j + 1) % 3]));
      }
      EXPECT_LE(distance, tolerance * (1.0 + 1e-12));
    }
  }
}

TEST(Simplified, IsASubsetWithinTheTolerance) {
  Rng rng(2);
  for (int round = 0; round < 200; ++round) {
    expect_subset_within(
        between(0.1, 60.0, rng), random_ring({60, 60}, 3 + rng.below(60), 5.0, rng));
  }
}

TEST(Simplified, IsASubsetWithinTheToleranceOnTracedOutlinesWhereManyVerticesAreEquallyFar) {
  Rng rng(4);
  for (int round = 0; round < 60; ++round) {
    for (const Ring& ring : trace(testing::random_blobs({120, 90}, rng))) {
      // Whole and half tolerances are distances that vertices on whole coordinates do have.
      expect_subset_within(0.5 * (1 + rng.below(30)), ring);
    }
  }
}

TEST(Simplified, IsIdempotent) {
  Rng rng(3);
  for (int round = 0; round < 100; ++round) {
    const Ring once = simplified(random_star({0.0, 0.0}, 50.0, 60, rng), between(1, 20, rng));
    EXPECT_EQ(simplified(once, 1e-9), once);
  }
}

TEST(Simplified, TakesALongRingWithoutRecursion) {
  // A spiral is the worst case: each vertex is cut off alone.
  Ring ring;
  for (int i = 0; i < 3000; ++i) {
    ring.push_back({static_cast<double>(i), static_cast<double>(i) * i * 1e-3});
  }
  EXPECT_GE(simplified(ring, 1e-6).size(), 2900U);
}

TEST(Simplified, RefusesATolerancesThatMeanNothing) {
  const Ring ring = testing::ellipse_ring({50, 50}, 30, 20, 40);
  for (const double tolerance :
       {-1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW((void)simplified(ring, tolerance), std::invalid_argument) << tolerance;
  }
}

}  // namespace
}  // namespace segnoise

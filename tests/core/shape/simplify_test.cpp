#include "core/shape/simplify.h"

#include "core/shape/contours.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

namespace segnoise::shape {
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

bool is_inside_piece(const Point& p, const Point& a, const Point& b) {
  return distance_to_segment(p, a, b) == 0.0 && !(p == a) && !(p == b);
}

/// Whether two pieces meet but where both end; exact for small whole coordinates.
bool cross(const Ring& p, const Ring& q) {
  const auto side = [](const Ring& line, const Point& point) {
    const double twice = (line[1].x - line[0].x) * (point.y - line[0].y) -
                         (line[1].y - line[0].y) * (point.x - line[0].x);
    return twice > 0.0 ? 1 : twice < 0.0 ? -1 : 0;
  };
  return side(p, q[0]) * side(p, q[1]) * side(q, p[0]) * side(q, p[1]) != 0
             ? side(p, q[0]) != side(p, q[1]) && side(q, p[0]) != side(q, p[1])
             : is_inside_piece(p[0], q[0], q[1]) || is_inside_piece(p[1], q[0], q[1]) ||
                   is_inside_piece(q[0], p[0], p[1]) || is_inside_piece(q[1], p[0], p[1]);
}

/// By the definition, looking at every piece for every chord.
class NaiveSimplifier {
 public:
  NaiveSimplifier(const Ring& ring, double tolerance) : line_(ring), tolerance_(tolerance) {
    line_.push_back(ring.front());
    visit(0, ring.size(), 1);
  }
  [[nodiscard]] Ring result() const {
    Ring ring;
    for (const auto& [first, last] : done_) ring.push_back(line_[first]);
    return ring;
  }

 private:
  void visit(std::size_t first, std::size_t last, int depth) {
    if (first + 1 == last) {
      done_.emplace_back(first, last);
      return;
    }
    std::size_t at = first + 1;
    for (std::size_t i = at; i < last; ++i) {
      if (distance(i, first, last) > distance(at, first, last)) at = i;
    }
    const bool is_enough = done_.size() >= 3 || depth + 1 >= 4;
    if (is_enough && distance(at, first, last) <= tolerance_ && !is_crossed(first, last)) {
      done_.emplace_back(first, last);
      return;
    }
    visit(first, at, depth + 1);
    visit(at, last, depth + 1);
  }
  [[nodiscard]] double distance(std::size_t i, std::size_t first, std::size_t last) const {
    return distance_to_segment(line_[i], line_[first], line_[last]);
  }
  [[nodiscard]] bool is_crossed(std::size_t first, std::size_t last) const {
    const Ring chord{line_[first], line_[last]};
    for (const auto& [a, b] : done_) {
      if (cross({line_[a], line_[b]}, chord)) return true;
    }
    for (std::size_t i = last; i + 1 < line_.size(); ++i) {
      if (cross({line_[i], line_[i + 1]}, chord)) return true;
    }
    return false;
  }

  Ring line_;
  double tolerance_;
  std::vector<std::pair<std::size_t, std::size_t>> done_;
};

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

// What GEOS 3.11.1 makes of the same rings, here and in the next four tests.
TEST(Simplified, KeepsFourVerticesWhateverTheTolerance) {
  const Ring ellipse = testing::ellipse_ring({50, 50}, 30, 20, 40);
  EXPECT_EQ(simplified(ellipse, 1e6), (Ring{ellipse[0], ellipse[10], ellipse[20], ellipse[30]}));
  const Ring square{{0, 0}, {20, 0}, {20, 20}, {0, 20}};
  EXPECT_EQ(simplified(square, 15.0), square);
  const Ring with_middles{{0, 0}, {10, 0}, {20, 0}, {20, 10}, {20, 20}, {10, 20}, {0, 20}, {0, 10}};
  EXPECT_EQ(simplified(with_middles, 15.0), square);
}

TEST(Simplified, FlattensOnlyFromTheThirdDepthOnUntilFourPointsAreThere) {
  const Ring flat{{0, 0}, {10, 0}, {20, 0}, {10, 1}, {5, 1}};
  EXPECT_EQ(simplified(flat, 5.0), (Ring{{0, 0}, {10, 0}, {20, 0}, {10, 1}}));
  const Ring with_notch{{0, 0}, {40, 0}, {40, 20}, {24, 20}, {22, 2}, {20, 20}, {0, 20}};
  EXPECT_EQ(simplified(with_notch, 5.0), with_notch);
  EXPECT_EQ(simplified(with_notch, 15.0), (Ring{{0, 0}, {40, 0}, {40, 20}, {22, 2}, {0, 20}}));
  EXPECT_EQ(simplified(with_notch, 30.0), (Ring{{0, 0}, {40, 0}, {40, 20}, {0, 20}}));
}

TEST(Simplified, LeavesABumpThatAnotherPartOfTheRingReachesInto) {
  const Ring needle{
      {0, 0}, {10, -6}, {20, 0}, {40, 0}, {40, 30}, {12, 30}, {10, -3}, {8, 30}, {0, 30}};
  const Ring thinned{{0, 0}, {10, -6}, {40, 0}, {40, 30}, {12, 30}, {10, -3}, {8, 30}, {0, 30}};
  EXPECT_EQ(simplified(needle, 7.0), thinned);
}

TEST(Simplified, TakesARepeatedFirstVertexForTheEndOfTheRing) {
  Ring ring = testing::ellipse_ring({50, 50}, 30, 20, 40);
  const Ring once = simplified(ring, 2.0);
  ring.push_back(ring.front());
  EXPECT_EQ(simplified(ring, 2.0), once);
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
  random::Rng rng(1);
  for (int round = 0; round < 300; ++round) {
    const Ring ring = random_star({0.0, 0.0}, 50.0, 4 + rng.below(150), rng);
    const double tolerance = between(0.01, 40.0, rng);
    EXPECT_EQ(simplified(ring, tolerance), NaiveSimplifier(ring, tolerance).result());
  }
}

TEST(Simplified, AgreesWithTheDefinitionOnRingsThatCrossThemselves) {
  random::Rng rng(5);
  for (int round = 0; round < 1000; ++round) {
    Ring ring;
    const std::size_t vertices = 4 + rng.below(30);
    for (std::size_t i = 0; i < vertices; ++i) {
      const double x = between(0.0, 20.0, rng);
      ring.push_back({x, between(0.0, 20.0, rng)});
    }
    const double tolerance = between(0.01, 12.0, rng);
    EXPECT_EQ(simplified(ring, tolerance), NaiveSimplifier(ring, tolerance).result());
  }
}

TEST(Simplified, AgreesWithTheDefinitionOnWalksOfWhichLongPartsBecomeOneChord) {
  random::Rng rng(6);
  for (int round = 0; round < 300; ++round) {
    Ring ring{{0.0, 0.0}};
    const std::size_t vertices = 50 + rng.below(150);
    while (ring.size() < vertices) {
      const double x = ring.back().x + between(-1.5, 1.5, rng);
      ring.push_back({x, ring.back().y + between(-1.5, 1.5, rng)});
    }
    const double tolerance = between(0.5, 8.0, rng);
    EXPECT_EQ(simplified(ring, tolerance), NaiveSimplifier(ring, tolerance).result());
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
      const double distance = distance_to_segment(dropped, ring[kept[k]], ring[next % ring.size()]);
      EXPECT_LE(distance, tolerance * (1.0 + 1e-12));
    }
  }
}

TEST(Simplified, IsASubsetWithinTheTolerance) {
  random::Rng rng(2);
  for (int round = 0; round < 200; ++round) {
    expect_subset_within(
        between(0.1, 60.0, rng), random_ring({60, 60}, 3 + rng.below(60), 5.0, rng));
  }
}

TEST(Simplified, IsASubsetWithinTheToleranceOnTracedOutlinesWhereManyVerticesAreEquallyFar) {
  random::Rng rng(4);
  for (int round = 0; round < 60; ++round) {
    for (const Ring& ring : trace(testing::random_blobs({120, 90}, rng))) {
      // Whole and half tolerances are distances that vertices on whole coordinates do have.
      expect_subset_within(0.5 * (1 + rng.below(30)), ring);
    }
  }
}

TEST(Simplified, IsIdempotent) {
  random::Rng rng(3);
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
}  // namespace segnoise::shape

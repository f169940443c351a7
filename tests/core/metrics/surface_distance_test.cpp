#include "core/metrics/surface_distance.h"

#include "core/statistics/summary.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

namespace segnoise::metrics {
namespace {

using testing::picture;
using testing::rectangle;

const shape::Spacing kOblong{.x_mm = 0.5, .y_mm = 1.25};

struct Pixel {
  int x;
  int y;
};

std::vector<Pixel> boundary_pixels(const shape::Mask& mask) {
  std::vector<Pixel> found;
  for (int y = 0; y < mask.size().height; ++y) {
    for (int x = 0; x < mask.size().width; ++x) {
      const bool is_inner = mask(x - 1, y) && mask(x + 1, y) && mask(x, y - 1) && mask(x, y + 1);
      if (mask(x, y) && !is_inner) found.push_back({x, y});
    }
  }
  return found;
}

std::vector<double> naive_distances_mm(
    const std::vector<Pixel>& from,
    const std::vector<Pixel>& to,
    const shape::Spacing& spacing_mm) {
  std::vector<double> distances;
  for (const Pixel& p : from) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const Pixel& q : to) {
      nearest = std::min(
          nearest, std::hypot((p.x - q.x) * spacing_mm.x_mm, (p.y - q.y) * spacing_mm.y_mm));
    }
    distances.push_back(nearest);
  }
  return distances;
}

/// The definition, pixel by pixel and pair by pair.
SurfaceDistances naive(
    const shape::Mask& a, const shape::Mask& b, const shape::Spacing& spacing_mm) {
  const auto pixels_a = boundary_pixels(a);
  const auto pixels_b = boundary_pixels(b);
  const auto from_a = naive_distances_mm(pixels_a, pixels_b, spacing_mm);
  const auto from_b = naive_distances_mm(pixels_b, pixels_a, spacing_mm);
  const double sum = std::accumulate(from_a.begin(), from_a.end(), 0.0) +
                     std::accumulate(from_b.begin(), from_b.end(), 0.0);
  return {
      .hd_mm = std::max(std::ranges::max(from_a), std::ranges::max(from_b)),
      .hd95_mm = std::max(*statistics::quantile(from_a, 0.95), *statistics::quantile(from_b, 0.95)),
      .assd_mm = sum / static_cast<double>(from_a.size() + from_b.size())};
}

void expect_near(const SurfaceDistances& found, const SurfaceDistances& expected) {
  EXPECT_NEAR(found.hd_mm, expected.hd_mm, 1e-9);
  EXPECT_NEAR(found.hd95_mm, expected.hd95_mm, 1e-9);
  EXPECT_NEAR(found.assd_mm, expected.assd_mm, 1e-9);
}

TEST(SurfaceDistances, OfAPairWorkedByHand) {
  const shape::Mask a = picture({"#....", ".....", "....."});
  const shape::Mask b = picture({".....", ".....", "#..#."});
  const auto found = surface_distances(a, b, {.x_mm = 1.0, .y_mm = 2.0});
  ASSERT_TRUE(found);
  // From a: 4 mm. From b: 4 and 5 mm, whose 95th percentile is 4.95.
  EXPECT_DOUBLE_EQ(found->hd_mm, 5.0);
  EXPECT_DOUBLE_EQ(found->hd95_mm, 4.95);
  EXPECT_DOUBLE_EQ(found->assd_mm, 13.0 / 3.0);
}

TEST(SurfaceDistances, CountTheFrameAsABorderOfTheMask) {
  const shape::Mask full = rectangle({5, 5}, {0, 0, 5, 5});
  const shape::Mask centre = rectangle({5, 5}, {2, 2, 1, 1});
  const auto found = surface_distances(full, centre, {});
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(found->hd_mm, std::sqrt(8.0));
  EXPECT_DOUBLE_EQ(
      found->assd_mm, (4.0 * 2.0 + 8.0 * std::sqrt(5.0) + 4.0 * std::sqrt(8.0) + 2.0) / 17.0);
}

TEST(SurfaceDistances, SeeTheEdgeOfAHole) {
  const shape::Mask whole = rectangle({20, 20}, {2, 2, 15, 15});
  const shape::Mask holed = whole - rectangle({20, 20}, {8, 8, 3, 3});
  expect_near(*surface_distances(whole, holed, kOblong), naive(whole, holed, kOblong));
  EXPECT_GT(surface_distances(whole, holed, kOblong)->hd_mm, 2.0);
}

TEST(SurfaceDistances, OfAMaskAndItselfAreZero) {
  const shape::Mask mask = testing::left_ventricle();
  const auto found = surface_distances(mask, mask, kOblong);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->hd_mm, 0.0);
  EXPECT_EQ(found->hd95_mm, 0.0);
  EXPECT_EQ(found->assd_mm, 0.0);
}

TEST(SurfaceDistances, AreSymmetricAndScaleWithTheSpacing) {
  random::Rng rng(5);
  for (int i = 0; i < 50; ++i) {
    const shape::Mask a = testing::random_blobs({100, 60}, rng);
    const shape::Mask b = testing::random_blobs({100, 60}, rng);
    if (a.empty() || b.empty()) continue;
    const SurfaceDistances ab = *surface_distances(a, b, kOblong);
    expect_near(*surface_distances(b, a, kOblong), ab);
    expect_near(
        *surface_distances(a, b, {2.0 * kOblong.x_mm, 2.0 * kOblong.y_mm}),
        {2.0 * ab.hd_mm, 2.0 * ab.hd95_mm, 2.0 * ab.assd_mm});
    EXPECT_LE(ab.assd_mm, ab.hd_mm);
    EXPECT_LE(ab.hd95_mm, ab.hd_mm);
  }
}

TEST(SurfaceDistances, AgreeWithTheNaiveDefinitionOnBlobs) {
  random::Rng rng(1);
  for (int i = 0; i < 200; ++i) {
    const shape::Size size{
        1 + static_cast<int>(rng.below(150)), 1 + static_cast<int>(rng.below(60))};
    const shape::Spacing spacing_mm{
        testing::between(0.1, 2.0, rng), testing::between(0.1, 2.0, rng)};
    const shape::Mask a = testing::random_blobs(size, rng);
    const shape::Mask b = testing::random_blobs(size, rng);
    if (a.empty() || b.empty()) continue;
    expect_near(*surface_distances(a, b, spacing_mm), naive(a, b, spacing_mm));
  }
}

TEST(SurfaceDistances, AgreeWithTheNaiveDefinitionOnScatteredPixels) {
  random::Rng rng(2);
  for (int i = 0; i < 200; ++i) {
    const shape::Size size{
        1 + static_cast<int>(rng.below(300)), 1 + static_cast<int>(rng.below(20))};
    const shape::Spacing spacing_mm{
        testing::between(0.1, 5.0, rng), testing::between(0.1, 5.0, rng)};
    const shape::Mask a = testing::random_mask(size, 0.01, rng);
    const shape::Mask b = testing::random_mask(size, 0.05, rng);
    if (a.empty() || b.empty()) continue;
    expect_near(*surface_distances(a, b, spacing_mm), naive(a, b, spacing_mm));
  }
}

TEST(SurfaceDistances, AgreeWithTheNaiveDefinitionFarApartAndAtTheFramesCorners) {
  const shape::Size size{700, 500};
  const shape::Mask corner = rectangle(size, {0, 0, 3, 2});
  const shape::Mask opposite = rectangle(size, {640, 430, 60, 70});
  const shape::Mask dot = rectangle(size, {699, 0, 1, 1});
  for (const shape::Spacing& spacing_mm : {shape::Spacing{}, kOblong}) {
    expect_near(
        *surface_distances(corner, opposite, spacing_mm), naive(corner, opposite, spacing_mm));
    expect_near(*surface_distances(dot, opposite, spacing_mm), naive(dot, opposite, spacing_mm));
    expect_near(*surface_distances(dot, corner, spacing_mm), naive(dot, corner, spacing_mm));
  }
}

TEST(SurfaceDistances, DoNotDependOnWhereAMaskIsStored) {
  const shape::Mask a = testing::ellipse({300, 200}, {140.0, 90.0}, 60.0, 40.0);
  const shape::Mask b = testing::ellipse({300, 200}, {150.0, 100.0}, 50.0, 45.0);
  const SurfaceDistances expected = *surface_distances(a, b, kOblong);
  expect_near(*surface_distances(a.windowed(a.extent()), b, kOblong), expected);
  expect_near(
      *surface_distances(a.windowed(a.extent()), b.windowed(b.extent()), kOblong), expected);
}

TEST(SurfaceDistances, AreUndefinedIfAMaskIsEmpty) {
  const shape::Mask mask = rectangle({10, 10}, {3, 3, 4, 4});
  EXPECT_FALSE(surface_distances(mask, shape::Mask(shape::Size{10, 10}), {}));
  EXPECT_FALSE(surface_distances(shape::Mask(shape::Size{10, 10}), mask, {}));
  EXPECT_FALSE(
      surface_distances(shape::Mask(shape::Size{10, 10}), shape::Mask(shape::Size{10, 10}), {}));
}

TEST(SurfaceDistances, RefuseFramesOfDifferentSizeAndSpacingsThatAreNone) {
  const shape::Mask mask = rectangle({10, 10}, {3, 3, 4, 4});
  EXPECT_THROW(
      (void)surface_distances(mask, rectangle({10, 11}, {3, 3, 4, 4}), {}), std::invalid_argument);
  for (const double mm : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW((void)surface_distances(mask, mask, {mm, 1.0}), std::invalid_argument);
    EXPECT_THROW((void)surface_distances(mask, mask, {1.0, mm}), std::invalid_argument);
  }
}

TEST(HausdorffPair, OfAPairWorkedByHand) {
  const shape::Mask a = picture({"#....", ".....", "....."});
  const shape::Mask b = picture({".....", ".....", "#..#."});
  // The right one of b is 3 mm across and 4 mm down from a; in pixels it is farther across.
  const auto found = hausdorff_pair(a, b, {.x_mm = 1.0, .y_mm = 2.0});
  EXPECT_EQ(found, (HausdorffPair{{0.5, 0.5}, {3.5, 2.5}, 5.0}));
  EXPECT_EQ(
      hausdorff_pair(b, a, {.x_mm = 1.0, .y_mm = 2.0}),
      (HausdorffPair{{3.5, 2.5}, {0.5, 0.5}, 5.0}));
}

TEST(HausdorffPair, TakesTheNearestInMillimetresNotPixels) {
  // The lower right pixel of a is sqrt(1 + 64) mm from the upper one of b and sqrt(16 + 16) mm from
  // the left one, which is farther in pixels.
  const shape::Mask a = picture({"#....", ".....", ".#..#"});
  const shape::Mask b = picture({"...#.", "#....", "....."});
  EXPECT_EQ(
      hausdorff_pair(a, b, {.x_mm = 1.0, .y_mm = 4.0}),
      (HausdorffPair{{4.5, 2.5}, {0.5, 1.5}, std::sqrt(32.0)}));
}

TEST(HausdorffPair, IsTheFirstOfEquallyFarOnes) {
  const shape::Mask a = picture({"..#..", ".....", "....."});
  const shape::Mask b = picture({".....", ".....", "#...#"});
  EXPECT_EQ(hausdorff_pair(a, b, {}), (HausdorffPair{{2.5, 0.5}, {0.5, 2.5}, std::sqrt(8.0)}));
  // Both ends of b are as far from a; a's own pixel comes first.
  EXPECT_EQ(hausdorff_pair(b, a, {}), (HausdorffPair{{0.5, 2.5}, {2.5, 0.5}, std::sqrt(8.0)}));
  EXPECT_EQ(hausdorff_pair(a, a, {}), (HausdorffPair{{2.5, 0.5}, {2.5, 0.5}, 0.0}));
}

/// The definition: all pairs, the first of equal ones.
HausdorffPair naive_pair(
    const shape::Mask& a, const shape::Mask& b, const shape::Spacing& spacing_mm) {
  HausdorffPair farthest{.distance_mm = -1.0};
  const auto look = [&](const shape::Mask& from, const shape::Mask& to, bool is_from_a) {
    for (const Pixel& p : boundary_pixels(from)) {
      double nearest_squared = std::numeric_limits<double>::infinity();
      Pixel nearest{};
      for (const Pixel& q : boundary_pixels(to)) {
        const double x_mm = (q.x - p.x) * spacing_mm.x_mm;
        const double y_mm = (q.y - p.y) * spacing_mm.y_mm;
        if (x_mm * x_mm + y_mm * y_mm >= nearest_squared) continue;
        nearest_squared = x_mm * x_mm + y_mm * y_mm;
        nearest = q;
      }
      if (std::sqrt(nearest_squared) <= farthest.distance_mm) continue;
      const shape::Point at_p{p.x + 0.5, p.y + 0.5};
      const shape::Point at_q{nearest.x + 0.5, nearest.y + 0.5};
      farthest = {is_from_a ? at_p : at_q, is_from_a ? at_q : at_p, std::sqrt(nearest_squared)};
    }
  };
  look(a, b, true);
  look(b, a, false);
  return farthest;
}

TEST(HausdorffPair, AgreesWithTheNaiveSearchAndWithHd) {
  random::Rng rng(8);
  for (int i = 0; i < 60; ++i) {
    const shape::Size size{
        1 + static_cast<int>(rng.below(150)), 1 + static_cast<int>(rng.below(60))};
    // Powers of two make equal distances equal to the last bit.
    const shape::Spacing spacing_mm =
        i % 2 == 0 ? shape::Spacing{0.5, 0.25} : shape::Spacing{1.0, 1.0};
    const shape::Mask a = testing::random_blobs(size, rng);
    const shape::Mask b = testing::random_blobs(size, rng);
    const auto found = hausdorff_pair(a, b, spacing_mm);
    ASSERT_EQ(found.has_value(), !a.empty() && !b.empty());
    if (!found) continue;
    EXPECT_EQ(*found, naive_pair(a, b, spacing_mm));
    EXPECT_EQ(found->distance_mm, surface_distances(a, b, spacing_mm)->hd_mm);
    EXPECT_EQ(hausdorff_pair(b, a, spacing_mm)->distance_mm, found->distance_mm);
  }
}

TEST(HausdorffPair, IsRefusedWhereDistancesAre) {
  const shape::Mask mask = rectangle({10, 10}, {3, 3, 4, 4});
  EXPECT_FALSE(hausdorff_pair(mask, shape::Mask(shape::Size{10, 10}), {}));
  EXPECT_FALSE(hausdorff_pair(shape::Mask(shape::Size{10, 10}), mask, {}));
  EXPECT_THROW(
      (void)hausdorff_pair(mask, rectangle({10, 11}, {3, 3, 4, 4}), {}), std::invalid_argument);
  EXPECT_THROW((void)hausdorff_pair(mask, mask, {0.0, 1.0}), std::invalid_argument);
}

/// 100 boundary pixels of one mask at 1 mm, but for a spike of 6 at 9 mm, and 300 of the other at
/// 1 mm.
BoundaryDistances distances_with_a_spike() {
  BoundaryDistances distances{
      .from_a_mm = std::vector<double>(100, 1.0), .from_b_mm = std::vector<double>(300, 1.0)};
  std::fill_n(distances.from_a_mm.begin() + 20, 6, 9.0);
  return distances;
}

TEST(Hd95, KeepsTheSpikeThatPoolingLoses) {
  const BoundaryDistances distances = distances_with_a_spike();
  EXPECT_EQ(hd_mm(distances), 9.0);
  EXPECT_EQ(hd95_directed_mm(distances), 9.0);  // 6 of 100
  EXPECT_EQ(hd95_pooled_mm(distances), 1.0);    // 6 of 400
}

TEST(Hd95, InterpolatesBetweenThePooledDistances) {
  // Of 0, 1, ..., 20 the 95th percentile is 19; of 0, 1, ..., 21 it is 19.95.
  BoundaryDistances distances;
  for (int i = 20; i >= 0; --i) {
    (i % 3 == 0 ? distances.from_a_mm : distances.from_b_mm).push_back(i);
  }
  EXPECT_DOUBLE_EQ(hd95_pooled_mm(distances), 19.0);
  distances.from_a_mm.push_back(21.0);
  EXPECT_DOUBLE_EQ(hd95_pooled_mm(distances), 19.95);
}

TEST(Hd95, WeighsDistancesByTheLengthOfTheOutline) {
  OutlineDistances distances{
      .from_a_mm = {3.0, 1.0, 2.0},
      .from_b_mm = {0.0},
      .lengths_a_mm = {0.4, 0.3, 9.3},
      .lengths_b_mm = {10.0}};
  EXPECT_EQ(hd95_length_weighted_mm(distances), 2.0);  // 96 % of the length
  distances.lengths_a_mm = {0.6, 0.3, 9.1};
  EXPECT_EQ(hd95_length_weighted_mm(distances), 3.0);
  distances.lengths_a_mm = {0.5, 0.3, 9.2};
  EXPECT_EQ(hd95_length_weighted_mm(distances), 2.0);  // 95 % within, to the bit or not
  std::swap(distances.from_a_mm, distances.from_b_mm);
  std::swap(distances.lengths_a_mm, distances.lengths_b_mm);
  EXPECT_EQ(hd95_length_weighted_mm(distances), 2.0);
}

TEST(Hd95, IsSymmetricAndNeverAboveHd) {
  random::Rng rng(6);
  for (int i = 0; i < 50; ++i) {
    const shape::Mask a = testing::random_blobs({100, 60}, rng);
    const shape::Mask b = testing::random_blobs({100, 60}, rng);
    const auto ab = boundary_distances(a, b, kOblong);
    const auto ba = boundary_distances(b, a, kOblong);
    if (!ab) continue;
    EXPECT_EQ(hd95_pooled_mm(*ab), hd95_pooled_mm(*ba));
    EXPECT_LE(hd95_pooled_mm(*ab), hd_mm(*ab));
    EXPECT_LE(hd95_directed_mm(*ab), hd_mm(*ab));
    const auto outlines_ab = outline_distances(a, b, kOblong);
    const auto outlines_ba = outline_distances(b, a, kOblong);
    EXPECT_EQ(hd95_length_weighted_mm(*outlines_ab), hd95_length_weighted_mm(*outlines_ba));
  }
}

TEST(Nsd, IsTheShareWithinTheTolerance) {
  const BoundaryDistances pixels{.from_a_mm = {0.0, 1.0, 2.5}, .from_b_mm = {3.0}};
  EXPECT_EQ(nsd(pixels, 0.0), 0.25);
  EXPECT_EQ(nsd(pixels, 1.0), 0.5);
  EXPECT_EQ(nsd(pixels, 2.9), 0.75);
  EXPECT_EQ(nsd(pixels, 3.0), 1.0);
  const OutlineDistances outlines{
      .from_a_mm = {0.0, 1.0, 2.5},
      .from_b_mm = {3.0},
      .lengths_a_mm = {1.0, 2.0, 3.0},
      .lengths_b_mm = {4.0}};
  EXPECT_EQ(nsd(outlines, 0.0), 0.1);
  EXPECT_EQ(nsd(outlines, 1.0), 0.3);
  EXPECT_EQ(nsd(outlines, 3.0), 1.0);
}

TEST(Nsd, CountsWhatLiesAtTheToleranceButForRounding) {
  // Seven pixels of 0.1 mm: the distance is a bit above 0.7 in binary.
  const shape::Mask a = picture({"#......."});
  const shape::Mask b = picture({".......#"});
  const shape::Spacing spacing_mm{.x_mm = 0.1, .y_mm = 0.1};
  EXPECT_EQ(nsd(*boundary_distances(a, b, spacing_mm), 0.7), 1.0);
  EXPECT_EQ(nsd(*boundary_distances(a, b, spacing_mm), 0.6999), 0.0);
}

TEST(Nsd, GrowsWithTheToleranceUpToOneAtHd) {
  random::Rng rng(7);
  for (int i = 0; i < 30; ++i) {
    const shape::Mask a = testing::random_blobs({100, 60}, rng);
    const shape::Mask b = testing::random_blobs({100, 60}, rng);
    const auto distances = boundary_distances(a, b, kOblong);
    if (!distances) continue;
    double before = 0.0;
    for (const double share : {0.0, 0.1, 0.3, 0.6, 0.9, 1.0}) {
      const double now = nsd(*distances, share * hd_mm(*distances));
      EXPECT_GE(now, before);
      before = now;
    }
    EXPECT_EQ(before, 1.0);
  }
}

TEST(Nsd, RefusesTolerancesThatAreNone) {
  const BoundaryDistances pixels{.from_a_mm = {0.0}, .from_b_mm = {3.0}};
  const OutlineDistances outlines{
      .from_a_mm = {0.0}, .from_b_mm = {3.0}, .lengths_a_mm = {1.0}, .lengths_b_mm = {1.0}};
  for (const double mm : {-1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW((void)nsd(pixels, mm), std::invalid_argument);
    EXPECT_THROW((void)nsd(outlines, mm), std::invalid_argument);
  }
}

}  // namespace
}  // namespace segnoise::metrics

#include "core/metrics/boundary_distance.h"

#include "core/metrics/surface_distance.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace segnoise::metrics {
namespace {

using testing::picture;
using testing::rectangle;

const shape::Spacing kFlatPixels{.x_mm = 0.5, .y_mm = 1.25};

struct Corner {
  shape::Point at_mm;
  double length_mm = 0.0;
};

/// Marching squares as drawn by hand: in each square between four centres, lines join the middles
/// of the sides whose ends differ, each to the next.
std::vector<Corner> naive_corners(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  std::vector<Corner> corners;
  for (int y = 0; y <= mask.size().height; ++y) {
    for (int x = 0; x <= mask.size().width; ++x) {
      const std::array<bool, 4> around{
          mask(x - 1, y - 1), mask(x, y - 1), mask(x, y), mask(x - 1, y)};
      const std::array<shape::Point, 4> middles{{{0.5, 0.0}, {1.0, 0.5}, {0.5, 1.0}, {0.0, 0.5}}};
      std::vector<shape::Point> crossed;
      for (std::size_t side = 0; side < 4; ++side) {
        if (around[side] != around[(side + 1) % 4]) crossed.push_back(middles[side]);
      }
      if (crossed.empty()) continue;
      double length_mm = 0.0;
      for (std::size_t i = 0; i + 1 < crossed.size(); i += 2) {
        length_mm += std::hypot(
            (crossed[i].x - crossed[i + 1].x) * spacing_mm.x_mm,
            (crossed[i].y - crossed[i + 1].y) * spacing_mm.y_mm);
      }
      corners.push_back({{x * spacing_mm.x_mm, y * spacing_mm.y_mm}, length_mm});
    }
  }
  return corners;
}

void expect_as_naive(
    const std::vector<double>& distances,
    const std::vector<double>& lengths,
    const std::vector<Corner>& from,
    const std::vector<Corner>& to) {
  ASSERT_EQ(distances.size(), from.size());
  ASSERT_EQ(lengths.size(), from.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const Corner& corner : to) {
      nearest = std::min(
          nearest, std::hypot(from[i].at_mm.x - corner.at_mm.x, from[i].at_mm.y - corner.at_mm.y));
    }
    EXPECT_NEAR(distances[i], nearest, 1e-9);
    EXPECT_NEAR(lengths[i], from[i].length_mm, 1e-12);
  }
}

void expect_as_naive(const shape::Mask& a, const shape::Mask& b, const shape::Spacing& spacing_mm) {
  const auto found = outline_distances(a, b, spacing_mm);
  ASSERT_TRUE(found);
  const auto of_a = naive_corners(a, spacing_mm);
  const auto of_b = naive_corners(b, spacing_mm);
  expect_as_naive(found->from_a_mm, found->lengths_a_mm, of_a, of_b);
  expect_as_naive(found->from_b_mm, found->lengths_b_mm, of_b, of_a);
}

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(BoundaryDistances, ComeInTheOrderOfRows) {
  const shape::Mask a = picture({"#..", "...", "..#"});
  const shape::Mask b = picture({"#..", "...", "..."});
  const auto found = boundary_distances(a, b, {.x_mm = 3.0, .y_mm = 4.0});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->from_a_mm, (std::vector{0.0, 10.0}));
  EXPECT_EQ(found->from_b_mm, (std::vector{0.0}));
}

// The two cases of surface_distance_test.py, whose spacing is written (y, x).

TEST(OutlineDistances, OfTwoPixelsAreThoseOfTheAuthorsTest) {
  const shape::Mask truth = rectangle({128, 128}, {70, 50, 1, 1});
  const shape::Mask prediction = rectangle({128, 128}, {72, 50, 1, 1});
  const auto found = outline_distances(truth, prediction, {.x_mm = 1.0, .y_mm = 2.0});
  ASSERT_TRUE(found);
  const double diagonal_mm = 0.5 * std::sqrt(5.0);
  EXPECT_EQ(found->from_a_mm, (std::vector{2.0, 1.0, 2.0, 1.0}));
  EXPECT_EQ(found->from_b_mm, (std::vector{1.0, 2.0, 1.0, 2.0}));
  for (const double mm : found->lengths_a_mm) EXPECT_DOUBLE_EQ(mm, diagonal_mm);
  EXPECT_EQ(hd95_length_weighted_mm(*found), 2.0);
  EXPECT_EQ(nsd(*found, 1.0), 0.5);
}

TEST(OutlineDistances, OfTwoRectanglesAreThoseOfTheAuthorsTest) {
  const shape::Mask truth = rectangle({6, 6}, {1, 1, 2, 2});
  const shape::Mask prediction = rectangle({6, 6}, {1, 1, 2, 3});
  const auto found = outline_distances(truth, prediction, {.x_mm = 1.0, .y_mm = 2.0});
  ASSERT_TRUE(found);
  const double bends_mm = 4.0 * 0.5 * std::sqrt(5.0);
  EXPECT_DOUBLE_EQ(sum_of(found->lengths_a_mm), bends_mm + 2.0 * 1.0 + 2.0 * 2.0);
  EXPECT_DOUBLE_EQ(sum_of(found->lengths_b_mm), bends_mm + 2.0 * 1.0 + 4.0 * 2.0);
  EXPECT_EQ(found->from_a_mm, (std::vector{0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0}));
  EXPECT_EQ(found->from_b_mm, (std::vector{0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 2.0, 2.0}));
  EXPECT_EQ(hd95_length_weighted_mm(*found), 2.0);
  const double beyond_mm = 0.5 * bends_mm + 1.0;
  EXPECT_DOUBLE_EQ(nsd(*found, 1.0), 1.0 - beyond_mm / (2.0 * bends_mm + 16.0));
}

TEST(OutlineDistances, SeeHolesAndTheFramesBorder) {
  const shape::Mask full = rectangle({3, 3}, {0, 0, 3, 3});
  const shape::Mask holed = picture({"###", "#.#", "###"});
  const auto found = outline_distances(full, holed, {});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->from_a_mm.size(), 12U);
  EXPECT_EQ(found->from_b_mm.size(), 16U);
  EXPECT_EQ(std::ranges::max(found->from_b_mm), 1.0);
  EXPECT_DOUBLE_EQ(sum_of(found->lengths_a_mm), 8.0 + 2.0 * std::numbers::sqrt2);
}

TEST(OutlineDistances, CountBothLinesWherePixelsTouchByTheirCorners) {
  const shape::Mask diagonal = picture({"#.", ".#"});
  const shape::Mask other = picture({".#", "#."});
  const auto found = outline_distances(diagonal, other, {.x_mm = 3.0, .y_mm = 4.0});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->lengths_a_mm, (std::vector{2.5, 2.5, 2.5, 5.0, 2.5, 2.5, 2.5}));
  EXPECT_EQ(found->lengths_b_mm, found->lengths_a_mm);
}

TEST(OutlineDistances, AgreeWithMarchingSquaresOnBlobs) {
  random::Rng rng(1);
  for (int i = 0; i < 100; ++i) {
    const shape::Size size{
        1 + static_cast<int>(rng.below(140)), 1 + static_cast<int>(rng.below(40))};
    const shape::Spacing spacing_mm{
        testing::between(0.1, 2.0, rng), testing::between(0.1, 2.0, rng)};
    const shape::Mask a = testing::random_blobs(size, rng);
    const shape::Mask b = testing::random_blobs(size, rng);
    if (a.empty() || b.empty()) continue;
    expect_as_naive(a, b, spacing_mm);
    expect_as_naive(a.windowed(a.extent()), b.windowed(b.extent()), spacing_mm);
  }
}

TEST(OutlineDistances, AgreeWithMarchingSquaresOnMasksThatWordsGetWrong) {
  const shape::Size size{128, 5};
  const shape::Mask dot = rectangle(size, {63, 2, 2, 1});
  for (const shape::Mask& mask : testing::degenerate_masks(size)) {
    if (mask.empty()) continue;
    expect_as_naive(mask, dot, kFlatPixels);
    expect_as_naive(mask.windowed(mask.extent()), dot, kFlatPixels);
  }
}

TEST(OutlineDistances, AddUpToThePerimeterOfARectangle) {
  const auto found = outline_distances(
      rectangle({200, 100}, {10, 20, 130, 60}), rectangle({200, 100}, {0, 0, 1, 1}), kFlatPixels);
  // Each of the four bends cuts a corner of half a pixel's width and half a pixel's height.
  const double straight_mm = 2.0 * (129 * kFlatPixels.x_mm + 59 * kFlatPixels.y_mm);
  EXPECT_NEAR(
      sum_of(found->lengths_a_mm),
      straight_mm + 2.0 * std::hypot(kFlatPixels.x_mm, kFlatPixels.y_mm),
      1e-9);
}

TEST(BoundaryAndOutlineDistances, AreUndefinedIfAMaskIsEmpty) {
  const shape::Mask mask = rectangle({10, 10}, {3, 3, 4, 4});
  const shape::Mask empty(shape::Size{10, 10});
  EXPECT_FALSE(boundary_distances(mask, empty, {}));
  EXPECT_FALSE(boundary_distances(empty, mask, {}));
  EXPECT_FALSE(outline_distances(mask, empty, {}));
  EXPECT_FALSE(outline_distances(empty, mask, {}));
  EXPECT_FALSE(
      outline_distances(shape::Mask(shape::Size{0, 0}), shape::Mask(shape::Size{0, 0}), {}));
}

TEST(BoundaryAndOutlineDistances, RefuseFramesOfDifferentSizeAndSpacingsThatAreNone) {
  const shape::Mask mask = rectangle({10, 10}, {3, 3, 4, 4});
  const shape::Mask other = rectangle({10, 11}, {3, 3, 4, 4});
  EXPECT_THROW((void)boundary_distances(mask, other, {}), std::invalid_argument);
  EXPECT_THROW((void)outline_distances(mask, other, {}), std::invalid_argument);
  EXPECT_THROW((void)boundary_distances(mask, mask, {0.0, 1.0}), std::invalid_argument);
  EXPECT_THROW((void)outline_distances(mask, mask, {1.0, -1.0}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::metrics

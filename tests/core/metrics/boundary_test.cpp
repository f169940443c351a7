#include "core/metrics/boundary.h"

#include "core/metrics/overlap.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

namespace segnoise::metrics {
namespace {

using testing::picture;
using testing::rectangle;

/// As the authors' code has it: so many erosions by 3 x 3 in a frame that zeros surround.
shape::Mask naive_region(const shape::Mask& mask, int width_px) {
  shape::Mask inner = mask;
  for (int i = 0; i < width_px; ++i) {
    const shape::Mask before = inner;
    inner = testing::mask_where(mask.size(), [&](int x, int y) {
      bool is_inner = true;
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) is_inner = is_inner && before(x + dx, y + dy);
      }
      return is_inner;
    });
  }
  return testing::mask_where(mask.size(), [&](int x, int y) { return mask(x, y) && !inner(x, y); });
}

TEST(BoundaryWidth, IsTwoPercentOfTheDiagonal) {
  EXPECT_EQ(boundary_width_px({600, 800}), 20);
  EXPECT_EQ(boundary_width_px({640, 480}), 16);
  EXPECT_EQ(boundary_width_px({549, 389}), 13);  // 13.46
}

TEST(BoundaryWidth, RoundsHalvesToTheEvenNumberAsTheAuthorsCodeDoes) {
  EXPECT_EQ(boundary_width_px({75, 100}), 2);   // 2.5
  EXPECT_EQ(boundary_width_px({105, 140}), 4);  // 3.5
}

TEST(BoundaryWidth, IsOneAtLeast) {
  EXPECT_EQ(boundary_width_px({15, 20}), 1);  // 0.5
  EXPECT_EQ(boundary_width_px({1, 1}), 1);
  EXPECT_EQ(boundary_width_px({0, 0}), 1);
}

TEST(BoundaryRegion, HoldsWhatIsNearTheOutsideAlsoDiagonally) {
  const shape::Mask mask =
      picture({".......", ".#####.", ".#####.", ".#####.", ".####..", "......."});
  EXPECT_EQ(
      boundary_region(mask, 1),
      picture({".......", ".#####.", ".#...#.", ".#..##.", ".####..", "......."}));
  EXPECT_EQ(boundary_region(mask, 2), mask);
}

TEST(BoundaryRegion, CountsTheFramesBorderAndHoles) {
  EXPECT_EQ(
      boundary_region(shape::complement(shape::Mask({6, 4})), 1),
      picture({"######", "#....#", "#....#", "######"}));
  EXPECT_EQ(
      boundary_region(
          picture({"#######", "#######", "#######", "###.###", "#######", "#######", "#######"}),
          1),
      picture({"#######", "#.....#", "#.###.#", "#.#.#.#", "#.###.#", "#.....#", "#######"}));
}

TEST(BoundaryRegion, AgreesWithErosionsPixelByPixel) {
  random::Rng rng(1);
  for (int i = 0; i < 120; ++i) {
    const shape::Size size{
        1 + static_cast<int>(rng.below(150)), 1 + static_cast<int>(rng.below(40))};
    const shape::Mask mask = rng.chance(0.3)
                                 ? shape::complement(testing::random_mask(size, 0.01, rng))
                                 : testing::random_blobs(size, rng);
    const int width_px = 1 + static_cast<int>(rng.below(9));
    const shape::Mask expected = naive_region(mask, width_px);
    EXPECT_EQ(boundary_region(mask, width_px), expected) << width_px;
    EXPECT_EQ(boundary_region(mask.windowed(mask.extent()), width_px), expected) << width_px;
  }
}

TEST(BoundaryRegion, OfThinMasksIsAllOfThem) {
  constexpr int kMost = std::numeric_limits<int>::max();
  const shape::Size size{70, 9};
  for (const shape::Box& box :
       {shape::Box{5, 5, 1, 1}, {0, 0, 1, 1}, {0, 4, 70, 1}, {33, 0, 2, 9}}) {
    EXPECT_EQ(boundary_region(rectangle(size, box), 1), rectangle(size, box));
  }
  const shape::Mask full = shape::complement(shape::Mask(size));
  EXPECT_EQ(boundary_region(full, 5), full);
  EXPECT_EQ(boundary_region(full, kMost), full);
  EXPECT_TRUE(boundary_region(shape::Mask(size), 3).empty());
  EXPECT_TRUE(boundary_region(shape::Mask({0, 0}), 3).empty());
}

TEST(BoundaryIou, OfAPairWorkedByHand) {
  // Two 10 x 10 squares two columns apart: both outlines have 36 pixels. They share the rows at
  // the top and the bottom, 8 columns each, and their sides cross nothing else.
  const shape::Mask a = rectangle({40, 30}, {5, 5, 10, 10});
  const shape::Mask b = rectangle({40, 30}, {7, 5, 10, 10});
  EXPECT_EQ(boundary_iou(a, b, 1), 16.0 / 56.0);
  EXPECT_EQ(boundary_iou(a, b), 16.0 / 56.0);  // 2 % of 50 px
  // Two deep, both have 64; they share 8 columns of the four rows, and 2 x 6 pixels on no side.
  EXPECT_EQ(boundary_iou(a, b, 2), 32.0 / 96.0);
}

TEST(BoundaryIou, SeesWhatIouOfALargeMaskHardlyDoes) {
  const shape::Mask lv = testing::left_ventricle();
  const shape::Mask moved = testing::ellipse({600, 800}, {305.0, 400.0}, 100.0, 175.0);
  EXPECT_GT(overlap(lv, moved)->iou, 0.93);
  EXPECT_LT(boundary_iou(lv, moved).value(), 0.8);
}

TEST(BoundaryIou, IsSymmetricAndOneForAMaskAndItself) {
  random::Rng rng(2);
  for (int i = 0; i < 50; ++i) {
    const shape::Mask a = testing::random_blobs({90, 40}, rng);
    const shape::Mask b = testing::random_blobs({90, 40}, rng);
    EXPECT_EQ(boundary_iou(a, b), boundary_iou(b, a));
    if (!a.empty()) {
      EXPECT_EQ(boundary_iou(a, a), 1.0);
    }
  }
}

TEST(BoundaryIou, IsIouWhereTheRegionsAreTheWholeMasks) {
  random::Rng rng(3);
  for (int i = 0; i < 50; ++i) {
    const shape::Mask a = testing::random_blobs({60, 40}, rng);
    const shape::Mask b = testing::random_blobs({60, 40}, rng);
    const auto whole = overlap(a, b);
    ASSERT_EQ(boundary_iou(a, b, 20).has_value(), whole.has_value());
    if (whole) {
      EXPECT_EQ(boundary_iou(a, b, 20), whole->iou);
    }
  }
}

TEST(BoundaryIou, IsZeroIfOneMaskIsEmptyAndUndefinedIfBothAre) {
  const shape::Mask empty(shape::Size{10, 10});
  EXPECT_EQ(boundary_iou(rectangle({10, 10}, {0, 0, 10, 10}), empty), 0.0);
  EXPECT_EQ(boundary_iou(empty, rectangle({10, 10}, {4, 4, 1, 1})), 0.0);
  EXPECT_FALSE(boundary_iou(empty, empty));
}

TEST(BoundaryIou, RefusesFramesOfDifferentSizeAndRegionsWithoutWidth) {
  const shape::Mask mask = rectangle({10, 10}, {3, 3, 4, 4});
  EXPECT_THROW((void)boundary_iou(mask, shape::Mask(shape::Size{10, 11})), std::invalid_argument);
  for (const int width_px : {0, -1}) {
    EXPECT_THROW((void)boundary_region(mask, width_px), std::invalid_argument);
    EXPECT_THROW((void)boundary_iou(mask, mask, width_px), std::invalid_argument);
  }
}

}  // namespace
}  // namespace segnoise::metrics

#include "data/coco/write/written_shape.h"

#include "core/random/rng.h"
#include "core/shape/coco_polygon.h"
#include "core/shape/contours.h"
#include "data/coco/write/annotation_text.h"
#include "support/naive_coco.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

namespace segnoise::coco {
namespace {

using testing::picture;

noise::Instance instance_with(
    noise::Shape shape, noise::FillRule rule = noise::FillRule::kEvenOdd) {
  return {.shape = std::move(shape), .fill_rule = rule};
}

bool has_hole(const shape::Mask& mask) {
  const shape::Polygon rings = shape::trace(mask);
  return std::ranges::any_of(
      rings, [](const shape::Ring& ring) { return shape::signed_area(ring) < 0.0; });
}

/// Masks of every kind, in a frame that has more than one word in a row.
std::vector<shape::Mask> masks() {
  random::Rng rng(3);
  const shape::Size size{70, 23};
  std::vector<shape::Mask> masks = testing::degenerate_masks(size);
  for (int i = 0; i < 200; ++i) masks.push_back(testing::random_blobs(size, rng));
  for (int i = 0; i < 30; ++i) masks.push_back(testing::random_mask(size, i / 30.0, rng));
  return masks;
}

TEST(WrittenShape, OfAMaskIsRingsOfWhichCocoMakesTheVeryMask) {
  int with_holes = 0;
  for (const shape::Mask& mask : masks()) {
    if (mask.empty()) continue;
    const WrittenShape written = shape_to_write(instance_with(mask), true, mask.size(), {});
    EXPECT_EQ(written.pixels, mask);
    EXPECT_EQ(written.is_cut, has_hole(mask));
    ASSERT_TRUE(written.rings);
    EXPECT_EQ(testing::naive_coco_mask(*written.rings, mask.size()), mask);
    if (written.is_cut) ++with_holes;
  }
  EXPECT_GT(with_holes, 20);
}

TEST(WrittenShape, LosesItsHolesIfAskedTo) {
  const shape::Mask ring = picture({"#####", "#...#", "#.#.#", "#...#", "#####"});
  const RelabelRules rules{.fill_holes = true};
  const WrittenShape written = shape_to_write(instance_with(ring), true, ring.size(), rules);
  EXPECT_TRUE(written.lost_holes);
  EXPECT_FALSE(written.is_cut);
  EXPECT_EQ(written.pixels.count(), 25);
  ASSERT_TRUE(written.rings);
  EXPECT_EQ(testing::naive_coco_mask(*written.rings, ring.size()), written.pixels);
}

TEST(WrittenShape, StaysRunLengthsOrBecomesThemIfAskedTo) {
  const shape::Mask square = testing::rectangle({9, 9}, {2, 3, 4, 5});
  EXPECT_FALSE(shape_to_write(instance_with(square), false, square.size(), {}).rings);
  const RelabelRules rules{.as_run_lengths = true};
  EXPECT_FALSE(shape_to_write(instance_with(square), true, square.size(), rules).rings);
  EXPECT_FALSE(shape_to_write(instance_with(square), true, square.size(), rules).is_cut);
}

TEST(WrittenShape, OfCocosPolygonsHasThePixelsOfTheRoundedOnes) {
  const shape::Polygon rings{
      {{1.23456, 2}, {7.0049, 2.5}, {4, 8.111}}, {{5, 5}, {8.9, 5}, {8.9, 8}}};
  const WrittenShape written =
      shape_to_write(instance_with(rings, noise::FillRule::kCoco), true, {10, 10}, {});
  ASSERT_TRUE(written.rings);
  EXPECT_EQ(*written.rings, as_written(rings));
  EXPECT_EQ(written.pixels, testing::naive_coco_mask(as_written(rings), {10, 10}));
}

TEST(WrittenShape, OfEvenOddRingsHasTheirHole) {
  const shape::Polygon rings{{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, {{3, 3}, {6, 3}, {6, 6}, {3, 6}}};
  const WrittenShape written = shape_to_write(instance_with(rings), true, {9, 9}, {});
  EXPECT_TRUE(written.is_cut);
  EXPECT_EQ(written.pixels.count(), 72);
  ASSERT_TRUE(written.rings);
  EXPECT_EQ(testing::naive_coco_mask(*written.rings, {9, 9}), written.pixels);
}

}  // namespace
}  // namespace segnoise::coco

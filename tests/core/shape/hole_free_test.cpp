#include "core/shape/hole_free.h"

#include "core/random/rng.h"
#include "core/shape/coco_polygon.h"
#include "core/shape/components.h"
#include "core/shape/contours.h"
#include "core/shape/rle.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace segnoise::shape {
namespace {

using testing::picture;

std::size_t holes_of(const Mask& mask) {
  const Polygon rings = trace(mask);
  return static_cast<std::size_t>(
      std::ranges::count_if(rings, [](const Ring& ring) { return signed_area(ring) < 0.0; }));
}

/// Checks all that is promised of a mask's outline.
/// @return  its holes
std::size_t expect_the_very_mask(const Mask& mask) {
  const HoleFreeOutline outline = trace_without_holes(mask);
  EXPECT_EQ(outline.holes, holes_of(mask));
  EXPECT_LE(outline.rings.size(), components(mask).size() + outline.holes);
  EXPECT_EQ(coco_mask(outline.rings, mask.size()), mask);
  EXPECT_EQ(coco_rle(outline.rings, mask.size()), run_lengths(mask));
  std::int64_t pixels = 0;
  for (const Ring& ring : outline.rings) {
    const Mask part = coco_mask({ring}, mask.size());
    EXPECT_EQ(trace(part), Polygon{ring});
    EXPECT_GT(signed_area(ring), 0.0);
    pixels += part.count();
  }
  EXPECT_EQ(pixels, mask.count());  // no pixel is in two
  return outline.holes;
}

TEST(TraceWithoutHoles, CutsARingInTwo) {
  const Mask ring = picture({"#####", "#...#", "#...#", "#####"});
  const Polygon parts{
      {{0, 0}, {5, 0}, {5, 1}, {0, 1}},
      {{0, 1}, {1, 1}, {1, 3}, {4, 3}, {4, 1}, {5, 1}, {5, 4}, {0, 4}}};
  EXPECT_EQ(trace_without_holes(ring).rings, parts);
  EXPECT_EQ(expect_the_very_mask(ring), 1U);
}

TEST(TraceWithoutHoles, IsTheTraceWhereThereIsNone) {
  const Mask mask = picture({"##..#", "#..#.", "##..#", "#.##."});
  EXPECT_EQ(trace_without_holes(mask).rings, trace(mask));
  EXPECT_EQ(expect_the_very_mask(mask), 0U);
  EXPECT_TRUE(trace_without_holes(Mask(Size{4, 3})).rings.empty());
}

TEST(TraceWithoutHoles, KeepsThePixelsOfHolesOfEveryPlace) {
  // Side by side, one below another, touching at a corner, an island in a hole and a hole in it.
  EXPECT_EQ(expect_the_very_mask(picture({"#######", "#.#.#.#", "#######"})), 3U);
  EXPECT_EQ(expect_the_very_mask(picture({"###", "#.#", "###", "#.#", "###"})), 2U);
  EXPECT_EQ(expect_the_very_mask(picture({"####", "#.##", "##.#", "####"})), 1U);
  EXPECT_EQ(expect_the_very_mask(picture({"#####", "#.###", "###.#", "#####"})), 2U);
  EXPECT_EQ(
      expect_the_very_mask(
          picture({"#######", "#.....#", "#.###.#", "#.#.#.#", "#.###.#", "#.....#", "#######"})),
      2U);
  // The island touches the ring around it at a corner.
  EXPECT_EQ(expect_the_very_mask(picture({"#####", "#.#.#", "##..#", "#...#", "#####"})), 1U);
  // Holes that reach around one another, and one between.
  EXPECT_EQ(
      expect_the_very_mask(picture(
          {"#########",
           "#.......#",
           "#.#####.#",
           "###...###",
           "#.#.#####",
           "#.#...#.#",
           "#.#####.#",
           "#.......#",
           "#########"})),
      3U);
  // An inlet that lies between two holes; a hole whose cut ends in it.
  EXPECT_EQ(expect_the_very_mask(picture({"#########", "#.#...#.#", "###.#.###"})), 2U);
}

TEST(TraceWithoutHoles, KeepsThePixelsOfAnyMask) {
  random::Rng rng(14);
  std::size_t holes = 0;
  for (int i = 0; i < 4000; ++i) {
    const Size size{1 + static_cast<int>(rng.below(80)), 1 + static_cast<int>(rng.below(24))};
    const double density = 0.3 + 0.7 * rng.below(1000) / 1000.0;
    holes += expect_the_very_mask(testing::random_mask(size, density, rng));
  }
  for (int i = 0; i < 1000; ++i) {
    const Size size{70, 40};
    const Mask without = testing::random_blobs(size, rng) - testing::random_blobs(size, rng);
    holes += expect_the_very_mask(without | testing::random_blobs(size, rng));
  }
  EXPECT_GT(holes, 30'000U);
  for (const Mask& mask : testing::degenerate_masks(Size{70, 23})) expect_the_very_mask(mask);
  expect_the_very_mask(picture({"#"}));
}

TEST(TraceWithoutHoles, KeepsThePixelsOfAllMasksOfTwentyPixels) {
  for (std::uint32_t bits = 0; bits < 1U << 20U; bits += 7) {  // 7 is prime to them: a seventh
    const Mask mask = testing::mask_where(Size{5, 4}, [&](int x, int y) {
      return (bits >> static_cast<unsigned>(5 * y + x) & 1U) != 0;
    });
    if (trace_without_holes(mask).holes == 0) continue;
    ASSERT_EQ(coco_mask(trace_without_holes(mask).rings, mask.size()), mask) << bits;
  }
}

}  // namespace
}  // namespace segnoise::shape

#include "core/noise/operations/markov.h"

#include "core/random/rng.h"
#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

namespace segnoise::noise {
namespace {

/// The same process, pixel by pixel.
shape::Mask naive(shape::Mask mask, const DrawnMarkov& markov) {
  const shape::Size size = mask.size();
  random::Rng rng(markov.key);
  for (int step = 0; step < markov.steps && !mask.empty(); ++step) {
    const bool grows = rng.chance(markov.grow_probability);
    shape::Mask next = mask.windowed(shape::frame_box(size));
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) {
        if (mask(x, y) == grows) continue;
        const auto changes_sides = [&](int i, int j) {
          return i >= 0 && j >= 0 && i < size.width && j < size.height && mask(i, j) == grows;
        };
        const bool at_border = changes_sides(x - 1, y) || changes_sides(x + 1, y) ||
                               changes_sides(x, y - 1) || changes_sides(x, y + 1);
        if (at_border && rng.chance(markov.flip_probability)) next.set(x, y, grows);
      }
    }
    mask = next;
  }
  return mask;
}

TEST(AfterMarkov, IsWhatPixelLoopsGive) {
  random::Rng rng(3);
  for (std::uint64_t key = 0; key < 60; ++key) {
    const shape::Size size{
        20 + static_cast<int>(rng.below(120)), 10 + static_cast<int>(rng.below(30))};
    const shape::Mask mask = testing::mask_where(size, [&](int, int) { return rng.chance(0.7); });
    const DrawnMarkov markov{static_cast<int>(key % 12), rng.uniform(), rng.uniform(), key};
    EXPECT_EQ(after_markov(mask, markov), naive(mask, markov)) << key;
  }
}

TEST(AfterMarkov, GrowsByAPixelAStepWhereNothingIsLeftToChance) {
  const shape::Mask pixel = testing::picture({".....", ".....", "..#..", ".....", "....."});
  const DrawnMarkov markov{2, 1.0, 1.0, 0};
  EXPECT_EQ(
      after_markov(pixel, markov), testing::picture({"..#..", ".###.", "#####", ".###.", "..#.."}));
}

TEST(AfterMarkov, ShrinksToNothingAndLeavesTheBorderOfTheFrameAlone) {
  const shape::Mask box = testing::picture({".....", ".###.", ".###.", ".###.", "....."});
  EXPECT_EQ(after_markov(box, {1, 0.0, 1.0, 0}).count(), 1);
  EXPECT_TRUE(after_markov(box, {9, 0.0, 1.0, 0}).empty());
  const shape::Mask whole = testing::picture({"###", "###"});
  EXPECT_EQ(after_markov(whole, {9, 0.0, 1.0, 0}), whole);
}

TEST(AfterMarkov, ChangesNothingWithoutStepsOrFlips) {
  const shape::Mask box = testing::picture({".....", ".###.", "....."});
  EXPECT_EQ(after_markov(box, {0, 0.5, 1.0, 0}), box);
  EXPECT_EQ(after_markov(box, {50, 0.5, 0.0, 0}), box);
}

TEST(AfterMarkov, DriftsTheWayThatItPrefers) {
  const shape::Mask clean = testing::ellipse({100, 100}, {50, 50}, 25, 25);
  double grown = 0.0;
  double shrunk = 0.0;
  for (std::uint64_t key = 0; key < 20; ++key) {
    grown += static_cast<double>(after_markov(clean, {60, 0.8, 0.1, key}).count());
    shrunk += static_cast<double>(after_markov(clean, {60, 0.2, 0.1, key}).count());
  }
  const auto area = 20.0 * static_cast<double>(clean.count());
  EXPECT_GT(grown, 1.1 * area);
  EXPECT_LT(shrunk, 0.9 * area);
}

}  // namespace
}  // namespace segnoise::noise

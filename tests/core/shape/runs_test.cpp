#include "core/shape/runs.h"

#include "support/shapes.h"

#include <gtest/gtest.h>

#include <vector>

namespace segnoise::shape {
namespace {

using Runs = std::vector<Run>;
using testing::picture;
using testing::random_mask;
using testing::rectangle;

TEST(Runs, GoFromTopToBottomAndFromLeftToRight) {
  const Runs expected{{0, 0, 2}, {0, 3, 4}, {2, 1, 4}};
  EXPECT_EQ(runs(picture({"##.#", "....", ".###"})), expected);
}

TEST(Runs, CrossWordsAndEndAtTheBorder) {
  EXPECT_EQ(runs(rectangle({200, 2}, {60, 1, 70, 1})), (Runs{{1, 60, 130}}));
  EXPECT_EQ(runs(rectangle({128, 1}, {0, 0, 128, 1})), (Runs{{0, 0, 128}}));
  EXPECT_EQ(runs(rectangle({70, 1}, {64, 0, 6, 1})), (Runs{{0, 64, 70}}));
}

TEST(Runs, OfAnEmptyMaskAreNone) {
  EXPECT_TRUE(runs(Mask({0, 0})).empty());
  EXPECT_TRUE(runs(Mask({80, 8}, {0, 0, 80, 8})).empty());
}

TEST(Runs, AddedToAnEmptyMaskGiveTheMaskBack) {
  random::Rng rng(1);
  for (int round = 0; round < 200; ++round) {
    const Size size{static_cast<int>(rng.below(270)), static_cast<int>(rng.below(6))};
    // Few long runs or many short ones.
    const Mask mask =
        rng.chance(0.5) ? random_mask(size, rng.uniform(), rng) : testing::random_blobs(size, rng);
    Mask again(size, mask.extent());
    for (const auto& run : runs(mask)) {
      EXPECT_GT(run.length(), 0);
      add_run(again, run);
    }
    EXPECT_EQ(again, mask);
  }
}

TEST(AddRun, OfNoPixelChangesNothing) {
  Mask mask({10, 3}, {0, 0, 10, 3});
  add_run(mask, {1, 4, 4});
  EXPECT_TRUE(mask.empty());
}

}  // namespace
}  // namespace segnoise::shape

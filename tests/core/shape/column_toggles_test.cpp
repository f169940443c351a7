#include "core/shape/column_toggles.h"

#include "support/naive_coco.h"
#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::shape {
namespace {

using ::testing::ElementsAre;
using testing::rectangle;

const Box kBox{1, 2, 3, 64};
const Size kSize{5, 70};

TEST(ColumnToggles, AreTheEndsOfRunsInAnyOrder) {
  ColumnToggles toggles(kSize, kBox);
  toggles.flip(3, 66);  // the box's foot
  toggles.flip(1, 5);
  toggles.flip(3, 2);
  toggles.flip(1, 9);
  EXPECT_THAT(toggles.run_lengths().counts(), ElementsAre(75, 4, 133, 64, 74));
}

TEST(ColumnToggles, OfTheSamePixelTakeEachOtherAway) {
  ColumnToggles toggles(kSize, kBox);
  for (int i = 0; i < 3; ++i) toggles.flip(2, 7);
  for (int i = 0; i < 2; ++i) toggles.flip(2, 8);
  toggles.flip(2, 65);
  EXPECT_THAT(toggles.run_lengths().counts(), ElementsAre(147, 58, 145));
}

TEST(ColumnToggles, JoinRunsFromFootToHead) {
  ColumnToggles toggles({3, 4}, {0, 0, 3, 4});
  for (int x = 0; x < 3; ++x) {
    toggles.flip(x, 0);
    toggles.flip(x, 4);
  }
  EXPECT_THAT(toggles.run_lengths().counts(), ElementsAre(0, 12));
  toggles.flip(1, 0);
  toggles.flip(1, 1);
  EXPECT_THAT(toggles.run_lengths().counts(), ElementsAre(0, 4, 1, 7));
}

TEST(ColumnToggles, MayBeNone) {
  EXPECT_THAT(ColumnToggles(kSize, kBox).run_lengths().counts(), ElementsAre(350));
  EXPECT_THAT(ColumnToggles(kSize, {}).run_lengths().counts(), ElementsAre(350));
  EXPECT_THAT(ColumnToggles({0, 0}, {}).run_lengths().counts(), ElementsAre(0));
}

TEST(MaskToggles, TurnIntoTheMask) {
  Mask mask({70, 5}, {0, 1, 70, 3});
  MaskToggles toggles(mask);
  toggles.flip(0, 2);
  toggles.flip(0, 3);
  toggles.flip(68, 4);  // below the window, whose foot ends the run
  toggles.flip(68, 1);
  toggles.fill_down();
  EXPECT_EQ(mask, rectangle({70, 5}, {0, 2, 1, 1}) | rectangle({70, 5}, {68, 1, 1, 3}));
}

TEST(MaskToggles, LeaveAMaskThatStoresNothing) {
  Mask mask({3, 3});
  MaskToggles(mask).fill_down();
  EXPECT_TRUE(mask.empty());
}

TEST(ColumnToggles, OfAMaskAreItsChanges) {
  random::Rng rng(1);
  for (int round = 0; round < 200; ++round) {
    const Size size{1 + static_cast<int>(rng.below(80)), 1 + static_cast<int>(rng.below(140))};
    const Mask mask = testing::random_blobs(size, rng);
    const Box box = mask.extent();
    ColumnToggles toggles(size, box);
    for (int x = box.x; x < box.right(); ++x) {
      for (int y = box.y; y <= box.bottom(); ++y) {
        if (mask(x, y) != (y > box.y && mask(x, y - 1))) toggles.flip(x, y);
      }
    }
    EXPECT_EQ(toggles.run_lengths(), testing::naive_run_lengths(mask));
    EXPECT_EQ(ColumnToggles(mask).run_lengths(), toggles.run_lengths());
  }
}

}  // namespace
}  // namespace segnoise::shape

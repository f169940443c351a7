#include "data/coco/convert/value_masks.h"

#include "core/random/rng.h"
#include "support/instance_folders.h"
#include "support/shapes.h"

#include <gmock/gmock.h>

#include <map>
#include <vector>

namespace segnoise::coco {
namespace {

using testing::drawn;
using testing::mask_where;
using testing::rectangle;

bool always(std::uint32_t /*value*/) { return true; }

TEST(ValueMasks, ComeByAscendingValueEachInItsOwnWindow) {
  const images::PixelValues values =
      drawn({200, 10}, {{{70, 2, 20, 3}, 9}, {{80, 3, 4, 5}, 5}, {{0, 9, 200, 1}, 700}});
  const auto masks = masks_of_values(values, [](std::uint32_t value) { return value != 0; });
  ASSERT_EQ(masks.size(), 3U);
  EXPECT_EQ(masks[0].value, 5U);
  EXPECT_EQ(masks[0].mask, rectangle({200, 10}, {80, 3, 4, 5}));
  EXPECT_EQ(masks[0].mask.window(), (shape::Box{64, 3, 64, 5}));
  EXPECT_EQ(masks[1].value, 9U);
  EXPECT_EQ(
      masks[1].mask, rectangle({200, 10}, {70, 2, 20, 3}) - rectangle({200, 10}, {80, 3, 4, 5}));
  EXPECT_EQ(masks[2].value, 700U);
  EXPECT_EQ(masks[2].mask, rectangle({200, 10}, {0, 9, 200, 1}));
}

TEST(ValueMasks, AreThePixelsOfEachValueWhateverThePattern) {
  random::Rng rng(3);
  images::PixelValues values({.size = {131, 40}});
  for (std::uint32_t& value : values.pixels()) value = rng.below(6);
  const auto masks = masks_of_values(values, [](std::uint32_t value) { return value != 2; });
  ASSERT_EQ(masks.size(), 5U);
  for (const ValueMask& each : masks) {
    EXPECT_EQ(
        each.mask, mask_where({131, 40}, [&](int x, int y) { return values(x, y) == each.value; }))
        << each.value;
  }
}

TEST(ValueMasks, AskOnceForEachValue) {
  std::map<std::uint32_t, int> asked;
  const images::PixelValues values = drawn({9, 9}, {{{1, 1, 3, 3}, 4}, {{5, 5, 3, 3}, 4}});
  (void)masks_of_values(values, [&](std::uint32_t value) { return ++asked[value] > 1; });
  EXPECT_EQ(asked, (std::map<std::uint32_t, int>{{0, 1}, {4, 1}}));
}

TEST(ValueMasks, AreNoneOfAnEmptyFrameAndOneOfAFullOne) {
  EXPECT_TRUE(masks_of_values(images::PixelValues{}, always).empty());
  const auto masks = masks_of_values(images::PixelValues({.size = {65, 2}}, 0xFFFFFFFFU), always);
  ASSERT_EQ(masks.size(), 1U);
  EXPECT_EQ(masks[0].mask.count(), 130);
}

}  // namespace
}  // namespace segnoise::coco

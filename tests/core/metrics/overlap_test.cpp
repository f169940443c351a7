#include "core/metrics/overlap.h"

#include "support/shapes.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::metrics {
namespace {

using testing::picture;

TEST(Overlap, OfAPairWorkedByHand) {
  const shape::Mask a = picture({"###.", "#...", "...."});
  const shape::Mask b = picture({".##.", "..#.", "...."});
  const auto both = overlap(a, b);
  ASSERT_TRUE(both);
  EXPECT_DOUBLE_EQ(both->dice, 2.0 * 2.0 / 7.0);
  EXPECT_DOUBLE_EQ(both->iou, 2.0 / 5.0);
}

TEST(Overlap, IsOneForAMaskAndItself) {
  const auto same = overlap(testing::left_ventricle(), testing::left_ventricle());
  ASSERT_TRUE(same);
  EXPECT_EQ(same->dice, 1.0);
  EXPECT_EQ(same->iou, 1.0);
}

TEST(Overlap, DiceAndIouTellTheSame) {
  random::Rng rng(3);
  for (int i = 0; i < 100; ++i) {
    const shape::Mask a = testing::random_blobs({90, 40}, rng);
    const shape::Mask b = testing::random_blobs({90, 40}, rng);
    const auto ab = overlap(a, b);
    const auto ba = overlap(b, a);
    ASSERT_EQ(ab.has_value(), !(a.empty() && b.empty()));
    if (!ab) continue;
    EXPECT_EQ(ab->dice, ba->dice);
    EXPECT_EQ(ab->iou, ba->iou);
    EXPECT_NEAR(ab->dice, 2.0 * ab->iou / (1.0 + ab->iou), 1e-15);
  }
}

TEST(Overlap, IsZeroIfOneMaskIsEmptyAndUndefinedIfBothAre) {
  const shape::Mask empty(shape::Size{4, 1});
  const auto one = overlap(picture({"##.."}), empty);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->dice, 0.0);
  EXPECT_EQ(one->iou, 0.0);
  EXPECT_FALSE(overlap(empty, empty));
}

TEST(Overlap, RefusesFramesOfDifferentSize) {
  EXPECT_THROW(
      (void)overlap(shape::Mask(shape::Size{4, 1}), shape::Mask(shape::Size{1, 4})),
      std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::metrics

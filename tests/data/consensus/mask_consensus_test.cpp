#include "data/consensus/mask_consensus.h"

#include "core/random/rng.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace segnoise::consensus {
namespace {

constexpr shape::Size kSize{.width = 90, .height = 70};

const shape::Mask kDisc = testing::ellipse(kSize, {45.0, 35.0}, 20.0, 24.0);

TEST(Majority, HoldsWhatMoreThanHalfOfTheReadersHold) {
  random::Rng rng(1, 2, 3);
  for (const int count : {1, 2, 3, 4, 5}) {
    std::vector<shape::Mask> readers;
    for (int i = 0; i < count; ++i) readers.push_back(testing::random_mask(kSize, 0.5, rng));
    const shape::Mask fused = majority(readers);
    for (int y = 0; y < kSize.height; ++y) {
      for (int x = 0; x < kSize.width; ++x) {
        int votes = 0;
        for (const shape::Mask& reader : readers) votes += reader(x, y) ? 1 : 0;
        ASSERT_EQ(fused(x, y), 2 * votes > count) << x << ", " << y << " of " << count;
      }
    }
  }
}

TEST(Consensus, OfReadersWhoAgreeIsTheirs) {
  for (const std::size_t count : {1U, 3U}) {
    const std::vector<shape::Mask> readers(count, kDisc);
    EXPECT_EQ(majority(readers), kDisc);
    EXPECT_EQ(staple(readers), kDisc);
  }
  const std::vector<shape::Mask> empty(3, shape::Mask(kSize));
  EXPECT_TRUE(majority(empty).empty());
  EXPECT_TRUE(staple(empty).empty());
}

TEST(Staple, DoesNotFollowTheOneWhoIsFarOff) {
  const std::vector<shape::Mask> readers{
      kDisc, kDisc, kDisc, testing::ellipse(kSize, {20.0, 35.0}, 10.0, 10.0)};
  EXPECT_EQ(staple(readers), kDisc);
}

TEST(Staple, TrustsThoseMoreWhoAgreeMore) {
  // Two who agree against three who disagree with everyone, where the majority holds less.
  random::Rng rng(4, 5, 6);
  std::vector<shape::Mask> readers{kDisc, kDisc};
  for (int i = 0; i < 3; ++i) readers.push_back(testing::random_mask(kSize, 0.5, rng));
  const auto missed = [&](const shape::Mask& fused) { return (fused ^ kDisc).count(); };
  EXPECT_LT(missed(staple(readers)), missed(majority(readers)));
  EXPECT_EQ(missed(staple(readers)), 0);
}

TEST(Consensus, KeepsToTheEdgeOfTheFrame) {
  const std::vector<shape::Mask> readers(3, testing::rectangle(kSize, {0, 0, 90, 70}));
  EXPECT_EQ(majority(readers).count(), 90 * 70);
  EXPECT_EQ(staple(readers).count(), 90 * 70);
}

TEST(Consensus, RefusesNobodyAndOtherFrames) {
  EXPECT_THROW((void)majority({}), std::invalid_argument);
  EXPECT_THROW((void)staple({}), std::invalid_argument);
  const std::vector<shape::Mask> other{kDisc, shape::Mask({.width = 90, .height = 71})};
  EXPECT_THROW((void)majority(other), std::invalid_argument);
  EXPECT_THROW((void)staple(other), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::consensus

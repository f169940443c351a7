#include "core/random/rng.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

namespace segnoise::random {
namespace {

using ::testing::ElementsAre;

// The three known answers that the authors publish with their Random123 library (kat_vectors).
TEST(Philox, GivesThePublishedKnownAnswers) {
  EXPECT_THAT(
      philox({0, 0, 0, 0}, {0, 0}),
      ElementsAre(0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U));
  EXPECT_THAT(
      philox({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}),
      ElementsAre(0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU));
  EXPECT_THAT(
      philox({0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}, {0xa4093822U, 0x299f31d0U}),
      ElementsAre(0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U));
}

// Quantiles to 16 digits, from tables of higher precision.
TEST(NormalQuantile, MeetsKnownQuantilesInAllThreeRanges) {
  EXPECT_DOUBLE_EQ(normal_quantile(0.5), 0.0);
  EXPECT_NEAR(normal_quantile(0.75), 0.6744897501960817, 1e-15);
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 4e-15);
  EXPECT_NEAR(normal_quantile(1e-3), -3.090232306167813, 4e-15);
  EXPECT_NEAR(normal_quantile(1e-12), -7.034483825301131, 1e-14);
}

TEST(NormalQuantile, InvertsTheDistributionFunction) {
  for (double p = 0x1.0p-40; p < 0.5; p *= 1.37) {
    EXPECT_NEAR(0.5 * std::erfc(-normal_quantile(p) / std::sqrt(2.0)) / p, 1.0, 1e-13) << p;
    EXPECT_EQ(normal_quantile(1.0 - 0.25), -normal_quantile(0.25));
  }
}

TEST(IdentityOf, IsTheFnv1aHash) {
  EXPECT_EQ(identity_of(""), 0xcbf29ce484222325U);
  EXPECT_EQ(identity_of("a"), 0xaf63dc4c8601ec8cU);
  EXPECT_EQ(identity_of("foobar"), 0x85944171f73967e8U);
}

TEST(Rng, DependsOnSeedIdentityAndStreamAlone) {
  Rng rng(1, 2, 3);
  Rng same(1, 2, 3);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(rng.bits32(), same.bits32());

  std::set<std::uint64_t> firsts;
  for (const std::uint64_t seed : {0ULL, 1ULL, 1ULL << 32U}) {
    for (const std::uint64_t identity : {0ULL, 1ULL, 1ULL << 32U}) {
      for (const std::uint32_t stream : {0U, 1U})
        firsts.insert(Rng(seed, identity, stream).bits64());
    }
  }
  EXPECT_EQ(firsts.size(), 18U);
}

TEST(Rng, BeginsWithTheBlockOfItsCounter) {
  Rng rng(0x299f31d0a4093822U, 0x0370734413198a2eU, 0x85a308d3U);
  const auto block = philox({0, 0x85a308d3U, 0x13198a2eU, 0x03707344U}, {0xa4093822U, 0x299f31d0U});
  for (const std::uint32_t word : block) EXPECT_EQ(rng.bits32(), word);
}

// Margins are four standard errors.
TEST(Rng, DrawsUniformAndNormalNumbersWithTheRightMoments) {
  constexpr int kDraws = 1'000'000;
  Rng rng(7);
  double uniform_sum = 0.0;
  double normal_sum = 0.0;
  double normal_square_sum = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double u = rng.uniform();
    ASSERT_GT(u, 0.0);
    ASSERT_LT(u, 1.0);
    uniform_sum += u;
    const double z = rng.normal();
    normal_sum += z;
    normal_square_sum += z * z;
  }
  EXPECT_NEAR(uniform_sum / kDraws, 0.5, 4.0 * std::sqrt(1.0 / 12.0 / kDraws));
  EXPECT_NEAR(normal_sum / kDraws, 0.0, 4.0 / std::sqrt(kDraws));
  EXPECT_NEAR(normal_square_sum / kDraws, 1.0, 4.0 * std::sqrt(2.0 / kDraws));
}

TEST(Rng, DrawsEveryNumberBelowEquallyOften) {
  constexpr int kDraws = 300'000;
  std::vector<int> counts(3);
  Rng rng(11);
  for (int i = 0; i < kDraws; ++i) ++counts.at(rng.below(3));
  const double standard_error = std::sqrt(kDraws * (1.0 / 3.0) * (2.0 / 3.0));
  for (const int count : counts) EXPECT_NEAR(count, kDraws / 3.0, 4.0 * standard_error);
  EXPECT_EQ(rng.below(1), 0U);
}

TEST(Rng, TakesAChanceOfZeroNeverAndOfOneAlways) {
  Rng rng(5);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_FALSE(rng.chance(0.0));
    EXPECT_TRUE(rng.chance(1.0));
  }
}

TEST(Rng, DrawsDirectionsOfUnitLengthWithoutPreference) {
  constexpr int kDraws = 100'000;
  Rng rng(3);
  double x_sum = 0.0;
  double xy_sum = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const auto [x, y] = rng.direction();
    ASSERT_NEAR(x * x + y * y, 1.0, 1e-12);
    x_sum += x;
    xy_sum += x * y;
  }
  EXPECT_NEAR(x_sum / kDraws, 0.0, 4.0 * std::sqrt(0.5 / kDraws));
  EXPECT_NEAR(xy_sum / kDraws, 0.0, 4.0 * std::sqrt(0.125 / kDraws));
}

TEST(Permutation, HoldsEachNumberOnceInAnOrderFixedByTheSeed) {
  Rng rng(1);
  Rng same(1);
  auto order = permutation(100, rng);
  EXPECT_EQ(order, permutation(100, same));
  EXPECT_NE(order, permutation(100, rng));
  std::ranges::sort(order);
  for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], i);
  EXPECT_TRUE(permutation(0, rng).empty());
}

}  // namespace
}  // namespace segnoise::random

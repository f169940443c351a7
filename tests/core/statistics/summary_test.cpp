#include "core/statistics/summary.h"

#include "support/values.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise::statistics {
namespace {

using testing::kNan;

TEST(Summary, OfASampleWorkedByHand) {
  const auto result = summary(std::vector{2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->count, 8);
  EXPECT_DOUBLE_EQ(result->mean, 5.0);
  EXPECT_DOUBLE_EQ(result->sd, 2.1380899352993952);  // sqrt(32 / 7)
}

TEST(Summary, KeepsSmallDifferencesOfLargeValues) {
  const auto result = summary(std::vector{1e9 + 1.0, 1e9 + 2.0, 1e9 + 3.0});
  ASSERT_TRUE(result);
  EXPECT_DOUBLE_EQ(result->sd, 1.0);
}

TEST(Summary, OfASingleValueHasNoSpread) {
  const auto result = summary(std::vector{3.5});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->count, 1);
  EXPECT_EQ(result->mean, 3.5);
  EXPECT_EQ(result->sd, 0.0);
}

TEST(Summary, OfNothingIsNothing) { EXPECT_FALSE(summary({})); }

TEST(Summary, RefusesWhatIsNotFinite) {
  EXPECT_THROW((void)summary(std::vector{1.0, kNan}), std::invalid_argument);
  EXPECT_THROW(
      (void)summary(std::vector{std::numeric_limits<double>::infinity()}), std::invalid_argument);
}

TEST(Quantile, InterpolatesBetweenOrderStatisticsAsNumpyDoes) {
  // numpy.percentile([7, 1, 3, 10], [0, 25, 50, 95, 100])
  const std::vector<double> values = {7.0, 1.0, 3.0, 10.0};
  EXPECT_DOUBLE_EQ(*quantile(values, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(*quantile(values, 0.25), 2.5);
  EXPECT_DOUBLE_EQ(*quantile(values, 0.5), 5.0);
  EXPECT_DOUBLE_EQ(*quantile(values, 0.95), 9.55);
  EXPECT_DOUBLE_EQ(*quantile(values, 1.0), 10.0);
}

TEST(Quantile, OfASingleValueIsThatValue) {
  for (const double p : {0.0, 0.3, 1.0}) EXPECT_EQ(quantile({4.0}, p), 4.0);
}

TEST(Quantile, OfNothingIsNothing) { EXPECT_FALSE(quantile({}, 0.5)); }

TEST(Quantile, RefusesSharesThatAreNone) {
  for (const double p : {-0.1, 1.1, kNan}) {
    EXPECT_THROW((void)quantile({1.0, 2.0}, p), std::invalid_argument);
  }
}

}  // namespace
}  // namespace segnoise::statistics

#include "study/analysis/text_numbers.h"

#include <gtest/gtest.h>

#include <limits>

namespace segnoise::analysis {
namespace {

TEST(Fixed, RoundsToDecimals) {
  EXPECT_EQ(fixed(-1.256), "-1.26");
  EXPECT_EQ(fixed(2.5, 0), "2");  // to even, as printf does
  EXPECT_EQ(fixed(10.0, 1), "10.0");
  EXPECT_EQ(fixed(-std::numeric_limits<double>::max(), 2).size(), 313U);
}

TEST(Fixed, HasNoNegativeZero) {
  EXPECT_EQ(fixed(-0.004), "0.00");
  EXPECT_EQ(fixed(-0.4, 0), "0");
  EXPECT_EQ(fixed(-0.006), "-0.01");
}

TEST(MeanAndSd, AreJoined) {
  EXPECT_EQ(mean_and_sd({.count = 12, .mean = 86.9, .sd = 4.25}), "86.90 ± 4.25");
  EXPECT_EQ(mean_and_sd({.count = 2, .mean = -0.01}, 1), "0.0 ± 0.0");
}

TEST(Bracketed, PutsAnIntervalBehindItsNumber) {
  EXPECT_EQ(bracketed(statistics::Interval{-0.25, 1.5}), " [-0.25, 1.50]");
  EXPECT_EQ(bracketed(statistics::Interval{1.0, 2.04}, 1), " [1.0, 2.0]");
  EXPECT_EQ(bracketed(std::nullopt), "");
}

}  // namespace
}  // namespace segnoise::analysis

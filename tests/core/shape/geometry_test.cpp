#include "core/shape/geometry.h"

#include <gtest/gtest.h>

namespace segnoise::shape {
namespace {

TEST(Intersection, IsWhatBothBoxesHold) {
  EXPECT_EQ(intersection({0, 0, 10, 10}, {4, 7, 10, 10}), (Box{4, 7, 6, 3}));
  EXPECT_EQ(intersection({2, 3, 4, 5}, {0, 0, 100, 100}), (Box{2, 3, 4, 5}));
}

TEST(Intersection, OfBoxesThatOnlyTouchIsAllZero) {
  EXPECT_EQ(intersection({0, 0, 4, 4}, {4, 0, 4, 4}), Box{});
  EXPECT_EQ(intersection({0, 0, 4, 4}, {9, 9, 4, 4}), Box{});
}

TEST(Hull, HoldsBothBoxesAndIgnoresEmptyOnes) {
  EXPECT_EQ(hull({0, 5, 2, 2}, {4, 1, 3, 3}), (Box{0, 1, 7, 6}));
  EXPECT_EQ(hull({}, {4, 1, 3, 3}), (Box{4, 1, 3, 3}));
  EXPECT_EQ(hull({4, 1, 3, 3}, {9, 9, 0, 5}), (Box{4, 1, 3, 3}));
}

TEST(Grown, AddsAMarginOnEverySide) {
  EXPECT_EQ(grown({4, 5, 2, 3}, 1, 2), (Box{3, 3, 4, 7}));
  EXPECT_TRUE(grown({4, 5, 2, 3}, -1, 0).empty());
}

}  // namespace
}  // namespace segnoise::shape

#include "core/noise/operations/base_shift.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::noise {
namespace {

/// The outline of a heart whose base is the side at y = 400 and whose apex is at y = 200.
const shape::Ring kHeartRing{
    {260, 400}, {265, 330}, {280, 290}, {300, 200}, {320, 290}, {335, 330}, {340, 400}};
constexpr BaseToApex kHeartAxis{{300, 400}, {300, 200}};

TEST(BaseShifted, MovesTheBaseAndLeavesTheApexHalf) {
  const shape::Ring moved = base_shifted(kHeartRing, {.by = 10.0, .axis = kHeartAxis});
  EXPECT_EQ(moved.front(), (shape::Point{260, 390}));
  EXPECT_EQ(moved.back(), (shape::Point{340, 390}));
  EXPECT_NEAR(moved[1].y, 330 - 10.0 * 0.3, 1e-12);  // 70 of 100 pixels to the middle of the axis
  EXPECT_EQ(moved[2], kHeartRing[2]);
  EXPECT_EQ(moved[3], kHeartRing[3]);
}

TEST(BaseShifted, TiltsTheBaseAboutItsMiddle) {
  const shape::Ring moved = base_shifted(kHeartRing, {.slope = 0.25, .axis = kHeartAxis});
  // To the right, looking from base to apex, towards the apex; to the left away from it.
  EXPECT_NEAR(moved.front().y, 410.0, 1e-12);
  EXPECT_NEAR(moved.back().y, 390.0, 1e-12);
  EXPECT_EQ(moved.front().x, 260.0);
}

TEST(BaseShifted, CountsInUnitsAlongEachAxis) {
  const DrawnBaseShift shift{.by = 10.0, .unit = {1.0, 2.0}, .axis = kHeartAxis};
  EXPECT_NEAR(base_shifted(kHeartRing, shift).front().y, 380.0, 1e-12);
}

TEST(BaseShifted, FoldsNothingOverHoweverFarItGoes) {
  const shape::Ring moved = base_shifted(kHeartRing, {.by = 1000.0, .axis = kHeartAxis});
  EXPECT_NEAR(moved.front().y, 310.0, 1e-9);
  EXPECT_GT(moved[1].y, moved[2].y);
  EXPECT_LT(moved[1].y, moved[0].y);
}

TEST(BaseShifted, RefusesAnAxisWithoutLength) {
  EXPECT_THROW(
      (void)base_shifted(kHeartRing, {.by = 1.0, .axis = {{3, 3}, {3, 3}}}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::noise

#include "core/cardiac/echo.h"

#include <gtest/gtest.h>

namespace segnoise::cardiac {
namespace {

TEST(Echo, NamesAreThoseOfCamusFiles) {
  EXPECT_EQ(name_of(View::kTwoChamber), "2CH");
  EXPECT_EQ(name_of(View::kFourChamber), "4CH");
  EXPECT_EQ(name_of(Instant::kEndDiastole), "ED");
  EXPECT_EQ(name_of(Instant::kEndSystole), "ES");
  EXPECT_EQ(name_of(Quality::kGood), "Good");
  EXPECT_EQ(name_of(Quality::kMedium), "Medium");
  EXPECT_EQ(name_of(Quality::kPoor), "Poor");
  EXPECT_EQ(name_of(Sex::kFemale), "F");
  EXPECT_EQ(name_of(Sex::kMale), "M");
}

TEST(Echo, AFrameHasAPlaceOfItsOwn) {
  PerFrame<int> numbers;
  int next = 1;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) numbers(view, instant) = next++;
  }
  EXPECT_EQ(numbers(View::kTwoChamber, Instant::kEndDiastole), 1);
  EXPECT_EQ(numbers(View::kTwoChamber, Instant::kEndSystole), 2);
  EXPECT_EQ(numbers(View::kFourChamber, Instant::kEndDiastole), 3);
  EXPECT_EQ(numbers(View::kFourChamber, Instant::kEndSystole), 4);
}

TEST(Echo, BothViewsAreThereOnlyIfAllFourFramesAre) {
  Patient patient;
  EXPECT_FALSE(patient.has_both_views());
  for (const View view : kViews) {
    for (const Instant instant : kInstants) patient.frames(view, instant).emplace();
  }
  EXPECT_TRUE(patient.has_both_views());
  patient.frames(View::kFourChamber, Instant::kEndSystole).reset();
  EXPECT_FALSE(patient.has_both_views());
}

TEST(Echo, AViewIsThereIfBothOfItsFramesAre) {
  Patient patient;
  EXPECT_FALSE(patient.has_a_view());
  patient.frames(View::kTwoChamber, Instant::kEndDiastole).emplace();
  patient.frames(View::kFourChamber, Instant::kEndSystole).emplace();
  EXPECT_FALSE(patient.has_a_view());
  patient.frames(View::kFourChamber, Instant::kEndDiastole).emplace();
  EXPECT_TRUE(patient.has_a_view());
}

}  // namespace
}  // namespace segnoise::cardiac

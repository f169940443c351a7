#include "show/pictures/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace segnoise::pictures {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const TextStyle kStyle{.size_px = 24, .weight = Weight::kRegular, .colour = kBlack};

shape::Box inked(const Picture& picture) {
  shape::Box box;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      if (picture(x, y).red < 128) box = shape::hull(box, {x, y, 1, 1});
    }
  }
  return box;
}

shape::Box inked(const std::string& text, Align align) {
  Picture picture = blank_picture({400, 60}, kWhite);
  draw_text(picture, 200, 10, text, kStyle, align);
  return inked(picture);
}

TEST(DrawText, PutsInkWhereItIsAligned) {
  const int width = text_width("Dice 0.91", kStyle);
  EXPECT_GT(width, 80);
  EXPECT_GE(inked("Dice 0.91", Align::kLeft).x, 200);
  EXPECT_LE(inked("Dice 0.91", Align::kLeft).right(), 200 + width);
  EXPECT_LE(inked("Dice 0.91", Align::kRight).right(), 200);
  EXPECT_GE(inked("Dice 0.91", Align::kRight).x, 200 - width);
  const shape::Box centred = inked("Dice 0.91", Align::kCentre);
  EXPECT_NEAR(centred.x + centred.width / 2.0, 200.0, 3.0);
}

TEST(DrawText, SharesABaselineBetweenTexts) {
  EXPECT_EQ(inked("HD", Align::kLeft).bottom(), inked("EDE", Align::kLeft).bottom());
  EXPECT_GT(inked("Dg", Align::kLeft).bottom(), inked("HD", Align::kLeft).bottom());
}

TEST(DrawText, KnowsTheSignsThatReportsUse) {
  for (const std::string sign : {"±", "·", "–", "−", "≥", "≤", "é", "²", "’"}) {
    EXPECT_FALSE(inked(sign, Align::kLeft).empty()) << sign;
  }
}

TEST(DrawText, IsBolderInBold) {
  TextStyle bold = kStyle;
  bold.weight = Weight::kBold;
  EXPECT_NE(text_width("patient0001", bold), text_width("patient0001", kStyle));
}

TEST(DrawText, OfNothingDrawsNothing) {
  EXPECT_EQ(text_width("", kStyle), 0);
  EXPECT_TRUE(inked("", Align::kLeft).empty());
}

TEST(Wrapped, BreaksBetweenWords) {
  const int width = text_width("worst median", kStyle);
  EXPECT_THAT(wrapped("worst median best", width, kStyle), ElementsAre("worst median", "best"));
  EXPECT_THAT(wrapped("worst median best", 2 * width, kStyle), ElementsAre("worst median best"));
}

TEST(Wrapped, KeepsLineBreaksAndLongWords) {
  EXPECT_THAT(wrapped("ED\nES", 400, kStyle), ElementsAre("ED", "ES"));
  EXPECT_THAT(wrapped("echocardiography", 5, kStyle), ElementsAre("echocardiography"));
  EXPECT_THAT(wrapped("", 400, kStyle), IsEmpty());
}

}  // namespace
}  // namespace segnoise::pictures

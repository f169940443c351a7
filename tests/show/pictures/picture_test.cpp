#include "show/pictures/picture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace segnoise::pictures {
namespace {

constexpr Rgb kRed{255, 0, 0};

// How much of the picture is covered by red on black, in pixels.
double covered_px(const Picture& picture) {
  double total = 0.0;
  for (const Rgb& pixel : picture.pixels()) total += pixel.red / 255.0;
  return total;
}

TEST(Fill, MixesAColourInAndLeavesOutWhatLiesOutside) {
  Picture picture = blank_picture({4, 3}, kBlack);
  fill(picture, {2, 1, 9, 9}, {200, 100, 0}, 0.5);
  EXPECT_EQ(picture(2, 1), (Rgb{100, 50, 0}));
  EXPECT_EQ(picture(3, 2), (Rgb{100, 50, 0}));
  EXPECT_EQ(picture(1, 1), kBlack);
  EXPECT_EQ(picture(2, 0), kBlack);
}

TEST(Paste, PutsTheUpperLeftPixelWhereItIsTold) {
  Picture picture = blank_picture({5, 5}, kBlack);
  Picture piece = blank_picture({3, 3}, kWhite);
  piece(0, 0) = kRed;
  paste(picture, piece, 3, 4);
  EXPECT_EQ(picture(3, 4), kRed);
  EXPECT_EQ(picture(4, 4), kWhite);
  EXPECT_EQ(picture(2, 4), kBlack);
  paste(picture, piece, -1, -1);
  EXPECT_EQ(picture(0, 0), kWhite);
}

TEST(DrawLine, CoversItsLengthTimesItsWidthAndItsRoundEnds) {
  Picture picture = blank_picture({60, 40}, kBlack);
  draw_line(picture, {10.0, 20.0}, {50.0, 20.0}, {.colour = kRed, .width_px = 6.0});
  EXPECT_NEAR(covered_px(picture), 40.0 * 6.0 + std::numbers::pi * 9.0, 1.0);
  EXPECT_EQ(picture(30, 17), kRed);
  EXPECT_EQ(picture(30, 22), kRed);
  EXPECT_EQ(picture(30, 16), kBlack);
  EXPECT_EQ(picture(30, 23), kBlack);
}

TEST(DrawLine, IsSmoothAtASlant) {
  Picture picture = blank_picture({60, 60}, kBlack);
  draw_line(picture, {10.0, 10.0}, {40.0, 50.0}, {.colour = kRed, .width_px = 4.0});
  EXPECT_NEAR(covered_px(picture), 50.0 * 4.0 + std::numbers::pi * 4.0, 2.0);
}

TEST(DrawLine, OfNoLengthIsADisc) {
  Picture picture = blank_picture({20, 20}, kBlack);
  draw_line(picture, {10.0, 10.0}, {10.0, 10.0}, {.colour = kRed, .width_px = 10.0});
  EXPECT_NEAR(covered_px(picture), std::numbers::pi * 25.0, 1.0);
}

TEST(DrawLine, BreaksIntoDashesOfTheLengthsAskedFor) {
  Picture picture = blank_picture({120, 20}, kBlack);
  draw_line(
      picture,
      {10.0, 10.0},
      {110.0, 10.0},
      {.colour = kRed, .width_px = 2.0, .dashes_px = {15.0, 10.0}});
  // Four dashes of 15 with their caps, the caps of which stand out by a radius at the ends.
  EXPECT_NEAR(covered_px(picture), 4.0 * (13.0 * 2.0 + std::numbers::pi), 2.0);
  EXPECT_EQ(picture(15, 10), kRed);
  EXPECT_EQ(picture(29, 10), kBlack);
  EXPECT_EQ(picture(40, 10), kRed);
}

TEST(DrawLine, SetsItselfOffByADarkRim) {
  Picture picture = blank_picture({20, 20}, kWhite);
  draw_line(picture, {0.0, 10.0}, {20.0, 10.0}, {.colour = kRed, .width_px = 4.0, .halo_px = 2.0});
  EXPECT_EQ(picture(10, 10), kRed);
  EXPECT_LT(picture(10, 6).red, 140);
  EXPECT_EQ(picture(10, 6).red, picture(10, 6).blue);
  EXPECT_EQ(picture(10, 4), kWhite);
}

TEST(DrawRing, ClosesTheLineAndStaysInItsBox) {
  const shape::Ring square{{10.0, 10.0}, {30.0, 10.0}, {30.0, 30.0}, {10.0, 30.0}};
  Picture picture = blank_picture({40, 40}, kBlack);
  draw_ring(picture, square, {.colour = kRed, .width_px = 2.0}, {0, 0, 40, 20});
  EXPECT_EQ(picture(20, 10), kRed);
  EXPECT_EQ(picture(10, 15), kRed);  // the edge that leads back to the first vertex
  EXPECT_EQ(picture(10, 25), kBlack);
  EXPECT_EQ(picture(20, 30), kBlack);
}

TEST(DrawPath, StaysOpenAndGoesOnWithItsDashesAroundCorners) {
  const std::vector<shape::Point> angle{{10.0, 10.0}, {30.0, 10.0}, {30.0, 40.0}};
  Picture picture = blank_picture({40, 50}, kBlack);
  draw_path(
      picture, angle, {.colour = kRed, .width_px = 2.0, .dashes_px = {15.0, 10.0}}, {0, 0, 40, 50});
  EXPECT_EQ(picture(15, 10), kRed);
  EXPECT_EQ(picture(29, 10), kBlack);  // 19 from the start: a gap
  EXPECT_EQ(picture(30, 20), kRed);    // 30 from it
  EXPECT_EQ(picture(20, 25), kBlack);  // no way back to the start
  draw_path(picture, angle, {.colour = kRed, .width_px = 2.0}, {0, 0, 40, 30});
  EXPECT_EQ(picture(29, 10), kRed);
  EXPECT_EQ(picture(30, 29), kRed);
  EXPECT_EQ(picture(30, 45), kBlack);
}

TEST(DrawPath, OfOnePointDrawsNothing) {
  Picture picture = blank_picture({10, 10}, kBlack);
  draw_path(picture, {{5.0, 5.0}}, {.colour = kRed}, {0, 0, 10, 10});
  EXPECT_EQ(picture, blank_picture({10, 10}, kBlack));
}

TEST(DrawRing, OfNothingDrawsNothing) {
  Picture picture = blank_picture({10, 10}, kBlack);
  draw_ring(picture, {}, {.colour = kRed}, {0, 0, 10, 10});
  EXPECT_EQ(picture, blank_picture({10, 10}, kBlack));
  Picture none;
  draw_line(none, {0.0, 0.0}, {5.0, 5.0}, {.colour = kRed});
  EXPECT_TRUE(none.pixels().empty());
}

}  // namespace
}  // namespace segnoise::pictures

#include "show/pictures/histograms.h"

#include "show/pictures/overlay.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::pictures {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

const std::vector<FractionHistogram> kTwo{
    {.measure = "IoU", .counts = {0, 0, 500, 1000}, .mean = 0.8, .median = 0.85},
    {.measure = "Dice", .counts = {250, 0, 0, 1250}, .mean = 0.9, .median = 0.95}};

bool is_bar(Rgb pixel) {
  const Rgb colour = colour_of(OutlineRole::kClean);
  return std::abs(pixel.red - colour.red) < 24 && std::abs(pixel.green - colour.green) < 24 &&
         std::abs(pixel.blue - colour.blue) < 24;
}

/// Height of the bar in the middle of a bin, in pixels, from the plot's foot upwards.
int bar_height_px(const Picture& picture, int panel, double fraction) {
  // Panels are 720 x 700 below a heading of 76; the plot is 552 x 450 from (128, 134) on.
  const int x = panel * 720 + 128 + static_cast<int>(552 * fraction);
  const int foot = 76 + 700 - 116 - 4;  // above the axis' own line
  int height = 0;
  while (is_bar(picture(x, foot - height))) ++height;
  return height;
}

TEST(DrawHistograms, DrawsBarsInProportionOnOneScale) {
  const Picture picture = draw_histograms("a heading", "Pairs", kTwo);
  EXPECT_EQ(picture.size(), (shape::Size{1440, 776}));
  EXPECT_EQ(bar_height_px(picture, 0, 0.125), 0);
  EXPECT_EQ(bar_height_px(picture, 0, 0.375), 0);
  // 1250 pairs are the highest: 1 / 1.06 of 450 pixels.
  EXPECT_NEAR(bar_height_px(picture, 0, 0.625), 170, 6);
  EXPECT_NEAR(bar_height_px(picture, 0, 0.875), 340, 6);
  EXPECT_NEAR(bar_height_px(picture, 1, 0.125), 85, 6);
  EXPECT_NEAR(bar_height_px(picture, 1, 0.875), 425, 6);
}

TEST(DrawHistograms, TakesNoValuesAndMany) {
  const std::vector<FractionHistogram> none{{.measure = "IoU", .counts = {0, 0}}};
  const Picture empty = draw_histograms("nothing", "Pairs", none);
  EXPECT_EQ(bar_height_px(empty, 0, 0.25), 0);
  const std::vector<FractionHistogram> many{
      {.measure = "IoU", .counts = {860'001, 3}, .mean = 0.25, .median = 0.25}};
  EXPECT_GT(bar_height_px(draw_histograms("many", "Pairs", many), 0, 0.25), 400);
}

TEST(DrawHistograms, RefusesWhatCannotBeDrawn) {
  EXPECT_THROW((void)draw_histograms("", "", {}), std::invalid_argument);
  EXPECT_THROW((void)draw_histograms("", "", {{.measure = "IoU"}}), std::invalid_argument);
}

TEST(WriteHistograms, NamesAPathThatCannotBeWritten) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "absent" / "iou.png";
  EXPECT_THAT(
      [&] { write_histograms(path, "a heading", "Pairs", kTwo); },
      ThrowsMessage<std::runtime_error>(HasSubstr(path.string())));
}

}  // namespace
}  // namespace segnoise::pictures

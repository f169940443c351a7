#include "show/pictures/evaluation_charts.h"

#include "show/pictures/overlay.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::pictures {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

const std::vector<PrecisionRecallCurve> kCurves{
    {.name = "IoU 0.50", .points = {{0.0, 1.0}, {0.5, 0.5}, {1.0, 0.5}}},
    {.name = "IoU 0.75", .points = {{0.0, 0.2}, {1.0, 0.2}}}};
const std::vector<std::string> kGroups{"all", "small", "large"};
const std::vector<FractionSeries> kSeries{
    {.name = "segm", .values = {0.5, std::nullopt, 1.0}},
    {.name = "boundary", .values = {0.25, 0.75, 0.0}}};

bool close(Rgb a, Rgb b) {
  return std::abs(a.red - b.red) < 40 && std::abs(a.green - b.green) < 40 &&
         std::abs(a.blue - b.blue) < 40;
}

/// Whether a colour is found near a place.
bool is_near(const Picture& picture, int x, int y, OutlineRole role) {
  constexpr int kReach = 12;  // a dash's gap
  for (int dx = -kReach; dx <= kReach; ++dx) {
    for (int dy = -4; dy <= 4; ++dy) {
      if (close(picture(x + dx, y + dy), colour_of(role))) return true;
    }
  }
  return false;
}

/// Height of the bar at x, in pixels, from the plot's foot upwards.
int bar_height_px(const Picture& picture, int x, OutlineRole role) {
  const int foot = picture.height() - 80 - 4;  // above the axis' own line
  int height = 0;
  while (close(picture(x, foot - height), colour_of(role))) ++height;
  return height;
}

// The plot of curves is 960 x 760 from (110, 164) on, from 0 to 1.02 both ways.
int x_of(double recall) { return 110 + static_cast<int>(960 * recall / 1.02); }
int y_of(double precision) { return 164 + 760 - static_cast<int>(760 * precision / 1.02); }

TEST(DrawPrecisionRecall, PutsEachCurveWhereItsPointsAre) {
  const Picture picture = draw_precision_recall("a heading", kCurves);
  EXPECT_EQ(picture.size(), (shape::Size{1110, 1034}));
  const auto first = OutlineRole::kClean;
  const auto second = OutlineRole::kPredictedNoisy;
  EXPECT_TRUE(is_near(picture, x_of(0.25), y_of(0.75), first));
  EXPECT_TRUE(is_near(picture, x_of(0.75), y_of(0.5), first));
  EXPECT_FALSE(is_near(picture, x_of(0.75), y_of(0.7), first));
  EXPECT_TRUE(is_near(picture, x_of(0.5), y_of(0.2), second));
  EXPECT_FALSE(is_near(picture, x_of(0.5), y_of(0.5), second));
}

TEST(DrawPrecisionRecall, TakesCurvesWithoutPointsAndAsManyAsThereAreColours) {
  const std::vector<PrecisionRecallCurve> none{{.name = "IoU 0.50"}};
  EXPECT_EQ(draw_precision_recall("", none).size(), (shape::Size{1110, 1034}));
  const std::vector<PrecisionRecallCurve> many(
      kMostSeries,
      {.name = "mean over IoU 0.50:0.95, AP 0.320", .points = {{0.0, 1.0}, {1.0, 0.0}}});
  EXPECT_GT(draw_precision_recall("", many).height(), 1034);  // a legend of several rows
}

TEST(DrawPrecisionRecall, RefusesWhatCannotBeDrawn) {
  EXPECT_THROW((void)draw_precision_recall("", {}), std::invalid_argument);
  const std::vector<PrecisionRecallCurve> many(kMostSeries + 1);
  EXPECT_THROW((void)draw_precision_recall("", many), std::invalid_argument);
  for (const double bad : {-0.1, 1.1, kNan}) {
    EXPECT_THROW((void)draw_precision_recall("", {{"a", {{0.0, bad}}}}), std::invalid_argument);
    EXPECT_THROW((void)draw_precision_recall("", {{"a", {{bad, 0.0}}}}), std::invalid_argument);
  }
}

// The plot of bars is 1130 x 560 from the left 110 on; a group has 1130 / 3 pixels, and two bars of
// 130 about its middle.
int bar_x(int group, int series) {
  return 110 + static_cast<int>(1130 / 3.0 * (group + 0.5)) + (series == 0 ? -65 : 65);
}

TEST(DrawFractionBars, DrawsBarsInProportionAndGapsForMissingValues) {
  const Picture picture = draw_fraction_bars("a heading", "AP", kGroups, kSeries);
  const auto first = OutlineRole::kClean;
  const auto second = OutlineRole::kPredictedNoisy;
  EXPECT_NEAR(bar_height_px(picture, bar_x(0, 0), first), 280, 5);
  EXPECT_NEAR(bar_height_px(picture, bar_x(0, 1), second), 140, 5);
  EXPECT_EQ(bar_height_px(picture, bar_x(1, 0), first), 0);
  EXPECT_NEAR(bar_height_px(picture, bar_x(1, 1), second), 420, 5);
  EXPECT_NEAR(bar_height_px(picture, bar_x(2, 0), first), 560, 5);
  EXPECT_EQ(bar_height_px(picture, bar_x(2, 1), second), 0);
}

TEST(DrawFractionBars, GrowsWithItsGroups) {
  const std::vector<std::string> groups(20, "a group");
  const std::vector<FractionSeries> series(
      3, {.name = "segm", .values = std::vector<std::optional<double>>(20, 0.5)});
  const Picture picture = draw_fraction_bars("", "AP", groups, series);
  EXPECT_GT(picture.width(), 20 * 3 * 72);
}

TEST(DrawFractionBars, RefusesWhatCannotBeDrawn) {
  EXPECT_THROW((void)draw_fraction_bars("", "AP", {}, {{"a", {}}}), std::invalid_argument);
  EXPECT_THROW((void)draw_fraction_bars("", "AP", {"all"}, {}), std::invalid_argument);
  EXPECT_THROW((void)draw_fraction_bars("", "AP", {"all"}, {{"a", {}}}), std::invalid_argument);
  const std::vector<FractionSeries> many(kMostSeries + 1, {.name = "a", .values = {0.5}});
  EXPECT_THROW((void)draw_fraction_bars("", "AP", {"all"}, many), std::invalid_argument);
  for (const double bad : {-0.1, 1.1, kNan}) {
    EXPECT_THROW(
        (void)draw_fraction_bars("", "AP", {"all"}, {{"a", {bad}}}), std::invalid_argument);
  }
}

TEST(DrawErrorCosts, ScalesItsAxisToTheGreatest) {
  // 0.047 and some room make an axis to 0.05, in steps of 0.01.
  const Picture picture =
      draw_error_costs("a heading", "AP", {{"class", 0.047}, {"missed", 0.025}, {"both", -0.01}});
  const auto at = [](int group) { return 110 + static_cast<int>(1130 / 3.0 * (group + 0.5)); };
  EXPECT_NEAR(bar_height_px(picture, at(0), OutlineRole::kClean), 526, 5);
  EXPECT_NEAR(bar_height_px(picture, at(1), OutlineRole::kClean), 280, 5);
  EXPECT_EQ(bar_height_px(picture, at(2), OutlineRole::kClean), 0);
}

TEST(DrawErrorCosts, TakesNoErrorsAtAllAndRefusesWhatIsNoNumber) {
  const Picture none = draw_error_costs("", "AP", {{"class", 0.0}});
  EXPECT_EQ(bar_height_px(none, 110 + 565, OutlineRole::kClean), 0);
  EXPECT_THROW((void)draw_error_costs("", "AP", {}), std::invalid_argument);
  EXPECT_THROW((void)draw_error_costs("", "AP", {{"class", kNan}}), std::invalid_argument);
}

TEST(WriteEvaluationCharts, WritesFilesAndNamesPathsThatCannotBeWritten) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "curves.png";
  write_precision_recall(path, "a heading", kCurves);
  EXPECT_GT(std::filesystem::file_size(path), 1000U);
  const auto absent = folder.path() / "absent" / "x.png";
  const auto names_path = ThrowsMessage<std::runtime_error>(HasSubstr(absent.string()));
  EXPECT_THAT([&] { write_precision_recall(absent, "", kCurves); }, names_path);
  EXPECT_THAT([&] { write_fraction_bars(absent, "", "AP", kGroups, kSeries); }, names_path);
  EXPECT_THAT([&] { write_error_costs(absent, "", "AP", {{"class", 0.1}}); }, names_path);
}

}  // namespace
}  // namespace segnoise::pictures

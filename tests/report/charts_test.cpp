#include "report/charts.h"

#include "report/headless_window.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <limits>
#include <stdexcept>

namespace segnoise {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

const std::vector<ChartSeries> kEfs{
    {.name = "Trained on clean",
     .role = OutlineRole::kPredictedClean,
     .points = {{35.0, 55.0}, {55.0, 60.0}}},
    {.name = "Trained on noisy",
     .role = OutlineRole::kPredictedNoisy,
     .points = {{35.0, 30.0}, {55.0, 40.0}}}};

const std::vector<ChartSeries> kCurves{
    {.name = "Trained on clean",
     .role = OutlineRole::kPredictedClean,
     .points = {{1.0, 0.5}, {2.0, 0.8}, {3.0, 0.9}}},
    {.name = "Trained on noisy",
     .role = OutlineRole::kPredictedNoisy,
     .points = {{1.0, 0.4}, {2.0, 0.6}, {3.0, 0.7}}}};

bool close(Rgb a, Rgb b) {
  return std::abs(a.red - b.red) < 48 && std::abs(a.green - b.green) < 48 &&
         std::abs(a.blue - b.blue) < 48;
}

int count(const Picture& picture, OutlineRole role, const Box& box) {
  int found = 0;
  for (int y = box.y; y < box.bottom(); ++y) {
    for (int x = box.x; x < box.right(); ++x)
      found += close(picture(x, y), colour_of(role)) ? 1 : 0;
  }
  return found;
}

TEST(DrawEfAgreement, PutsEachPatientWhereHisTwoFractionsMeet) {
  const Picture picture = draw_ef_agreement(kEfs);
  // The axes run from 20 to 70 %, 900 pixels each, with their corner at (86, 962).
  const auto at = [](double x, double y) {
    return Box{
        static_cast<int>(86 + (x - 20) * 18) - 5,
        static_cast<int>(962 - (y - 20) * 18) - 5,
        10,
        10};
  };
  EXPECT_GT(count(picture, OutlineRole::kPredictedClean, at(35.0, 55.0)), 80);
  EXPECT_GT(count(picture, OutlineRole::kPredictedClean, at(55.0, 60.0)), 80);
  EXPECT_GT(count(picture, OutlineRole::kPredictedNoisy, at(35.0, 30.0)), 40);
  EXPECT_EQ(count(picture, OutlineRole::kPredictedNoisy, at(35.0, 55.0)), 0);
  EXPECT_EQ(count(picture, OutlineRole::kPredictedClean, at(55.0, 35.0)), 0);
}

TEST(DrawEfAgreement, HidesNoPatientUnderItsLegend) {
  const auto seen = [](Point ef) {
    auto one = kEfs;
    one[0].points = {ef};
    const Picture picture = draw_ef_agreement(one);
    return count(picture, OutlineRole::kPredictedClean, {86, 62, 900, 900});
  };
  const int in_the_middle = seen({35.0, 55.0});
  EXPECT_GT(in_the_middle, 150);
  for (const Point ef : {Point{23.0, 23.5}, {67.0, 23.0}, {64.0, 25.0}, {67.0, 66.0}, {23.0, 67.0}})
    EXPECT_NEAR(seen(ef), in_the_middle, 30) << ef.x << ", " << ef.y;
}

TEST(DrawEfAgreement, WidensItsAxesForOddFractions) {
  auto odd = kEfs;
  odd[0].points.push_back({62.0, -14.0});
  odd[0].points.push_back({97.0, 99.5});
  EXPECT_EQ(draw_ef_agreement(odd).size(), draw_ef_agreement(kEfs).size());
}

TEST(DrawTrainingCurves, DrawsALineForEachNetwork) {
  const Picture picture = draw_training_curves(kCurves);
  const Box plot{90, 60, 800, 580};
  EXPECT_GT(count(picture, OutlineRole::kPredictedClean, plot), 1000);
  EXPECT_GT(count(picture, OutlineRole::kPredictedNoisy, plot), 300);
}

TEST(DrawTrainingCurves, LeavesOutANetworkWithoutEpochs) {
  auto one = kCurves;
  one[1].points.clear();
  const Picture picture = draw_training_curves(one);
  EXPECT_EQ(count(picture, OutlineRole::kPredictedNoisy, frame_box(picture.size())), 0);
  one[0].points.resize(1);
  EXPECT_FALSE(draw_training_curves(one).pixels().empty());
}

TEST(Charts, RejectWhatCannotBeDrawn) {
  auto odd = kEfs;
  odd[0].points[0].x = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW((void)draw_ef_agreement(odd), std::invalid_argument);
  EXPECT_THROW((void)draw_training_curves(odd), std::invalid_argument);
  EXPECT_THROW((void)draw_ef_agreement({}), std::invalid_argument);
  EXPECT_THROW((void)draw_training_curves({{.name = "Trained on clean"}}), std::invalid_argument);
}

TEST(Charts, NameAPathThatCannotBeWritten) {
  const auto path = std::filesystem::path(::testing::TempDir()) / "segnoise_absent" / "ef.png";
  EXPECT_THAT(
      [&] { write_ef_agreement(path, kEfs); },
      ThrowsMessage<std::runtime_error>(HasSubstr(path.string())));
}

// In processes of their own, which have neither opened a display nor loaded a driver before.
void draw_and_exit() {
  try {
    (void)draw_ef_agreement(kEfs);
  } catch (const std::runtime_error& error) {
    std::cerr << error.what() << '\n';
    std::exit(1);
  }
  std::cerr << "drawn\n";
  std::exit(0);
}

TEST(ChartsDeathTest, NeedNoDisplay) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        ::unsetenv("DISPLAY");
        ::unsetenv("WAYLAND_DISPLAY");
        draw_and_exit();
      },
      ::testing::ExitedWithCode(0),
      "^drawn\n$");
}

TEST(ChartsDeathTest, IgnoreADisplayThatRefuses) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        ::setenv("DISPLAY", ":987", 1);
        draw_and_exit();
      },
      ::testing::ExitedWithCode(0),
      "^drawn\n$");
}

TEST(ChartsDeathTest, SayThatThereIsNoDriver) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        ::setenv("__EGL_VENDOR_LIBRARY_FILENAMES", "/nonexistent.json", 1);
        draw_and_exit();
      },
      ::testing::ExitedWithCode(1),
      "cannot draw with OpenGL: .*an EGL driver is needed");
  EXPECT_EXIT(
      {
        ::setenv("LIBGL_DRIVERS_PATH", "/nonexistent", 1);
        draw_and_exit();
      },
      ::testing::ExitedWithCode(1),
      "cannot draw with OpenGL: .*an EGL driver is needed");
}

}  // namespace
}  // namespace segnoise

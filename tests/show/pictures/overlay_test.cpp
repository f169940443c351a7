#include "show/pictures/overlay.h"

#include "core/shape/contours.h"
#include "core/shape/mask.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::pictures {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr std::array kRoles{
    OutlineRole::kClean,
    OutlineRole::kNoisy,
    OutlineRole::kPredictedClean,
    OutlineRole::kPredictedNoisy,
    OutlineRole::kPredicted};
constexpr float kGrey = 77.0F;

shape::Image plain_image(shape::Size size, shape::Spacing spacing_mm) {
  return shape::Image({.size = size, .spacing_mm = spacing_mm}, kGrey);
}

// The frame is where the image's grey fills squares of three pixels; smoothed text has single ones.
shape::Box frame_of(const Picture& picture, const shape::Box& within) {
  shape::Box box;
  for (int y = within.y; y + 2 < within.bottom(); ++y) {
    for (int x = within.x; x + 2 < within.right(); ++x) {
      bool grey = true;
      for (int i = 0; i < 9; ++i) grey = grey && picture(x + i % 3, y + i / 3) == Rgb{77, 77, 77};
      if (grey) box = shape::hull(box, {x, y, 3, 3});
    }
  }
  return box;
}

shape::Box frame_of(const Picture& picture) {
  return frame_of(picture, shape::frame_box(picture.size()));
}

shape::Box role_drawn_in(const Picture& picture, OutlineRole role, const shape::Box& within) {
  shape::Box box;
  for (int y = within.y; y < within.bottom(); ++y) {
    for (int x = within.x; x < within.right(); ++x) {
      if (picture(x, y) == colour_of(role)) box = shape::hull(box, {x, y, 1, 1});
    }
  }
  return box;
}

const shape::Ring kRectangle{{20.2, 40.4}, {60.2, 40.4}, {60.2, 160.4}, {20.2, 160.4}};

TEST(DrawPanels, ShowsAFrameAtItsTrueAspectRatio) {
  // 100 x 200 pixels of 0.4 x 0.1 mm: 40 mm wide and 20 mm high.
  const Panel panel{.image = plain_image({100, 200}, {0.4, 0.1})};
  const shape::Box frame = frame_of(draw_panels({panel}, {.frame_height_px = 300}));
  EXPECT_EQ(frame.height, 300);
  EXPECT_EQ(frame.width, 600);
}

TEST(DrawPanels, DrawsAnOutlineWhereItIsInTheFrame) {
  const Panel panel{
      .image = plain_image({100, 200}, {0.4, 0.1}),
      .outlines = {{.rings = {kRectangle}, .role = OutlineRole::kClean}}};
  const Picture picture = draw_panels({panel}, {.frame_height_px = 300});
  const shape::Box frame = frame_of(picture);
  const shape::Box line = role_drawn_in(picture, OutlineRole::kClean, frame);
  // x: 6 picture pixels a pixel, y: 1.5; the line is 4 wide, with its middle on the outline.
  EXPECT_NEAR(line.x - frame.x, 20.2 * 6.0 - 2.0, 1.0);
  EXPECT_NEAR(line.right() - frame.x, 60.2 * 6.0 + 2.0, 1.0);
  EXPECT_NEAR(line.y - frame.y, 40.4 * 1.5 - 2.0, 1.0);
  EXPECT_NEAR(line.bottom() - frame.y, 160.4 * 1.5 + 2.0, 1.0);
}

TEST(DrawPanels, DrawsATracedOutlineWithinHalfAPixel) {
  shape::Mask mask({50, 50}, {0, 0, 50, 50});
  for (int y = 10; y < 30; ++y) {
    for (int x = 15; x < 40; ++x) mask.set(x, y);
  }
  const Panel panel{
      .image = plain_image({50, 50}, {1.0, 1.0}), .outlines = {{.rings = shape::trace(mask)}}};
  const Picture picture = draw_panels({panel}, {.frame_height_px = 500});
  const shape::Box frame = frame_of(picture);
  const shape::Box line = role_drawn_in(picture, OutlineRole::kClean, frame);
  EXPECT_NEAR(line.x - frame.x, 150.0, 3.0);
  EXPECT_NEAR(line.right() - frame.x, 400.0, 3.0);
  EXPECT_NEAR(line.y - frame.y, 100.0, 3.0);
  EXPECT_NEAR(line.bottom() - frame.y, 300.0, 3.0);
}

TEST(DrawPanels, GivesEveryRoleItsColourAndItsPlaceInTheLegend) {
  for (const OutlineRole role : kRoles) {
    const Panel panel{
        .image = plain_image({100, 200}, {0.2, 0.1}),
        .outlines = {{.rings = {kRectangle}, .role = role}}};
    const Picture picture = draw_panels({panel}, {.frame_height_px = 300});
    const shape::Box frame = frame_of(picture);
    const shape::Box below{0, frame.bottom(), picture.width(), picture.height() - frame.bottom()};
    for (const OutlineRole other : kRoles) {
      EXPECT_EQ(role_drawn_in(picture, other, frame).empty(), other != role)
          << name_of(role) << ", " << name_of(other);
      EXPECT_EQ(role_drawn_in(picture, other, below).empty(), other != role)
          << name_of(role) << ", " << name_of(other);
    }
  }
}

/// In linear light; the colour that someone without the cones for red, or for green, sees.
/// Source: G. Machado et al., IEEE Trans. Vis. Comput. Graph. 15(6), 1291-1298 (2009), severity 1.
using Vision = std::array<std::array<double, 3>, 3>;
constexpr Vision kNormal{{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}};
constexpr Vision kProtanopia{
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}}};
constexpr Vision kDeuteranopia{
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}}};

/// Of two colours in sRGB, 0 to 255 along each axis.
double difference(Rgb a, Rgb b, const Vision& vision) {
  const auto seen = [&](Rgb colour) {
    const std::array linear{
        std::pow(colour.red / 255.0, 2.2),
        std::pow(colour.green / 255.0, 2.2),
        std::pow(colour.blue / 255.0, 2.2)};
    std::array<double, 3> result{};
    for (std::size_t i = 0; i < 3; ++i) {
      double light = 0.0;
      for (std::size_t j = 0; j < 3; ++j) light += vision.at(i).at(j) * linear.at(j);
      result.at(i) = 255.0 * std::pow(std::clamp(light, 0.0, 1.0), 1.0 / 2.2);
    }
    return result;
  };
  const auto first = seen(a);
  const auto second = seen(b);
  return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

TEST(ColourOf, TellsRolesApartForTheColourBlind) {
  for (const Vision& vision : {kNormal, kProtanopia, kDeuteranopia}) {
    for (const OutlineRole role : kRoles) {
      EXPECT_GT(difference(colour_of(role), kBlack, vision), 100.0) << name_of(role);
      for (const OutlineRole other : kRoles) {
        if (other == role) continue;
        EXPECT_GT(difference(colour_of(role), colour_of(other), vision), 40.0)
            << name_of(role) << ", " << name_of(other);
      }
    }
  }
}

TEST(DrawPanels, MarksADistanceWhereItIsInTheFrame) {
  // 40 mm x 20 mm at 15 pixels a millimetre: x 6 picture pixels a pixel, y 1.5. From 25 to 75
  // pixels across and from 50 to 150 down: 20 mm across and 10 mm down.
  Panel panel{
      .image = plain_image({100, 200}, {0.4, 0.1}),
      .hausdorff = {
          {.on_a = {25.0, 50.0}, .on_b = {75.0, 150.0}, .distance_mm = std::sqrt(500.0)}}};
  const Picture picture = draw_panels({panel}, {.frame_height_px = 300});
  panel.hausdorff.clear();
  const Picture without = draw_panels({panel}, {.frame_height_px = 300});
  const shape::Box frame = frame_of(without);
  EXPECT_EQ(picture.width(), without.width());
  EXPECT_GT(picture.height(), without.height());  // it has a legend
  shape::Box mark;
  shape::Box grey_of_mark;
  for (int y = frame.y; y < frame.bottom(); ++y) {
    for (int x = frame.x; x < frame.right(); ++x) {
      if (picture(x, y) == without(x, y)) continue;
      grey_of_mark = shape::hull(grey_of_mark, {x, y, 1, 1});
      if (picture(x, y) == kWhite) mark = shape::hull(mark, {x, y, 1, 1});
    }
  }
  EXPECT_NEAR(mark.x - frame.x, 150.0 - 4.5, 1.5);
  EXPECT_NEAR(mark.right() - frame.x, 450.0 + 4.5, 1.5);
  EXPECT_NEAR(mark.y - frame.y, 75.0 - 4.5, 1.5);
  EXPECT_NEAR(mark.bottom() - frame.y, 225.0 + 4.5, 1.5);
  EXPECT_LT(grey_of_mark.x, mark.x);                         // a dark rim, for bright frames
  EXPECT_EQ(picture(frame.x + 300, frame.y + 150), kWhite);  // half-way along the line
}

TEST(DrawPanels, MarksNoDistanceWhereThereIsNone) {
  const Panel plain{.image = plain_image({100, 200}, {0.4, 0.1})};
  Panel same = plain;
  same.hausdorff = {{.on_a = {25.0, 50.0}, .on_b = {25.0, 50.0}}};
  EXPECT_EQ(draw_panels({same}), draw_panels({plain}));
}

TEST(DrawPanels, KeepsOutlinesInsideTheirFrame) {
  const shape::Ring beyond{{-50.0, -50.0}, {150.0, -50.0}, {150.0, 90.0}, {-50.0, 90.0}};
  const Panel panel{
      .image = plain_image({100, 100}, {1.0, 1.0}), .outlines = {{.rings = {beyond}}}};
  const Picture picture = draw_panels({panel, panel}, {.frame_height_px = 300});
  const shape::Box frame = frame_of(picture);
  const shape::Box above{0, 0, picture.width(), frame.y};
  const shape::Box left{0, 0, frame.x, frame.bottom()};
  EXPECT_TRUE(role_drawn_in(picture, OutlineRole::kClean, above).empty());
  EXPECT_TRUE(role_drawn_in(picture, OutlineRole::kClean, left).empty());
}

TEST(DrawPanels, HasOneScaleForAllPanels) {
  const Panel large{.image = plain_image({100, 100}, {1.0, 1.0})};
  const Panel half{.image = plain_image({100, 100}, {0.5, 0.5})};
  const Picture one = draw_panels({large}, {.frame_height_px = 400});
  const Picture both = draw_panels({large, half}, {.columns = 1, .frame_height_px = 400});
  EXPECT_EQ(frame_of(one).width, 400);
  EXPECT_EQ(frame_of(both).width, 400);
  const shape::Box second{0, both.height() - 400 - 28, both.width(), 400};
  EXPECT_EQ(frame_of(both, second).width, 200);
}

TEST(DrawPanels, DrawsAScaleBarOfTenMillimetres) {
  const Panel panel{.image = plain_image({100, 100}, {1.0, 0.5})};
  const Picture picture = draw_panels({panel}, {.frame_height_px = 400});  // 8 pixels a millimetre
  const shape::Box frame = frame_of(picture);
  int longest = 0;
  for (int y = frame.y; y < frame.bottom(); ++y) {
    int run = 0;
    for (int x = frame.x; x < frame.right(); ++x) {
      run = picture(x, y) == kWhite ? run + 1 : 0;
      longest = std::max(longest, run);
    }
  }
  EXPECT_EQ(longest, 80);
}

TEST(DrawPanels, ShowsTheSurroundingsOfTheOutlinesWhenAsked) {
  const Panel panel{
      .image = plain_image({200, 200}, {0.5, 0.25}),
      .outlines = {{.rings = {{{80.0, 80.0}, {120.0, 80.0}, {120.0, 120.0}, {80.0, 120.0}}}}}};
  const Picture picture =
      draw_panels({panel}, {.field = Field::kAroundOutlines, .frame_height_px = 340});
  const shape::Box frame = frame_of(picture);
  // 20 mm x 10 mm and 12 mm on every side: 44 mm x 34 mm, 10 pixels a millimetre.
  EXPECT_EQ(frame.width, 440);
  EXPECT_EQ(frame.height, 340);
  const shape::Box line = role_drawn_in(picture, OutlineRole::kClean, frame);
  EXPECT_NEAR(line.x - frame.x, 120.0, 6.0);
  EXPECT_NEAR(line.y - frame.y, 120.0, 6.0);
}

TEST(DrawPanels, ArrangesPanelsInColumns) {
  const Panel panel{.image = plain_image({100, 100}, {1.0, 1.0}), .title = "patient0001"};
  const auto layout = [](int columns) {
    return PanelLayout{.columns = columns, .frame_height_px = 100};
  };
  const shape::Size row = draw_panels({panel, panel, panel}, layout(3)).size();
  const shape::Size two = draw_panels({panel, panel, panel}, layout(2)).size();
  const shape::Size column = draw_panels({panel, panel, panel}, layout(1)).size();
  EXPECT_EQ(row.width - two.width, two.width - column.width);
  EXPECT_EQ(two.height - row.height, column.height - two.height);
  EXPECT_EQ(draw_panels({panel}, layout(9)).size().width, column.width);
}

TEST(DrawPanels, SpreadsIntensitiesThatAreNotGreyLevels) {
  shape::Image image({.size = {2, 1}, .spacing_mm = {1.0, 1.0}});
  image(0, 0) = -500.0F;
  image(1, 0) = 1500.0F;
  const Picture picture = draw_panels({{.image = image}}, {.frame_height_px = 200});
  EXPECT_EQ(picture(30, 40), kBlack);
  EXPECT_EQ(picture(28 + 398, 40), kWhite);
}

TEST(DrawPanels, ShowsIntensitiesThatAreNotNumbersAsBlack) {
  shape::Image image = plain_image({40, 40}, {1.0, 1.0});
  for (float& value : image.row(0)) value = std::numeric_limits<float>::quiet_NaN();
  const Picture picture = draw_panels({{.image = image}}, {.frame_height_px = 400});
  EXPECT_EQ(picture(200, 30), kBlack);
  EXPECT_EQ(picture(200, 200), (Rgb{77, 77, 77}));
}

TEST(DrawPanels, IsTheSameEveryTime) {
  const Panel panel{
      .image = plain_image({100, 200}, {0.4, 0.1}),
      .outlines = {{.rings = {kRectangle}}},
      .title = "patient0001"};
  EXPECT_EQ(draw_panels({panel}), draw_panels({panel}));
}

TEST(DrawPanels, RejectsWhatCannotBeDrawn) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Panel good{.image = plain_image({10, 10}, {1.0, 1.0})};
  EXPECT_THROW((void)draw_panels({}), std::invalid_argument);
  EXPECT_THROW((void)draw_panels({Panel{}}), std::invalid_argument);
  EXPECT_THROW(
      (void)draw_panels({{.image = plain_image({10, 10}, {0.0, 1.0})}}), std::invalid_argument);
  EXPECT_THROW(
      (void)draw_panels({{.image = plain_image({10, 10}, {1.0, nan})}}), std::invalid_argument);
  EXPECT_THROW(
      (void)draw_panels({{.image = good.image, .outlines = {{.rings = {{{nan, 1.0}}}}}}}),
      std::invalid_argument);
  EXPECT_THROW(
      (void)draw_panels({{.image = good.image, .hausdorff = {{.on_a = {nan, 1.0}}}}}),
      std::invalid_argument);
  EXPECT_THROW((void)draw_panels({good}, {.columns = 0}), std::invalid_argument);
  EXPECT_THROW((void)draw_panels({good}, {.frame_height_px = 8}), std::invalid_argument);
}

TEST(WritePanels, WritesAPngFileWithoutADisplay) {
  ::unsetenv("DISPLAY");
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "panels.png";
  write_panels(path, {{.image = plain_image({100, 200}, {0.4, 0.1}), .title = "patient0001"}});
  std::ifstream file(path, std::ios::binary);
  std::string signature(8, '\0');
  file.read(signature.data(), 8);
  EXPECT_EQ(signature, "\x89PNG\r\n\x1a\n");
}

TEST(WritePanels, NamesAPathThatCannotBeWritten) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "absent" / "worst.png";
  EXPECT_THAT(
      [&] {
        write_panels(path, {{.image = plain_image({10, 10}, {1.0, 1.0})}});
      },
      ThrowsMessage<std::runtime_error>(HasSubstr(path.string())));
}

}  // namespace
}  // namespace segnoise::pictures

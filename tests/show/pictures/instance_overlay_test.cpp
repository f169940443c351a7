#include "show/pictures/instance_overlay.h"

#include "show/pictures/overlay.h"
#include "support/shapes.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace segnoise::pictures {
namespace {

using ::testing::HasSubstr;
using testing::rectangle;
using ::testing::ThrowsMessage;

constexpr shape::Size kSize{320, 160};  // drawn four times as large
constexpr int kMarginPx = 28;
const shape::Mask kSquare = rectangle(kSize, {100, 40, 60, 80});
const shape::Mask kShifted = rectangle(kSize, {130, 40, 60, 80});

/// Where a colour is within a box.
shape::Box drawn_in(const Picture& picture, Rgb colour, const shape::Box& within) {
  shape::Box box;
  for (int y = within.y; y < within.bottom(); ++y) {
    for (int x = within.x; x < within.right(); ++x) {
      if (picture(x, y) == colour) box = shape::hull(box, {x, y, 1, 1});
    }
  }
  return box;
}

const shape::Box kFrame{kMarginPx, kMarginPx, 1280, 640};

TEST(DrawInstanceOverlay, DrawsBothOutlinesWhereTheyAreInTheImage) {
  const Picture picture =
      draw_instance_overlay({.size = kSize, .clean = {{kSquare}}, .noisy = {{kShifted}}});
  EXPECT_EQ(picture.width(), 1280 + 2 * kMarginPx);
  const shape::Box clean = drawn_in(picture, colour_of(OutlineRole::kClean), kFrame);
  EXPECT_NEAR(clean.x, kMarginPx + 400, 4);
  EXPECT_NEAR(clean.right(), kMarginPx + 640, 4);
  EXPECT_NEAR(clean.y, kMarginPx + 160, 4);
  EXPECT_NEAR(clean.bottom(), kMarginPx + 480, 4);
  const shape::Box noisy = drawn_in(picture, colour_of(OutlineRole::kNoisy), kFrame);
  EXPECT_NEAR(noisy.x, kMarginPx + 520, 4);
  EXPECT_NEAR(noisy.right(), kMarginPx + 760, 4);
}

TEST(DrawInstanceOverlay, ShowsTheImageUnderThem) {
  Picture image = blank_picture(kSize, {200, 100, 50});
  fill(image, {0, 0, 160, 160}, {10, 20, 200});
  const Picture picture = draw_instance_overlay({.size = kSize, .image = image});
  // Dimmed, but its colours are its colours, and left is left.
  EXPECT_EQ(picture(kMarginPx + 100, kMarginPx + 300), (Rgb{7, 14, 140}));
  EXPECT_EQ(picture(kMarginPx + 1200, kMarginPx + 300), (Rgb{140, 70, 35}));
  const Picture plain = draw_instance_overlay({.size = kSize});
  EXPECT_EQ(plain(kMarginPx + 100, kMarginPx + 300), plain(kMarginPx + 1200, kMarginPx + 300));
}

TEST(DrawInstanceOverlay, PutsEachLabelAtItsInstance) {
  const InstanceOverlay without{.size = kSize, .clean = {{kSquare}}};
  InstanceOverlay with = without;
  with.clean[0].label = "dog";
  const Picture picture = draw_instance_overlay(with);
  const Picture bare = draw_instance_overlay(without);
  ASSERT_EQ(picture.size(), bare.size());
  shape::Box label;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      if (picture(x, y) != bare(x, y)) label = shape::hull(label, {x, y, 1, 1});
    }
  }
  EXPECT_EQ(label.x, kMarginPx + 400);
  EXPECT_EQ(label.bottom(), kMarginPx + 160);
  EXPECT_LT(label.height, 40);
}

TEST(DrawInstanceOverlay, LeavesOutLabelsWithoutRoomAndSaysSo) {
  InstanceOverlay few{.size = kSize};
  InstanceOverlay many{.size = kSize};
  for (int i = 0; i < 40; ++i) {
    many.noisy.push_back({rectangle(kSize, {150, 80, 4, 4}), "an instance among many"});
  }
  few.noisy.assign(many.noisy.begin(), many.noisy.begin() + 1);
  EXPECT_GT(draw_instance_overlay(many).height(), draw_instance_overlay(few).height());
}

TEST(DrawInstanceOverlay, HasRoomForTitleNoteAndLegendOfASlenderImage) {
  const shape::Size slender{10, 200};
  const InstanceOverlay plain{.size = slender, .clean = {{rectangle(slender, {2, 2, 5, 5})}}};
  InstanceOverlay named = plain;
  named.title = "Image 1";
  named.note = "No image: it cannot be read.";
  const Picture picture = draw_instance_overlay(named);
  EXPECT_GT(picture.width(), 640);
  EXPECT_GT(picture.height(), draw_instance_overlay(plain).height());
}

TEST(DrawInstanceOverlay, DrawsNothingOfAnEmptyMask) {
  EXPECT_EQ(
      draw_instance_overlay({.size = kSize, .clean = {{shape::Mask(kSize), "gone"}}}),
      draw_instance_overlay({.size = kSize}));
}

TEST(DrawInstanceOverlay, RefusesWhatIsOfAnotherSize) {
  EXPECT_THROW((void)draw_instance_overlay({}), std::invalid_argument);
  EXPECT_THAT(
      [] {
        (void)draw_instance_overlay({.size = {320, 161}, .noisy = {{kSquare}}});
      },
      ThrowsMessage<std::invalid_argument>(HasSubstr("320 x 161 pixels, got 320 x 160")));
  EXPECT_THROW(
      (void)draw_instance_overlay({.size = kSize, .image = blank_picture({3, 4}, kWhite)}),
      std::invalid_argument);
}

TEST(WriteInstanceOverlay, WritesAFileOrNamesThePath) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "instances.png";
  write_instance_overlay(path, {.size = kSize, .clean = {{kSquare, "dog"}}});
  EXPECT_GT(std::filesystem::file_size(path), 1000U);
  const auto absent = folder.path() / "absent" / "1.png";
  EXPECT_THAT(
      [&] { write_instance_overlay(absent, {.size = kSize}); },
      ThrowsMessage<std::runtime_error>(HasSubstr(absent.string())));
}

}  // namespace
}  // namespace segnoise::pictures

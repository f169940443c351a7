#include "show/window/scene_layout.h"

#include "show/window/sessions.h"

#include <gtest/gtest.h>

#include <vector>

namespace segnoise::window {
namespace {

using testing::session_of;

std::vector<shape::Box> boxes_of(const SceneLayout& layout) {
  std::vector<shape::Box> boxes{layout.side, layout.help};
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants)
      boxes.push_back(layout.cells(view, instant));
  }
  return boxes;
}

TEST(LaidOut, KeepsEverythingApartAndInside) {
  const session::Session session = session_of();
  for (const shape::Size size :
       {shape::Size{1400, 880},
        shape::Size{960, 640},
        shape::Size{3000, 700},
        shape::Size{1000, 2000}}) {
    const auto boxes = boxes_of(laid_out(session, size, Zoom::kVentricle));
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      EXPECT_FALSE(boxes[i].empty());
      EXPECT_EQ(shape::intersection(boxes[i], shape::frame_box(size)), boxes[i]);
      for (std::size_t j = 0; j < i; ++j)
        EXPECT_TRUE(shape::intersection(boxes[i], boxes[j]).empty());
    }
  }
}

TEST(LaidOut, IsNeverSmallerThanItNeeds) {
  EXPECT_EQ(laid_out(session_of(), {10, 2000}, Zoom::kVentricle).size, (shape::Size{960, 2000}));
}

TEST(LaidOut, ShowsAllFramesInOneScaleAndUndistorted) {
  for (const Zoom zoom : {Zoom::kVentricle, Zoom::kWholeFrame}) {
    const session::Session session = session_of();
    const SceneLayout layout = laid_out(session, {1400, 880}, zoom);
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const FramePlace& place = layout.frames(view, instant).value();
        // 1 mm across, 0.75 mm down.
        EXPECT_NEAR(place.drawn.width, place.field.width * 1.0 * layout.px_per_mm, 1.0);
        EXPECT_NEAR(place.drawn.height, place.field.height * 0.75 * layout.px_per_mm, 1.0);
        EXPECT_EQ(shape::intersection(place.drawn, layout.cells(view, instant)), place.drawn);
        EXPECT_EQ(shape::intersection(place.field, {0, 0, 96, 128}), place.field);
      }
    }
  }
}

TEST(LaidOut, ZoomsInOnTheVentricle) {
  const session::Session session = session_of();
  const shape::Box whole = laid_out(session, {1400, 880}, Zoom::kWholeFrame)
                               .frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole)
                               ->field;
  const shape::Box near = laid_out(session, {1400, 880}, Zoom::kVentricle)
                              .frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole)
                              ->field;
  EXPECT_EQ(whole, (shape::Box{0, 0, 96, 128}));
  EXPECT_LT(near.height, 128);
  const shape::Box ventricle =
      session.preview()
          .clean()(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole)
          ->mask.extent();
  EXPECT_EQ(shape::intersection(ventricle, near), ventricle);
}

TEST(LaidOut, GivesTheRoomOfAMissingViewToTheOther) {
  const SceneLayout both = laid_out(session_of(), {1400, 880}, Zoom::kVentricle);
  const SceneLayout one = laid_out(session_of(testing::one_view()), {1400, 880}, Zoom::kVentricle);
  EXPECT_TRUE(one.cells(cardiac::View::kFourChamber, cardiac::Instant::kEndDiastole).empty());
  EXPECT_GT(
      one.cells(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole).height,
      2 * both.cells(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole).height);
}

TEST(LaidOut, HasASliderForTheSeedAndEachSeverity) {
  const SceneLayout layout = laid_out(session_of(), {1400, 880}, Zoom::kVentricle);
  ASSERT_EQ(layout.sliders.size(), 3U);
  for (const shape::Box& slider : layout.sliders) {
    EXPECT_EQ(shape::intersection(slider, layout.side), slider);
  }
}

}  // namespace
}  // namespace segnoise::window

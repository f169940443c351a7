#include "window/scene_layout.h"

#include "window/sessions.h"

#include <gtest/gtest.h>

#include <vector>

namespace segnoise {
namespace {

using testing::session_of;

std::vector<Box> boxes_of(const SceneLayout& layout) {
  std::vector<Box> boxes{layout.side, layout.help};
  for (const View view : kViews) {
    for (const Instant instant : kInstants) boxes.push_back(layout.cells(view, instant));
  }
  return boxes;
}

TEST(LaidOut, KeepsEverythingApartAndInside) {
  const Session session = session_of();
  for (const Size size : {Size{1400, 880}, Size{960, 640}, Size{3000, 700}, Size{1000, 2000}}) {
    const auto boxes = boxes_of(laid_out(session, size, Zoom::kVentricle));
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      EXPECT_FALSE(boxes[i].empty());
      EXPECT_EQ(intersection(boxes[i], frame_box(size)), boxes[i]);
      for (std::size_t j = 0; j < i; ++j) EXPECT_TRUE(intersection(boxes[i], boxes[j]).empty());
    }
  }
}

TEST(LaidOut, IsNeverSmallerThanItNeeds) {
  EXPECT_EQ(laid_out(session_of(), {10, 2000}, Zoom::kVentricle).size, (Size{960, 2000}));
}

TEST(LaidOut, ShowsAllFramesInOneScaleAndUndistorted) {
  for (const Zoom zoom : {Zoom::kVentricle, Zoom::kWholeFrame}) {
    const Session session = session_of();
    const SceneLayout layout = laid_out(session, {1400, 880}, zoom);
    for (const View view : kViews) {
      for (const Instant instant : kInstants) {
        const FramePlace& place = layout.frames(view, instant).value();
        // 1 mm across, 0.75 mm down.
        EXPECT_NEAR(place.drawn.width, place.field.width * 1.0 * layout.px_per_mm, 1.0);
        EXPECT_NEAR(place.drawn.height, place.field.height * 0.75 * layout.px_per_mm, 1.0);
        EXPECT_EQ(intersection(place.drawn, layout.cells(view, instant)), place.drawn);
        EXPECT_EQ(intersection(place.field, {0, 0, 96, 128}), place.field);
      }
    }
  }
}

TEST(LaidOut, ZoomsInOnTheVentricle) {
  const Session session = session_of();
  const Box whole = laid_out(session, {1400, 880}, Zoom::kWholeFrame)
                        .frames(View::kTwoChamber, Instant::kEndDiastole)
                        ->field;
  const Box near = laid_out(session, {1400, 880}, Zoom::kVentricle)
                       .frames(View::kTwoChamber, Instant::kEndDiastole)
                       ->field;
  EXPECT_EQ(whole, (Box{0, 0, 96, 128}));
  EXPECT_LT(near.height, 128);
  const Box ventricle =
      session.preview().clean()(View::kTwoChamber, Instant::kEndDiastole)->mask.extent();
  EXPECT_EQ(intersection(ventricle, near), ventricle);
}

TEST(LaidOut, GivesTheRoomOfAMissingViewToTheOther) {
  const SceneLayout both = laid_out(session_of(), {1400, 880}, Zoom::kVentricle);
  const SceneLayout one = laid_out(session_of(testing::one_view()), {1400, 880}, Zoom::kVentricle);
  EXPECT_TRUE(one.cells(View::kFourChamber, Instant::kEndDiastole).empty());
  EXPECT_GT(
      one.cells(View::kTwoChamber, Instant::kEndDiastole).height,
      2 * both.cells(View::kTwoChamber, Instant::kEndDiastole).height);
}

TEST(LaidOut, HasASliderForTheSeedAndEachSeverity) {
  const SceneLayout layout = laid_out(session_of(), {1400, 880}, Zoom::kVentricle);
  ASSERT_EQ(layout.sliders.size(), 3U);
  for (const Box& slider : layout.sliders) {
    EXPECT_EQ(intersection(slider, layout.side), slider);
  }
}

}  // namespace
}  // namespace segnoise

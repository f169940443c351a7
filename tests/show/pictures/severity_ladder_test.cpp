#include "show/pictures/severity_ladder.h"

#include "core/shape/label_map.h"
#include "show/pictures/overlay.h"
#include "study/plan/corruption.h"
#include "support/patients.h"
#include "support/shapes.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <vector>

namespace segnoise::pictures {
namespace {

using ::testing::HasSubstr;
using testing::rectangle;
using ::testing::ThrowsMessage;

constexpr shape::Size kLadderSize{120, 160};

LadderFrame frame_named(const std::string& name) {
  return {
      .name = name,
      .image = shape::Image({.size = kLadderSize, .spacing_mm = {.x_mm = 0.6, .y_mm = 0.4}}, 90.0F),
      .clean = rectangle(kLadderSize, {40, 50, 40, 60}),
      .rungs = {
          {"low", rectangle(kLadderSize, {39, 50, 42, 60})},
          {"high", rectangle(kLadderSize, {30, 40, 60, 80})}}};
}

/// The pixels of noisy outlines in the first row of frames.
int noisy_pixels(const Picture& picture) {
  int found = 0;
  for (int y = 70; y < 560; ++y) {
    for (const Rgb& pixel : picture.row(y))
      found += pixel == colour_of(OutlineRole::kNoisy) ? 1 : 0;
  }
  return found;
}

TEST(DrawSeverityLadder, HasAColumnForTheCleanLabelAndOneForEachSeverity) {
  LadderFrame frame = frame_named("2CH, ED");
  const Picture both = draw_severity_ladder("patient0001", {frame});
  frame.rungs.pop_back();
  const Picture one = draw_severity_ladder("patient0001", {frame});
  frame.rungs.pop_back();
  const Picture none = draw_severity_ladder("patient0001", {frame});
  EXPECT_EQ(noisy_pixels(none), 0);
  EXPECT_GT(noisy_pixels(one), 100);
  EXPECT_GT(noisy_pixels(both), noisy_pixels(one) + 100);
  EXPECT_GT(one.width(), none.width());
  EXPECT_GT(both.width(), one.width());
}

TEST(DrawSeverityLadder, HasARowForEachFrame) {
  const Picture one = draw_severity_ladder("patient0001", {frame_named("2CH, ED")});
  const Picture two =
      draw_severity_ladder("patient0001", {frame_named("2CH, ED"), frame_named("2CH, ES")});
  EXPECT_EQ(two.width(), one.width());
  EXPECT_GT(two.height(), one.height() + 560);
}

TEST(DrawSeverityLadder, ShowsALabelOfWhichNothingIsLeft) {
  LadderFrame frame = frame_named("2CH, ED");
  for (LadderRung& rung : frame.rungs) rung.noisy = shape::Mask(kLadderSize);
  const Picture picture = draw_severity_ladder("patient0001", {frame});
  EXPECT_EQ(noisy_pixels(picture), 0);
  frame.clean = shape::Mask(kLadderSize);
  EXPECT_GT(draw_severity_ladder("patient0001", {frame}).width(), 0);
}

TEST(LadderFrame, HasTheNoiseOfAStudyWithEachSetup) {
  const shape::LabelledImage frame = testing::drawn_heart(20.0, 60.0);
  const plan::FrameId id{"patient0001", cardiac::View::kFourChamber, cardiac::Instant::kEndSystole};
  const auto setup = [](const std::string& name, double side_mm) {
    return noise::NoiseSetup{
        .name = name,
        .unit = noise::Unit::kMm,
        .steps = {{noise::Operation(
            noise::Morphology{noise::MorphologyKind::kDilation, {side_mm, 0.5}})}}};
  };
  const std::vector<noise::NoiseSetup> setups{setup("low", 3.0), setup("high", 9.0)};
  const LadderFrame ladder = ladder_frame(frame, id, {}, setups, 5);
  EXPECT_EQ(ladder.name, "4CH ES");
  EXPECT_EQ(ladder.image, frame.image);
  EXPECT_EQ(ladder.clean, shape::mask_of(frame.labels, cardiac::kLeftVentricle));
  ASSERT_EQ(ladder.rungs.size(), 2U);
  EXPECT_EQ(ladder.rungs[1].severity, "high");
  EXPECT_EQ(
      ladder.rungs[1].noisy,
      shape::mask_of(
          plan::corrupted(frame.labels, id, {}, setups[1], 5).labels, cardiac::kLeftVentricle));
  EXPECT_GT(ladder.rungs[1].noisy.count(), ladder.rungs[0].noisy.count());
  EXPECT_GT(ladder.rungs[0].noisy.count(), ladder.clean.count());
}

TEST(DrawSeverityLadder, RefusesWhatIsNoLadder) {
  EXPECT_THROW((void)draw_severity_ladder("", {}), std::invalid_argument);
  LadderFrame shorter = frame_named("2CH, ES");
  shorter.rungs.pop_back();
  EXPECT_THAT(
      [&] {
        (void)draw_severity_ladder("", {frame_named("2CH, ED"), shorter});
      },
      ThrowsMessage<std::invalid_argument>(HasSubstr("got 2 and 1")));
  shorter.rungs.back().noisy = shape::Mask({10, 10});
  EXPECT_THROW((void)draw_severity_ladder("", {shorter}), std::invalid_argument);
}

TEST(WriteSeverityLadder, WritesAFile) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "ladder.png";
  write_severity_ladder(path, "patient0001", {frame_named("2CH, ED")});
  EXPECT_GT(std::filesystem::file_size(path), 1000U);
}

}  // namespace
}  // namespace segnoise::pictures

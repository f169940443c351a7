#include "window/scene.h"

#include "report/overlay.h"
#include "window/sessions.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace segnoise {
namespace {

using testing::session_of;

constexpr Size kSize{1400, 880};

/// Pixels of a colour, but for some levels, in a part of a picture.
long count_of(const Picture& picture, Rgb colour, const Box& part) {
  const auto near = [](std::uint8_t a, std::uint8_t b) { return a - b < 12 && b - a < 12; };
  long count = 0;
  for (int y = part.y; y < part.bottom(); ++y) {
    count += std::ranges::count_if(
        picture.row(y).subspan(
            static_cast<std::size_t>(part.x), static_cast<std::size_t>(part.width)),
        [&](const Rgb& pixel) {
          return near(pixel.red, colour.red) && near(pixel.green, colour.green) &&
                 near(pixel.blue, colour.blue);
        });
  }
  return count;
}

long differing(const Picture& a, const Picture& b, const Box& part) {
  long count = 0;
  for (int y = part.y; y < part.bottom(); ++y) {
    for (int x = part.x; x < part.right(); ++x) count += a(x, y) != b(x, y) ? 1 : 0;
  }
  return count;
}

TEST(Scene, DrawsCleanAndNoisyOutlinesInEveryFrame) {
  const Session session = session_of();
  Scene scene;
  const Picture picture = scene.draw(session, kSize, {});
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const Box drawn = scene.layout().frames(view, instant)->drawn;
      EXPECT_GT(count_of(picture, colour_of(OutlineRole::kClean), drawn), 20);
      EXPECT_GT(count_of(picture, colour_of(OutlineRole::kNoisy), drawn), 100);
    }
  }
}

TEST(Scene, IsTheSameAgainAndAfterAWayBack) {
  Session session = session_of();
  Scene scene;
  const Picture first = scene.draw(session, kSize, {});
  EXPECT_EQ(scene.draw(session, kSize, {}), first);
  turn(session, 1, 1.0);
  EXPECT_NE(scene.draw(session, kSize, {}), first);
  session.reset();
  EXPECT_EQ(scene.draw(session, kSize, {}), first);
  EXPECT_EQ(Scene().draw(session, kSize, {}), first);
}

TEST(Scene, ChangesWhatASliderMovesAndNothingElse) {
  Session session = session_of();
  Scene scene;
  const Picture before = scene.draw(session, kSize, {});
  turn(session, 1, 1.0);  // dilation at end-systole
  const Picture after = scene.draw(session, kSize, {});
  const auto drawn = [&](Instant instant) {
    return scene.layout().frames(View::kTwoChamber, instant)->drawn;
  };
  EXPECT_EQ(differing(before, after, drawn(Instant::kEndDiastole)), 0);
  EXPECT_GT(differing(before, after, drawn(Instant::kEndSystole)), 500);
  EXPECT_GT(differing(before, after, scene.layout().side), 100);
  EXPECT_EQ(differing(before, after, scene.layout().help), 0);
}

TEST(Scene, ShowsAPredictionInItsOwnColour) {
  Patient patient = testing::drawn_patient("patient0001");
  SessionStart start{.patients = {patient.id}, .setup = {.name = "none"}};
  start.load = [&](std::size_t) {
    ViewedPatient viewed{.patient = patient, .prediction = Prediction{.network = "clean"}};
    viewed.prediction->left_ventricle(View::kTwoChamber, Instant::kEndSystole) =
        PatientPreview(patient, VolumeMethod::kBiplaneAse)
            .clean()(View::kTwoChamber, Instant::kEndDiastole)
            ->mask;
    return viewed;
  };
  const Session session(start);
  Scene scene;
  const Picture picture = scene.draw(session, kSize, {});
  const auto count = [&](Instant instant) {
    return count_of(
        picture,
        colour_of(OutlineRole::kPredicted),
        scene.layout().frames(View::kTwoChamber, instant)->drawn);
  };
  EXPECT_GT(count(Instant::kEndSystole), 100);
  EXPECT_EQ(count(Instant::kEndDiastole), 0);
}

TEST(Scene, ShowsAFrameOfASequenceInPlaceOfEndDiastole) {
  const Session session = session_of();
  Scene scene;
  const Picture still = scene.draw(session, kSize, {});
  const auto& frame = session.viewed().patient.frames(View::kTwoChamber, Instant::kEndSystole);
  const CineFrame moment{.image = frame->image};
  SceneLook look;
  look.cine[0] = {.frame = &moment, .number = 2, .of = 9};
  const Picture playing = scene.draw(session, kSize, look);
  const auto drawn = [&](View view, Instant instant) {
    return scene.layout().frames(view, instant)->drawn;
  };
  const Box ed = drawn(View::kTwoChamber, Instant::kEndDiastole);
  EXPECT_GT(differing(still, playing, ed), 1000);
  EXPECT_EQ(count_of(playing, colour_of(OutlineRole::kClean), ed), 0);
  const Box other = drawn(View::kFourChamber, Instant::kEndDiastole);
  EXPECT_EQ(differing(still, playing, other), 0);
}

TEST(Scene, SaysAMessageInPlaceOfTheHelp) {
  const Session session = session_of();
  Scene scene;
  const Picture help = scene.draw(session, kSize, {});
  const Picture message = scene.draw(session, kSize, {.message = "wrote picture.png"});
  EXPECT_GT(differing(help, message, scene.layout().help), 100);
  EXPECT_EQ(differing(help, message, scene.layout().side), 0);
}

TEST(Scene, FindsSlidersUnderTheMouse) {
  const Session session = session_of();
  Scene scene;
  (void)scene.draw(session, kSize, {});
  for (std::size_t i = 0; i < 3; ++i) {
    const Box& track = scene.layout().sliders[i];
    EXPECT_EQ(scene.slider_at(track.x, track.y + track.height / 2), i);
    EXPECT_EQ(scene.slider_at(track.right() + 4, track.y + track.height / 2), i);
  }
  EXPECT_EQ(scene.slider_at(20, 20), std::nullopt);
}

TEST(Turn, MovesSeedsAndSeverities) {
  Session session = session_of();
  turn(session, 0, 0.5);
  EXPECT_EQ(session.seed(), 51U);
  turn(session, 0, 7.0);
  EXPECT_EQ(session.seed(), 100U);
  turn(session, 2, 0.5);  // of 7.5
  EXPECT_EQ(session.values()[1], 3.8);
  turn(session, 2, -1.0);
  EXPECT_EQ(session.values()[1], 0.0);
}

TEST(Scene, DrawsPatientsOfWhomLittleIsKnown) {
  Patient little = testing::one_view();
  little.frames(View::kTwoChamber, Instant::kEndSystole).reset();
  const Session session = session_of(little);
  Scene scene;
  EXPECT_EQ(scene.draw(session, {300, 200}, {}).size(), kLeastWindow);
}

}  // namespace
}  // namespace segnoise

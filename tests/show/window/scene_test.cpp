#include "show/window/scene.h"

#include "show/pictures/overlay.h"
#include "show/window/sessions.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace segnoise::window {
namespace {

using testing::session_of;

constexpr shape::Size kSize{1400, 880};

/// Pixels of a colour, but for some levels, in a part of a picture.
long count_of(const pictures::Picture& picture, pictures::Rgb colour, const shape::Box& part) {
  const auto near = [](std::uint8_t a, std::uint8_t b) { return a - b < 12 && b - a < 12; };
  long count = 0;
  for (int y = part.y; y < part.bottom(); ++y) {
    count += std::ranges::count_if(
        picture.row(y).subspan(
            static_cast<std::size_t>(part.x), static_cast<std::size_t>(part.width)),
        [&](const pictures::Rgb& pixel) {
          return near(pixel.red, colour.red) && near(pixel.green, colour.green) &&
                 near(pixel.blue, colour.blue);
        });
  }
  return count;
}

long differing(const pictures::Picture& a, const pictures::Picture& b, const shape::Box& part) {
  long count = 0;
  for (int y = part.y; y < part.bottom(); ++y) {
    for (int x = part.x; x < part.right(); ++x) count += a(x, y) != b(x, y) ? 1 : 0;
  }
  return count;
}

TEST(Scene, DrawsCleanAndNoisyOutlinesInEveryFrame) {
  const session::Session session = session_of();
  Scene scene;
  const pictures::Picture picture = scene.draw(session, kSize, {});
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const shape::Box drawn = scene.layout().frames(view, instant)->drawn;
      EXPECT_GT(count_of(picture, pictures::colour_of(pictures::OutlineRole::kClean), drawn), 20);
      EXPECT_GT(count_of(picture, pictures::colour_of(pictures::OutlineRole::kNoisy), drawn), 100);
    }
  }
}

TEST(Scene, IsTheSameAgainAndAfterAWayBack) {
  session::Session session = session_of();
  Scene scene;
  const pictures::Picture first = scene.draw(session, kSize, {});
  EXPECT_EQ(scene.draw(session, kSize, {}), first);
  turn(session, 1, 1.0);
  EXPECT_NE(scene.draw(session, kSize, {}), first);
  session.reset();
  EXPECT_EQ(scene.draw(session, kSize, {}), first);
  EXPECT_EQ(Scene().draw(session, kSize, {}), first);
}

TEST(Scene, ChangesWhatASliderMovesAndNothingElse) {
  session::Session session = session_of();
  Scene scene;
  const pictures::Picture before = scene.draw(session, kSize, {});
  turn(session, 1, 1.0);  // dilation at end-systole
  const pictures::Picture after = scene.draw(session, kSize, {});
  const auto drawn = [&](cardiac::Instant instant) {
    return scene.layout().frames(cardiac::View::kTwoChamber, instant)->drawn;
  };
  EXPECT_EQ(differing(before, after, drawn(cardiac::Instant::kEndDiastole)), 0);
  EXPECT_GT(differing(before, after, drawn(cardiac::Instant::kEndSystole)), 500);
  EXPECT_GT(differing(before, after, scene.layout().side), 100);
  EXPECT_EQ(differing(before, after, scene.layout().help), 0);
}

TEST(Scene, ShowsAPredictionInItsOwnColour) {
  cardiac::Patient patient = testing::drawn_patient("patient0001");
  session::SessionStart start{.patients = {patient.id}, .setup = {.name = "none"}};
  start.load = [&](std::size_t) {
    session::ViewedPatient viewed{
        .patient = patient, .prediction = session::Prediction{.network = "clean"}};
    viewed.prediction->left_ventricle(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole) =
        session::PatientPreview(patient, cardiac::VolumeMethod::kBiplaneAse)
            .clean()(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole)
            ->mask;
    return viewed;
  };
  const session::Session session(start);
  Scene scene;
  const pictures::Picture picture = scene.draw(session, kSize, {});
  const auto count = [&](cardiac::Instant instant) {
    return count_of(
        picture,
        pictures::colour_of(pictures::OutlineRole::kPredicted),
        scene.layout().frames(cardiac::View::kTwoChamber, instant)->drawn);
  };
  EXPECT_GT(count(cardiac::Instant::kEndSystole), 100);
  EXPECT_EQ(count(cardiac::Instant::kEndDiastole), 0);
}

TEST(Scene, ShowsAFrameOfASequenceInPlaceOfEndDiastole) {
  const session::Session session = session_of();
  Scene scene;
  const pictures::Picture still = scene.draw(session, kSize, {});
  const auto& frame =
      session.viewed().patient.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole);
  const session::CineFrame moment{.image = frame->image};
  SceneLook look;
  look.cine[0] = {.frame = &moment, .number = 2, .of = 9};
  const pictures::Picture playing = scene.draw(session, kSize, look);
  const auto drawn = [&](cardiac::View view, cardiac::Instant instant) {
    return scene.layout().frames(view, instant)->drawn;
  };
  const shape::Box ed = drawn(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole);
  EXPECT_GT(differing(still, playing, ed), 1000);
  EXPECT_EQ(count_of(playing, pictures::colour_of(pictures::OutlineRole::kClean), ed), 0);
  const shape::Box other = drawn(cardiac::View::kFourChamber, cardiac::Instant::kEndDiastole);
  EXPECT_EQ(differing(still, playing, other), 0);
}

TEST(Scene, SaysAMessageInPlaceOfTheHelp) {
  const session::Session session = session_of();
  Scene scene;
  const pictures::Picture help = scene.draw(session, kSize, {});
  const pictures::Picture message = scene.draw(session, kSize, {.message = "wrote picture.png"});
  EXPECT_GT(differing(help, message, scene.layout().help), 100);
  EXPECT_EQ(differing(help, message, scene.layout().side), 0);
}

TEST(Scene, FindsSlidersUnderTheMouse) {
  const session::Session session = session_of();
  Scene scene;
  (void)scene.draw(session, kSize, {});
  for (std::size_t i = 0; i < 3; ++i) {
    const shape::Box& track = scene.layout().sliders[i];
    EXPECT_EQ(scene.slider_at(track.x, track.y + track.height / 2), i);
    EXPECT_EQ(scene.slider_at(track.right() + 4, track.y + track.height / 2), i);
  }
  EXPECT_EQ(scene.slider_at(20, 20), std::nullopt);
}

TEST(Turn, MovesSeedsAndSeverities) {
  session::Session session = session_of();
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
  cardiac::Patient little = testing::one_view();
  little.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole).reset();
  const session::Session session = session_of(little);
  Scene scene;
  EXPECT_EQ(scene.draw(session, {300, 200}, {}).size(), kLeastWindow);
}

}  // namespace
}  // namespace segnoise::window

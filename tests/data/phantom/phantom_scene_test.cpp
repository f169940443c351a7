#include "data/phantom/phantom_scene.h"

#include <gtest/gtest.h>

namespace segnoise::phantom {
namespace {

struct DrawnScene {
  PhantomView view;
  Appearance appearance;
};

/// A view whose landscapes are flat, so that levels are those of the tissues.
DrawnScene plain(cardiac::View which) {
  random::Rng rng(51);
  DrawnScene drawn;
  const PhantomHeart heart = draw_heart(rng);
  drawn.view = draw_view(heart, which, rng);
  drawn.appearance = draw_appearance(drawn.view, which, cardiac::Quality::kGood, rng);
  const SmoothField flat(-200.0, 0.0, 400.0, 200.0, 1000.0, rng);
  drawn.appearance.papillaries.clear();
  drawn.appearance.organs = drawn.appearance.texture = drawn.appearance.grain = flat;
  drawn.appearance.dropout = flat;
  drawn.appearance.dropout_threshold = 100.0F;
  drawn.appearance.wall_db = {0.0F, 0.0F};
  return drawn;
}

float level_db(
    const DrawnScene& drawn,
    const SectionPlace& place,
    cardiac::Instant instant,
    float beside = 0.0F) {
  const ImagePlace at = drawn.view.at(instant).image_place(place);
  return Scene(drawn.view, instant, drawn.appearance)
      .level_db(static_cast<float>(at.x_mm), static_cast<float>(at.y_mm), beside);
}

SectionPlace middle_of_cavity(const DrawnScene& drawn) {
  return {0.0, 0.55 * drawn.view.at(cardiac::Instant::kEndDiastole).cavity().length_mm()};
}

SectionPlace middle_of_left_wall(const DrawnScene& drawn) {
  const HeartSection& section = drawn.view.at(cardiac::Instant::kEndDiastole);
  const double height_mm = 0.4 * section.cavity().length_mm();
  const double inner_mm = section.cavity().half_width_mm(0, height_mm);
  return {-0.5 * (inner_mm + section.outer().half_width_mm(0, height_mm)), height_mm};
}

TEST(Scene, ReflectsLittleFromBloodAndMuchFromMuscle) {
  const DrawnScene drawn = plain(cardiac::View::kTwoChamber);
  EXPECT_FLOAT_EQ(
      level_db(drawn, middle_of_cavity(drawn), cardiac::Instant::kEndDiastole),
      drawn.appearance.blood_db);
  EXPECT_GT(level_db(drawn, middle_of_left_wall(drawn), cardiac::Instant::kEndDiastole), -8.0F);
}

TEST(Scene, HasPapillaryMusclesThatBelongToTheCavity) {
  DrawnScene drawn = plain(cardiac::View::kTwoChamber);
  const HeartSection& section = drawn.view.at(cardiac::Instant::kEndDiastole);
  const double height_mm = 0.55 * section.cavity().length_mm();
  const SectionPlace place{section.cavity().half_width_mm(1, height_mm) - 4.0, height_mm};
  EXPECT_FLOAT_EQ(
      level_db(drawn, place, cardiac::Instant::kEndDiastole), drawn.appearance.blood_db);
  drawn.appearance.papillaries = {{.side = 1, .level = 0.55, .size_mm = 10.0}};
  EXPECT_GT(
      level_db(drawn, place, cardiac::Instant::kEndDiastole), drawn.appearance.blood_db + 10.0F);
  EXPECT_EQ(section.label(place), cardiac::kLeftVentricle);
}

TEST(Scene, FadesMuscleButNotBlood) {
  DrawnScene drawn = plain(cardiac::View::kTwoChamber);
  const SectionPlace wall = middle_of_left_wall(drawn);
  const float bright_db = level_db(drawn, wall, cardiac::Instant::kEndDiastole);
  drawn.appearance.dropout_threshold = -100.0F;
  drawn.appearance.dropout_db = 12.0F;
  drawn.appearance.lateral_loss_db = 5.0F;
  EXPECT_NEAR(
      level_db(drawn, wall, cardiac::Instant::kEndDiastole, 0.0F), bright_db - 12.0F, 1e-4F);
  EXPECT_NEAR(
      level_db(drawn, wall, cardiac::Instant::kEndDiastole, 1.0F), bright_db - 17.0F, 1e-4F);
  EXPECT_FLOAT_EQ(
      level_db(drawn, middle_of_cavity(drawn), cardiac::Instant::kEndDiastole, 1.0F),
      drawn.appearance.blood_db);
}

TEST(Scene, HasARightHeartBesideTheSeptumInTheFourChamberViewAlone) {
  const auto beside_septum = [](const DrawnScene& drawn) {
    const HeartSection& section = drawn.view.at(cardiac::Instant::kEndDiastole);
    const double height_mm = 0.3 * section.cavity().length_mm();
    return SectionPlace{-section.outer().half_width_mm(0, height_mm) - 10.0, height_mm};
  };
  const DrawnScene four = plain(cardiac::View::kFourChamber);
  const DrawnScene two = plain(cardiac::View::kTwoChamber);
  EXPECT_LT(level_db(four, beside_septum(four), cardiac::Instant::kEndDiastole), -12.0F);
  EXPECT_GT(level_db(two, beside_septum(two), cardiac::Instant::kEndDiastole), -12.0F);
}

TEST(Scene, OpensTheMitralValveAtEndDiastole) {
  DrawnScene drawn = plain(cardiac::View::kTwoChamber);
  drawn.appearance.leaflet_opening = 0.7;
  drawn.appearance.leaflet_tent_mm = 3.0;
  const auto between_leaflets = [&](cardiac::Instant instant) {
    const BodySection& cavity = drawn.view.at(instant).cavity();
    const double middle_mm = 0.5 * (cavity.half_width_mm(1, 0.0) - cavity.half_width_mm(0, 0.0));
    return level_db(drawn, {middle_mm, 3.0}, instant);
  };
  EXPECT_FLOAT_EQ(between_leaflets(cardiac::Instant::kEndDiastole), drawn.appearance.blood_db);
  EXPECT_GT(between_leaflets(cardiac::Instant::kEndSystole), -12.0F);
}

}  // namespace
}  // namespace segnoise::phantom

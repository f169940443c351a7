#include "data/phantom/phantom_section.h"

#include "core/shape/components.h"
#include "core/shape/label_map.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace segnoise::phantom {
namespace {

constexpr double kHalfTurn = std::numbers::pi;
constexpr double kSectionSpacing_mm = 0.308;

/// Semi-axes 20 and 24 mm in the two-chamber plane, 16 mm in the other, 60 mm along; cut in the
/// middle.
ProlateBody upright_half_ellipsoid() {
  ProlateBody body{.widest_mm = 0.0, .semi_length_mm = 60.0, .profile_length_mm = 60.0};
  body.profile(cardiac::View::kTwoChamber, 0).half_width_mm = 20.0;
  body.profile(cardiac::View::kTwoChamber, 1).half_width_mm = 24.0;
  for (const std::size_t side : {0U, 1U})
    body.profile(cardiac::View::kFourChamber, side).half_width_mm = 16.0;
  return body;
}

struct DrawnSection {
  PhantomHeart heart;
  PhantomView view;
};

DrawnSection drawn(std::uint64_t patient, cardiac::View view) {
  random::Rng rng(21, patient);
  DrawnSection result;
  result.heart = draw_heart(rng);
  result.view = draw_view(result.heart, view, rng);
  return result;
}

TEST(BodySection, MeasuresDistanceExactlyOnTheAxes) {
  const BodySection section(upright_half_ellipsoid(), cardiac::View::kTwoChamber, 0.0);
  EXPECT_NEAR(section.length_mm(), 60.0, 1e-9);
  EXPECT_NEAR(section.edge_mm({24.0, 0.0}), 0.0, 0.01);
  EXPECT_NEAR(section.edge_mm({29.0, 0.0}), 5.0, 0.01);
  EXPECT_NEAR(section.edge_mm({-20.0, 0.0}), 0.0, 0.01);
  EXPECT_NEAR(section.edge_mm({-17.0, 0.0}), -3.0, 0.01);
  EXPECT_NEAR(section.edge_mm({0.0, 64.0}), 4.0, 0.01);
  EXPECT_NEAR(section.edge_mm({0.0, 55.0}), -5.0, 0.01);
  EXPECT_NEAR(section.half_width_mm(1, 48.0), 24.0 * 0.6, 1e-9);
}

TEST(BodySection, HasItsEdgeWhereTheHalfWidthEnds) {
  const BodySection section(upright_half_ellipsoid(), cardiac::View::kTwoChamber, 0.2);
  for (double h = 0.0; h < section.length_mm() - 1.0; h += 3.7) {
    EXPECT_NEAR(section.edge_mm({section.half_width_mm(1, h), h}), 0.0, 0.01) << h;
    EXPECT_NEAR(section.edge_mm({-section.half_width_mm(0, h), h}), 0.0, 0.01) << h;
  }
}

TEST(BodySection, IsForeshortenedLikeAnEllipse) {
  // A plane that tilts by e out of the axis: 1 / L^2 = cos(e)^2 / 60^2 + sin(e)^2 / 16^2.
  const double e = 15.0 * kHalfTurn / 180.0;
  const BodySection section(upright_half_ellipsoid(), cardiac::View::kTwoChamber, e);
  const double inverse = std::pow(std::cos(e) / 60.0, 2) + std::pow(std::sin(e) / 16.0, 2);
  EXPECT_NEAR(section.length_mm(), 1.0 / std::sqrt(inverse), 1e-6);
  EXPECT_EQ(section.half_width_mm(0, section.length_mm() + 0.1), 0.0);
}

TEST(BodySection, TiltsToTheSideThatItsAngleSays) {
  ProlateBody body = upright_half_ellipsoid();
  body.profile(cardiac::View::kFourChamber, 1).half_width_mm = 20.0;
  const double to_the_narrow = BodySection(body, cardiac::View::kTwoChamber, -0.25).length_mm();
  const double to_the_wide = BodySection(body, cardiac::View::kTwoChamber, 0.25).length_mm();
  EXPECT_NEAR(
      to_the_narrow,
      BodySection(upright_half_ellipsoid(), cardiac::View::kTwoChamber, 0.25).length_mm(),
      1e-9);
  EXPECT_GT(to_the_wide, to_the_narrow + 1.0);
}

TEST(HeartSection, FindsEveryPlaceAgain) {
  const DrawnSection d = drawn(1, cardiac::View::kFourChamber);
  const HeartSection& section = d.view.at(cardiac::Instant::kEndSystole);
  const SectionPlace place{7.0, 31.0};
  const SectionPlace again = section.place(section.image_place(place));
  EXPECT_NEAR(again.lateral_mm, place.lateral_mm, 1e-9);
  EXPECT_NEAR(again.height_mm, place.height_mm, 1e-9);
}

TEST(HeartSection, TiltsTheAnnulusToTheRight) {
  PhantomHeart heart;
  for (Ventricle& ventricle : heart.ventricle) {
    ventricle = {
        .cavity = upright_half_ellipsoid(), .outer = upright_half_ellipsoid(), .wall_mm = 1.0};
  }
  HeartSection section(heart, cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole);
  section.place_at({.apex = {5.0, 12.0}, .tilt_rad = kHalfTurn / 6.0});
  const ImagePlace annulus = section.image_place({0.0, 0.0});
  EXPECT_NEAR(annulus.x_mm, 5.0 + 30.0, 1e-6);
  EXPECT_NEAR(annulus.y_mm, 12.0 + 60.0 * std::sqrt(0.75), 1e-6);
}

TEST(SectorGrid, HoldsTheSectorExactly) {
  const shape::Grid grid =
      Sector{.depth_mm = 90.0, .half_angle_rad = 37.35 * kHalfTurn / 180.0}.grid(
          kSectionSpacing_mm);
  EXPECT_EQ(grid.size, (shape::Size{355, 292}));
}

TEST(LabelMap, EnclosesTheCavityEverywhereButAtTheBase) {
  for (std::uint64_t patient = 0; patient < 6; ++patient) {
    for (const cardiac::View view : cardiac::kViews) {
      const DrawnSection d = drawn(patient, view);
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const HeartSection& section = d.view.at(instant);
        const shape::LabelMap labels =
            label_map(section, d.view.sector, d.view.sector.grid(kSectionSpacing_mm));
        for (int y = 1; y + 1 < labels.height(); ++y) {
          for (int x = 1; x + 1 < labels.width(); ++x) {
            if (labels(x, y) != cardiac::kLeftVentricle) continue;
            for (const auto& [nx, ny] : {std::pair{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}}) {
              const std::uint8_t label = labels(nx, ny);
              if (label == cardiac::kLeftVentricle || label == cardiac::kMyocardium) continue;
              const SectionPlace place = section.place(
                  {(nx + 0.5 - 0.5 * labels.width()) * kSectionSpacing_mm,
                   (ny + 0.5) * kSectionSpacing_mm});
              ASSERT_LT(place.height_mm, 0.0)
                  << "patient " << patient << " at " << nx << ", " << ny;
            }
          }
        }
      }
    }
  }
}

TEST(LabelMap, ShowsTheCavityWithItsAreaInOnePieceAboveTheAtrium) {
  for (std::uint64_t patient = 0; patient < 6; ++patient) {
    const DrawnSection d = drawn(patient, cardiac::View::kTwoChamber);
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const HeartSection& section = d.view.at(instant);
      const shape::LabelMap labels =
          label_map(section, d.view.sector, d.view.sector.grid(kSectionSpacing_mm));
      const shape::Mask cavity = shape::mask_of(labels, cardiac::kLeftVentricle);
      EXPECT_EQ(shape::components(cavity).size(), 1U);
      double area_mm2 = 0.0;
      for (double h = 0.05; h < section.cavity().length_mm(); h += 0.1) {
        area_mm2 +=
            0.1 * (section.cavity().half_width_mm(0, h) + section.cavity().half_width_mm(1, h));
      }
      const double drawn_mm2 =
          static_cast<double>(cavity.count()) * kSectionSpacing_mm * kSectionSpacing_mm;
      EXPECT_NEAR(drawn_mm2 / area_mm2, 1.0, 0.005);
      const shape::Mask atrium = shape::mask_of(labels, cardiac::kLeftAtrium);
      EXPECT_GT(
          static_cast<double>(atrium.count()) * kSectionSpacing_mm * kSectionSpacing_mm, 150.0);
      EXPECT_GT(shape::centroid(atrium).y, shape::centroid(cavity).y);
    }
  }
}

TEST(LabelMap, EndsWhereTheSectorDoes) {
  const DrawnSection d = drawn(3, cardiac::View::kFourChamber);
  const Sector narrow{.depth_mm = 60.0, .half_angle_rad = 0.2};
  const shape::LabelMap labels = label_map(
      d.view.at(cardiac::Instant::kEndDiastole), narrow, d.view.sector.grid(kSectionSpacing_mm));
  int labelled = 0;
  for (int y = 0; y < labels.height(); ++y) {
    for (int x = 0; x < labels.width(); ++x) {
      if (labels(x, y) == cardiac::kBackground) continue;
      ++labelled;
      const double x_mm = (x + 0.5 - 0.5 * labels.width()) * kSectionSpacing_mm;
      const double y_mm = (y + 0.5) * kSectionSpacing_mm;
      EXPECT_LE(std::hypot(x_mm, y_mm), 60.0);
      EXPECT_LE(std::abs(std::atan2(x_mm, y_mm)), 0.2 + 1e-9);
    }
  }
  EXPECT_GT(labelled, 1000);
}

TEST(DrawView, KeepsTheCavityInsideASectorOfCamusSize) {
  double pixels_wide = 0.0;
  double pixels_high = 0.0;
  constexpr int kPatients = 150;
  for (std::uint64_t patient = 0; patient < kPatients; ++patient) {
    const DrawnSection d =
        drawn(patient, patient % 2 == 0 ? cardiac::View::kTwoChamber : cardiac::View::kFourChamber);
    const Sector& sector = d.view.sector;
    EXPECT_GE(sector.depth_mm, 90.0);
    EXPECT_LE(sector.depth_mm, 180.0);
    pixels_wide += sector.grid(kSectionSpacing_mm).size.width / static_cast<double>(kPatients);
    pixels_high += sector.grid(kSectionSpacing_mm).size.height / static_cast<double>(kPatients);
    for (const HeartSection& section : d.view.section) {
      for (const SectionPlace& place : section.endocardium()) {
        const ImagePlace at = section.image_place(place);
        EXPECT_LE(std::hypot(at.x_mm, at.y_mm), sector.depth_mm - 1.999);
        EXPECT_LE(std::abs(std::atan2(at.x_mm, at.y_mm)), sector.half_angle_rad);
      }
    }
  }
  EXPECT_NEAR(pixels_wide, 520.0, 40.0);
  EXPECT_NEAR(pixels_high, 420.0, 40.0);
}

}  // namespace
}  // namespace segnoise::phantom

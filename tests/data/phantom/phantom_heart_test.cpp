#include "data/phantom/phantom_heart.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace segnoise::phantom {
namespace {

constexpr double kPi = std::numbers::pi;

/// Half-widths 20 and 24 mm in the two-chamber plane, 15 and 17 mm in the four-chamber plane.
ProlateBody half_ellipsoid() {
  ProlateBody body{.widest_mm = 0.0, .semi_length_mm = 60.0, .profile_length_mm = 60.0};
  body.profile(cardiac::View::kTwoChamber, 0).half_width_mm = 20.0;
  body.profile(cardiac::View::kTwoChamber, 1).half_width_mm = 24.0;
  body.profile(cardiac::View::kFourChamber, 0).half_width_mm = 15.0;
  body.profile(cardiac::View::kFourChamber, 1).half_width_mm = 17.0;
  return body;
}

ProlateBody irregular() {
  ProlateBody body = half_ellipsoid();
  body.widest_mm = 30.0;
  body.semi_length_mm = 50.0;
  body.exponent = 2.3;
  body.profile_length_mm = 80.0;
  body.profile(cardiac::View::kTwoChamber, 0).waves = {0.05, -0.03, 0.02};
  body.profile(cardiac::View::kFourChamber, 1).waves = {-0.04, 0.02, 0.01};
  body.profile(cardiac::View::kFourChamber, 1).bulge = 0.2;
  body.profile(cardiac::View::kFourChamber, 1).bulge_level = 0.6;
  return body;
}

const std::vector<PhantomHeart>& hearts() {
  static const std::vector<PhantomHeart> all = [] {
    std::vector<PhantomHeart> drawn;
    for (std::uint64_t i = 0; i < 500; ++i) {
      random::Rng rng(11, i);
      drawn.push_back(draw_heart(rng));
    }
    return drawn;
  }();
  return all;
}

struct Sample {
  double mean;
  double sd;
};

template <class F>
Sample over_hearts(F value) {
  double sum = 0.0;
  double squares = 0.0;
  for (const PhantomHeart& heart : hearts()) {
    sum += value(heart);
    squares += value(heart) * value(heart);
  }
  const auto n = static_cast<double>(hearts().size());
  return {sum / n, std::sqrt(squares / n - (sum / n) * (sum / n))};
}

TEST(ProlateBody, HasTheVolumeOfHalfAnEllipsoid) {
  // Four octants with their own semi-axes: pi / 6 * (20 + 24) * (15 + 17) * 60.
  EXPECT_NEAR(half_ellipsoid().volume_ml(), kPi / 6.0 * 44.0 * 32.0 * 60.0 / 1000.0, 1e-9);
}

TEST(ProlateBody, HasTheVolumeOfATruncatedSpheroid) {
  ProlateBody body = half_ellipsoid();
  body.widest_mm = 30.0;  // the lower half is cut off at half its length
  const double upper_mm = 60.0 * 2.0 / 3.0;
  const double lower_mm = 60.0 * (0.5 - 0.125 / 3.0);
  EXPECT_NEAR(body.volume_ml(), kPi / 4.0 * 44.0 * 32.0 * (upper_mm + lower_mm) / 1000.0, 1e-7);
}

TEST(ProlateBody, HasTheVolumeOfAPileOfQuarterEllipses) {
  // The definition, counted point by point in three dimensions.
  const ProlateBody body = irregular();
  constexpr double kStep_mm = 0.5;
  std::int64_t inside = 0;
  for (double h = 0.25; h < 80.0; h += kStep_mm) {
    const double taper_squared = 1.0 - body.narrowing(h);
    for (double x = -39.75; x < 40.0; x += kStep_mm) {
      const double a = body.profile(cardiac::View::kTwoChamber, x < 0.0 ? 0 : 1).at(h / 80.0);
      for (double y = -39.75; y < 40.0; y += kStep_mm) {
        const double b = body.profile(cardiac::View::kFourChamber, y < 0.0 ? 0 : 1).at(h / 80.0);
        if (x * x / (a * a) + y * y / (b * b) <= taper_squared) ++inside;
      }
    }
  }
  const double counted_ml = static_cast<double>(inside) * kStep_mm * kStep_mm * kStep_mm / 1000.0;
  EXPECT_NEAR(body.volume_ml(), counted_ml, 0.001 * counted_ml);
}

TEST(ProlateBody, IntegratesToOnePartInAMillion) {
  const ProlateBody body = irregular();
  constexpr int kIntervals = 200'000;
  const double step_mm = body.length_mm() / kIntervals;
  double sum = 0.0;
  for (int i = 0; i < kIntervals; ++i) {
    const double h = (i + 0.5) * step_mm;
    sum += body.diameter_mm(cardiac::View::kTwoChamber, h) *
           body.diameter_mm(cardiac::View::kFourChamber, h);
  }
  const double finely_ml = kPi / 4.0 * sum * step_mm / 1000.0;
  EXPECT_NEAR(body.volume_ml() / finely_ml, 1.0, 1e-6);
}

TEST(HalfProfile, IsASumOfCosines) {
  const HalfProfile profile{
      .half_width_mm = 20.0, .waves = {0.05, -0.03, 0.02, 0.015, -0.01, 0.005}};
  for (const double level : {0.0, 0.13, 0.5, 0.77, 1.0}) {
    double relative = 1.0;
    for (std::size_t k = 0; k < profile.waves.size(); ++k)
      relative += profile.waves.at(k) * std::cos(static_cast<double>(k + 1) * kPi * level);
    EXPECT_NEAR(profile.at(level), 20.0 * relative, 1e-12) << level;
  }
}

TEST(ProlateBody, HasNoWidthBeyondItsApex) {
  EXPECT_EQ(half_ellipsoid().diameter_mm(cardiac::View::kTwoChamber, 60.1), 0.0);
  EXPECT_DOUBLE_EQ(half_ellipsoid().diameter_mm(cardiac::View::kTwoChamber, 0.0), 44.0);
  EXPECT_DOUBLE_EQ(half_ellipsoid().diameter_mm(cardiac::View::kFourChamber, 48.0), 32.0 * 0.6);
}

TEST(DrawHeart, KeepsItsLimits) {
  for (const PhantomHeart& heart : hearts()) {
    EXPECT_GE(heart.edv_ml(), 60.0);
    EXPECT_LE(heart.edv_ml(), 250.0);
    EXPECT_GE(heart.ef_percent(), 20.0 - 1e-6);
    EXPECT_LE(heart.ef_percent(), 75.0 + 1e-6);
    EXPECT_GE(heart.age_years, 20);
    EXPECT_LE(heart.age_years, 92);
  }
}

TEST(DrawHeart, HasTheEjectionFractionsOfAClinic) {
  const Sample ef = over_hearts([](const PhantomHeart& heart) { return heart.ef_percent(); });
  EXPECT_NEAR(ef.mean, 52.0, 1.6);  // three standard errors
  EXPECT_NEAR(ef.sd, 12.0, 1.2);
  const Sample edv = over_hearts([](const PhantomHeart& heart) { return heart.edv_ml(); });
  EXPECT_NEAR(edv.mean, 112.0, 12.0);
}

TEST(DrawHeart, ForeshortensAboutOneInSix) {
  const Sample share =
      over_hearts([](const PhantomHeart& heart) { return heart.foreshortened() ? 1.0 : 0.0; });
  EXPECT_NEAR(share.mean, 0.17, 0.05);
}

TEST(DrawHeart, ThickensTheWallAndKeepsItsVolume) {
  for (const PhantomHeart& heart : hearts()) {
    const Ventricle& relaxed = heart.at(cardiac::Instant::kEndDiastole);
    const Ventricle& contracted = heart.at(cardiac::Instant::kEndSystole);
    EXPECT_GT(contracted.wall_mm, relaxed.wall_mm);
    EXPECT_NEAR(contracted.wall_ml() / relaxed.wall_ml(), 0.98, 0.0501);
    EXPECT_LT(contracted.cavity.length_mm(), relaxed.cavity.length_mm());
  }
  const Sample thickening = over_hearts([](const PhantomHeart& heart) {
    return heart.at(cardiac::Instant::kEndSystole).wall_mm /
           heart.at(cardiac::Instant::kEndDiastole).wall_mm;
  });
  EXPECT_NEAR(thickening.mean, 1.4, 0.12);
}

TEST(DrawHeart, EnclosesTheCavityInItsWall) {
  for (const PhantomHeart& heart : hearts()) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const Ventricle& ventricle = heart.at(instant);
      for (const cardiac::View view : cardiac::kViews) {
        for (double h = 0.0; h <= ventricle.cavity.length_mm(); h += 5.0) {
          EXPECT_GT(
              ventricle.outer.diameter_mm(view, h), ventricle.cavity.diameter_mm(view, h) + 3.0);
        }
      }
      EXPECT_GT(ventricle.outer.length_mm(), ventricle.cavity.length_mm() + 3.0);
    }
  }
}

TEST(DrawHeart, BendsButNeverThroughItsAxis) {
  double least_mm = 100.0;
  for (const PhantomHeart& heart : hearts()) {
    const ProlateBody& cavity = heart.at(cardiac::Instant::kEndSystole).cavity;
    for (const cardiac::View view : cardiac::kViews) {
      for (const std::size_t side : {0U, 1U}) {
        for (double level = 0.0; level <= 1.0; level += 0.1)
          least_mm = std::min(least_mm, cavity.profile(view, side).at(level));
      }
    }
  }
  EXPECT_GT(least_mm, 2.0);
  const Sample bend = over_hearts([](const PhantomHeart& heart) {
    const ProlateBody& cavity = heart.at(cardiac::Instant::kEndDiastole).cavity;
    return 0.5 * (cavity.profile(cardiac::View::kTwoChamber, 1).waves[0] -
                  cavity.profile(cardiac::View::kTwoChamber, 0).waves[0]);
  });
  EXPECT_NEAR(bend.mean, 0.0, 0.013);  // three standard errors
  EXPECT_NEAR(bend.sd, 0.082, 0.012);
}

TEST(DrawHeart, HasWidthsOfItsOwnInEachView) {
  const Sample ratio = over_hearts([](const PhantomHeart& heart) {
    const ProlateBody& cavity = heart.at(cardiac::Instant::kEndDiastole).cavity;
    return cavity.diameter_mm(cardiac::View::kTwoChamber, cavity.widest_mm) /
           cavity.diameter_mm(cardiac::View::kFourChamber, cavity.widest_mm);
  });
  EXPECT_NEAR(ratio.mean, 1.0, 0.03);
  EXPECT_GT(ratio.sd, 0.05);
}

TEST(DrawHeart, DependsOnItsGeneratorAlone) {
  random::Rng rng(11, 5);
  EXPECT_EQ(draw_heart(rng).edv_ml(), hearts()[5].edv_ml());
}

TEST(NormalWithin, KeepsItsLimits) {
  random::Rng rng(3);
  for (int i = 0; i < 500; ++i) {
    const double value = normal_within(rng, 5.0, 3.0, 4.0, 6.0);
    EXPECT_TRUE(value >= 4.0 && value <= 6.0);
  }
}

}  // namespace
}  // namespace segnoise::phantom

#include "core/cardiac/ejection.h"

#include "support/shapes.h"
#include "support/solids.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

namespace segnoise::cardiac {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Solid;

constexpr double kPi = std::numbers::pi;

Disks uniform_disks(double diameter_mm, double length_mm) {
  Disks disks{.axis = {.length_mm = length_mm}, .area_mm2 = diameter_mm * length_mm};
  disks.diameters_mm.fill(diameter_mm);
  return disks;
}

/// 2CH and 4CH, ED and ES: cylinders whose sizes all differ.
PerFrame<std::optional<Disks>> cylinders() {
  PerFrame<std::optional<Disks>> disks;
  disks(View::kTwoChamber, Instant::kEndDiastole) = uniform_disks(40.0, 80.0);
  disks(View::kFourChamber, Instant::kEndDiastole) = uniform_disks(50.0, 78.0);
  disks(View::kTwoChamber, Instant::kEndSystole) = uniform_disks(30.0, 60.0);
  disks(View::kFourChamber, Instant::kEndSystole) = uniform_disks(32.0, 64.0);
  return disks;
}

void expect_volumes(VolumeMethod method, double edv_ml, double esv_ml) {
  const auto found = ejection(cylinders(), method);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->edv_ml, edv_ml, 1e-9);
  EXPECT_NEAR(found->esv_ml, esv_ml, 1e-9);
  EXPECT_NEAR(found->ef_percent, 100.0 * (edv_ml - esv_ml) / edv_ml, 1e-9);
}

TEST(Ejection, AseTakesTheLongerAxisOfEachPhase) {
  expect_volumes(
      VolumeMethod::kBiplaneAse,
      kPi / 4.0 * 40.0 * 50.0 * 80.0 / 1000.0,
      kPi / 4.0 * 30.0 * 32.0 * 64.0 / 1000.0);
}

TEST(Ejection, CamusTakesTheLongestAxisOfAllFrames) {
  expect_volumes(
      VolumeMethod::kBiplaneCamus,
      kPi / 4.0 * 40.0 * 50.0 * 80.0 / 1000.0,
      kPi / 4.0 * 30.0 * 32.0 * 80.0 / 1000.0);
}

TEST(Ejection, ASinglePlaneUsesItsViewAlone) {
  expect_volumes(
      VolumeMethod::kSinglePlane2ch,
      kPi / 4.0 * 40.0 * 40.0 * 80.0 / 1000.0,
      kPi / 4.0 * 30.0 * 30.0 * 60.0 / 1000.0);
  expect_volumes(
      VolumeMethod::kSinglePlane4ch,
      kPi / 4.0 * 50.0 * 50.0 * 78.0 / 1000.0,
      kPi / 4.0 * 32.0 * 32.0 * 64.0 / 1000.0);
}

TEST(Ejection, AreaLengthTakesTheShorterAxis) {
  expect_volumes(
      VolumeMethod::kAreaLength,
      8.0 * (40.0 * 80.0) * (50.0 * 78.0) / (3.0 * kPi * 78.0) / 1000.0,
      8.0 * (30.0 * 60.0) * (32.0 * 64.0) / (3.0 * kPi * 60.0) / 1000.0);
}

TEST(Ejection, NeedsTheFramesOfItsMethodAndNoOther) {
  PerFrame<std::optional<Disks>> disks = cylinders();
  disks(View::kFourChamber, Instant::kEndSystole).reset();
  EXPECT_FALSE(ejection(disks, VolumeMethod::kBiplaneAse));
  EXPECT_FALSE(ejection(disks, VolumeMethod::kBiplaneCamus));
  EXPECT_FALSE(ejection(disks, VolumeMethod::kAreaLength));
  EXPECT_FALSE(ejection(disks, VolumeMethod::kSinglePlane4ch));
  EXPECT_TRUE(ejection(disks, VolumeMethod::kSinglePlane2ch));
}

TEST(Ejection, IsUndefinedWithoutAnEndDiastolicVolume) {
  PerFrame<std::optional<Disks>> disks = cylinders();
  disks(View::kTwoChamber, Instant::kEndDiastole) = uniform_disks(0.0, 80.0);
  EXPECT_FALSE(ejection(disks, VolumeMethod::kBiplaneAse));
}

TEST(Ejection, WarnsOfAForeshortenedViewAbove10Percent) {
  PerFrame<std::optional<Disks>> disks = cylinders();
  disks(View::kTwoChamber, Instant::kEndSystole) = uniform_disks(30.0, 54.0);
  disks(View::kFourChamber, Instant::kEndSystole) = uniform_disks(30.0, 60.0);
  EXPECT_THAT(ejection(disks, VolumeMethod::kBiplaneAse)->warnings, IsEmpty());
  disks(View::kTwoChamber, Instant::kEndSystole) = uniform_disks(30.0, 53.5);
  EXPECT_THAT(
      ejection(disks, VolumeMethod::kBiplaneAse)->warnings,
      ElementsAre("ES: long axes of 53.5 mm (2CH) and 60.0 mm (4CH) differ by 11 %; is a view "
                  "foreshortened?"));
  EXPECT_THAT(ejection(disks, VolumeMethod::kSinglePlane2ch)->warnings, IsEmpty());
}

TEST(Ejection, IsNegativeWithAWarningIfTheVentricleGrows) {
  PerFrame<std::optional<Disks>> disks = cylinders();
  disks(View::kTwoChamber, Instant::kEndSystole) = uniform_disks(60.0, 80.0);
  disks(View::kFourChamber, Instant::kEndSystole) = uniform_disks(50.0, 80.0);
  const auto found = ejection(disks, VolumeMethod::kBiplaneAse);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->ef_percent, -50.0, 1e-9);
  EXPECT_THAT(found->warnings, ElementsAre(HasSubstr("exceeds EDV")));
}

struct KnownSolid {
  Solid solid;
  double error_percent;  ///< at most, of the volume
};

/// ED of the given solid, ES of one that is smaller, drawn in both views.
PerFrame<std::optional<Cavity>> drawn(const Solid& solid, const shape::Grid& grid, double tilt) {
  PerFrame<std::optional<Cavity>> cavities;
  const Solid smaller{.kind = solid.kind, .length_mm = 0.8 * solid.length_mm};
  for (const View view : kViews) {
    const double radius_mm = view == View::kTwoChamber ? 20.0 : 24.0;
    const shape::Point base_mm{80.0, 105.0};
    cavities(view, Instant::kEndDiastole) =
        Cavity{testing::section(grid, solid, radius_mm, base_mm, tilt), grid.spacing_mm};
    cavities(view, Instant::kEndSystole) =
        Cavity{testing::section(grid, smaller, 0.75 * radius_mm, base_mm, -tilt), grid.spacing_mm};
  }
  return cavities;
}

class SolidVolumes : public ::testing::TestWithParam<KnownSolid> {};

TEST_P(SolidVolumes, AreFoundOnAnyGridAndAtAnyTilt) {
  const auto& [solid, error_percent] = GetParam();
  const double edv_ml = solid.volume_mm3(20.0, 24.0) / 1000.0;
  const double esv_ml = 0.8 * 0.75 * 0.75 * edv_ml;
  for (const shape::Spacing& spacing_mm :
       {shape::Spacing{0.308, 0.308}, shape::Spacing{0.6, 0.25}, shape::Spacing{0.25, 0.6}}) {
    const shape::Grid grid{
        .size =
            {static_cast<int>(160.0 / spacing_mm.x_mm), static_cast<int>(120.0 / spacing_mm.y_mm)},
        .spacing_mm = spacing_mm};
    for (const double tilt : {0.0, 17.0, -35.0}) {
      const auto found = ejection(drawn(solid, grid, tilt), VolumeMethod::kBiplaneAse);
      ASSERT_TRUE(found);
      EXPECT_NEAR(found->edv_ml, edv_ml, 0.01 * error_percent * edv_ml) << tilt;
      EXPECT_NEAR(found->esv_ml, esv_ml, 0.01 * error_percent * esv_ml) << tilt;
      EXPECT_NEAR(found->ef_percent, 55.0, 0.6) << tilt;
      EXPECT_THAT(found->warnings, IsEmpty());
    }
  }
}

// The cylinder's farthest place from the base is its corner, so that its axis is no solid's.
INSTANTIATE_TEST_SUITE_P(
    Ase,
    SolidVolumes,
    ::testing::Values(
        KnownSolid{{Solid::Kind::kHalfEllipsoid, 80.0}, 0.7},
        KnownSolid{{Solid::Kind::kTruncatedEllipsoid, 85.0}, 0.7},
        KnownSolid{{Solid::Kind::kCone, 80.0}, 1.5},
        KnownSolid{{Solid::Kind::kCylinder, 80.0}, 3.0}));

TEST(Ejection, ByAreaAndLengthIsExactForAHalfEllipsoid) {
  const Solid solid{.kind = Solid::Kind::kHalfEllipsoid, .length_mm = 80.0};
  const shape::Grid grid{.size = {400, 300}, .spacing_mm = {0.4, 0.4}};
  const auto found = ejection(drawn(solid, grid, 10.0), VolumeMethod::kAreaLength);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->edv_ml, solid.volume_mm3(20.0, 24.0) / 1000.0, 0.5);
}

TEST(Ejection, OfOutlinesUsesTheDisksOfItsConvention) {
  const Solid solid{.kind = Solid::Kind::kHalfEllipsoid, .length_mm = 80.0};
  const shape::Grid grid{.size = {400, 300}, .spacing_mm = {0.4, 0.4}};
  const auto cavities = drawn(solid, grid, 10.0);
  for (const VolumeMethod method : {VolumeMethod::kBiplaneAse, VolumeMethod::kBiplaneCamus}) {
    PerFrame<std::optional<Disks>> measured;
    for (const View view : kViews) {
      for (const Instant instant : kInstants) {
        const Cavity& cavity = *cavities(view, instant);
        measured(view, instant) = method == VolumeMethod::kBiplaneAse
                                      ? ase_disks(cavity.mask, cavity.spacing_mm)
                                      : camus_disks(cavity.mask, cavity.spacing_mm);
      }
    }
    EXPECT_EQ(ejection(cavities, method)->esv_ml, ejection(measured, method)->esv_ml);
  }
}

TEST(Ejection, OfAnEmptyOutlineIsNothing) {
  const Solid solid{.kind = Solid::Kind::kHalfEllipsoid, .length_mm = 80.0};
  const shape::Grid grid{.size = {400, 300}, .spacing_mm = {0.4, 0.4}};
  auto cavities = drawn(solid, grid, 0.0);
  cavities(View::kTwoChamber, Instant::kEndSystole)->mask = shape::Mask(grid.size);
  EXPECT_FALSE(ejection(cavities, VolumeMethod::kBiplaneAse));
  EXPECT_FALSE(ejection(cavities, VolumeMethod::kBiplaneCamus));
  EXPECT_TRUE(ejection(cavities, VolumeMethod::kSinglePlane4ch));
}

TEST(Rounded, ComputesTheFractionFromWholeVolumes) {
  const Ejection result = rounded({.edv_ml = 94.6, .esv_ml = 43.7, .ef_percent = 53.8});
  EXPECT_EQ(result.edv_ml, 95.0);
  EXPECT_EQ(result.esv_ml, 44.0);
  EXPECT_EQ(result.ef_percent, 54.0);  // of 100 · 51 / 95 = 53.7
}

TEST(Rounded, RoundsHalvesToEven) {
  const Ejection result = rounded({.edv_ml = 99.5, .esv_ml = 38.5, .ef_percent = 61.3});
  EXPECT_EQ(result.edv_ml, 100.0);
  EXPECT_EQ(result.esv_ml, 38.0);
  EXPECT_EQ(result.ef_percent, 62.0);
}

TEST(Rounded, LeavesATinyVentricleAlone) {
  const Ejection result = rounded({.edv_ml = 0.4, .esv_ml = 0.3, .ef_percent = 25.0});
  EXPECT_EQ(result.edv_ml, 0.4);
  EXPECT_EQ(result.ef_percent, 25.0);
}

}  // namespace
}  // namespace segnoise::cardiac

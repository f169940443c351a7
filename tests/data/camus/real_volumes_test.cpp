// Volumes and long axes of real outlines; every test skips itself where the frames are absent.

#include "core/cardiac/ejection.h"
#include "core/random/rng.h"
#include "core/shape/components.h"
#include "core/shape/label_map.h"
#include "data/camus/data_set.h"
#include "support/solids.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace segnoise::camus {
namespace {

using ::testing::IsEmpty;

std::optional<cardiac::Cavity> cavity_of(
    const cardiac::Patient& patient, cardiac::View view, cardiac::Instant instant) {
  const auto& frame = patient.frames(view, instant);
  if (!frame) return std::nullopt;
  return cardiac::Cavity{
      shape::mask_of(frame->labels, cardiac::kLeftVentricle), frame->labels.spacing_mm()};
}

cardiac::PerFrame<std::optional<cardiac::Cavity>> cavities_of(const cardiac::Patient& patient) {
  cardiac::PerFrame<std::optional<cardiac::Cavity>> cavities;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      cavities(view, instant) = cavity_of(patient, view, instant);
    }
  }
  return cavities;
}

class RealVolumes : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(root_)) {
      GTEST_SKIP() << "no real frames at " << root_;
    }
  }

  [[nodiscard]] cardiac::Patient patient0001() const {
    return load_patient({"patient0001", root_ / "database_nifti" / "patient0001"}).patient;
  }

  /// Calls visit(name, cavity) for every frame of the sample.
  template <class Visit>
  void for_each_cavity(Visit visit) const {
    for (const cardiac::Patient& patient : load_patients(open_data_set(root_)).patients) {
      for (const cardiac::View view : cardiac::kViews) {
        for (const cardiac::Instant instant : cardiac::kInstants) {
          const auto cavity = cavity_of(patient, view, instant);
          if (!cavity) continue;
          visit(
              patient.id + ' ' + std::string(cardiac::name_of(view)) + ' ' +
                  std::string(cardiac::name_of(instant)),
              *cavity);
        }
      }
    }
  }

  const std::filesystem::path root_ = std::filesystem::path(SEGNOISE_SHARED_DATA) / "camus-sample";
};

double length_mm(
    const cardiac::Patient& patient,
    cardiac::View view,
    cardiac::Instant instant,
    cardiac::VolumeMethod method) {
  return cardiac::disks(cavity_of(patient, view, instant).value(), method).value().axis.length_mm;
}

TEST_F(RealVolumes, OfPatient0001AreTheDataSetScripts) {
  const auto found =
      cardiac::ejection(cavities_of(patient0001()), cardiac::VolumeMethod::kBiplaneCamus);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->edv_ml, 95.02, 0.01);
  EXPECT_NEAR(found->esv_ml, 38.56, 0.01);
  EXPECT_NEAR(found->ef_percent, 59.42, 0.01);
  EXPECT_EQ(cardiac::rounded(*found).edv_ml, 95.0);
  EXPECT_EQ(cardiac::rounded(*found).esv_ml, 39.0);
}

TEST_F(RealVolumes, OfPatient0001AreNearThoseOnThePointwiseAxes) {
  // With the base and the apex of the data set's script: 93.4 and 28.9 mL.
  const auto found =
      cardiac::ejection(cavities_of(patient0001()), cardiac::VolumeMethod::kBiplaneAse);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->edv_ml, 93.4, 3.0);
  EXPECT_NEAR(found->esv_ml, 28.9, 3.0);
  EXPECT_NEAR(found->ef_percent, 69.1, 1.5);
  EXPECT_THAT(found->warnings, IsEmpty());
}

TEST_F(RealVolumes, OfPatient0001HaveTheKnownLongAxes) {
  const cardiac::Patient patient = patient0001();
  for (const auto& [method, error_mm] :
       {std::pair{cardiac::VolumeMethod::kBiplaneCamus, 0.06},
        std::pair{cardiac::VolumeMethod::kBiplaneAse, 1.1}}) {
    const auto length = [&, method = method](cardiac::View view, cardiac::Instant instant) {
      return length_mm(patient, view, instant, method);
    };
    EXPECT_NEAR(length(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole), 74.9, error_mm);
    EXPECT_NEAR(
        length(cardiac::View::kFourChamber, cardiac::Instant::kEndDiastole), 77.9, error_mm);
    EXPECT_NEAR(length(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole), 59.1, error_mm);
    EXPECT_NEAR(length(cardiac::View::kFourChamber, cardiac::Instant::kEndSystole), 57.2, error_mm);
  }
}

TEST_F(RealVolumes, BothConventionsAgreeOnTheAxisOfEveryFrame) {
  for_each_cavity([](const std::string& name, const cardiac::Cavity& cavity) {
    SCOPED_TRACE(name);
    const auto ase = cardiac::ase_disks(cavity.mask, cavity.spacing_mm);
    const auto camus = cardiac::camus_disks(cavity.mask, cavity.spacing_mm);
    ASSERT_TRUE(ase);
    ASSERT_TRUE(camus);
    EXPECT_NEAR(ase->axis.length_mm, camus->axis.length_mm, 0.02 * camus->axis.length_mm);
    EXPECT_NEAR(ase->axis.base.y, camus->axis.base.y, 8.0);
  });
}

TEST_F(RealVolumes, SmallJitterLeavesTheAxisOfEveryFrameWhereItIs) {
  for_each_cavity(
      [rng = random::Rng(5)](const std::string& name, const cardiac::Cavity& cavity) mutable {
        SCOPED_TRACE(name);
        const auto truth = cardiac::ase_disks(cavity.mask, cavity.spacing_mm);
        ASSERT_TRUE(truth);
        for (int i = 0; i < 20; ++i) {
          const shape::Mask ragged = testing::jittered(cavity.mask, 1.0, rng);
          const auto found = cardiac::long_axis(cardiac::cavity_runs(ragged), cavity.spacing_mm);
          ASSERT_TRUE(found);
          EXPECT_NEAR(found->length_mm, truth->axis.length_mm, 0.03 * truth->axis.length_mm);
        }
      });
}

/// The diameters that the data set's script finds on square pixels, given its axis: each half ends
/// at the first step that is not in the mask.
std::array<double, cardiac::kDiskCount> diameters_of_the_script(
    const cardiac::Cavity& cavity, const cardiac::LongAxis& axis) {
  const shape::Mask mask = shape::largest_component(cavity.mask);
  const shape::Point along{axis.apex.x - axis.base.x, axis.apex.y - axis.base.y};
  const double length = std::sqrt(along.x * along.x + along.y * along.y);
  std::array<double, cardiac::kDiskCount> diameters_mm{};
  for (std::size_t i = 0; i < cardiac::kDiskCount; ++i) {
    const double fraction = static_cast<double>(i) / cardiac::kDiskCount;
    const shape::Point at{
        axis.base.x - 0.5 + fraction * along.x, axis.base.y - 0.5 + fraction * along.y};
    double halves = 0.0;
    for (const double side : {1.0, -1.0}) {
      const shape::Point across{side * (-along.y / length), side * (along.x / length)};
      double distance = 8.0;
      while (mask(
          static_cast<int>(std::nearbyint(at.x + distance * across.x)),
          static_cast<int>(std::nearbyint(at.y + distance * across.y)))) {
        distance += 0.5;
      }
      halves += distance;
    }
    diameters_mm[i] = halves * cavity.spacing_mm.x_mm;
  }
  return diameters_mm;
}

TEST_F(RealVolumes, ByCamusAreTheScriptsToTheBitOnCleanOutlines) {
  for_each_cavity([](const std::string& name, const cardiac::Cavity& cavity) {
    SCOPED_TRACE(name);
    const auto found = cardiac::camus_disks(cavity.mask, cavity.spacing_mm);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->diameters_mm, diameters_of_the_script(cavity, found->axis));
  });
}

TEST_F(RealVolumes, ByCamusLoseLittleToARaggedOutline) {
  // The script loses 23 % at 4 px256, 6 % at 2.
  for (const auto& [spread_px256, most_percent] : {std::pair{2.0, 4.0}, std::pair{4.0, 11.0}}) {
    double sum_percent = 0.0;
    int frames = 0;
    random::Rng rng(7);
    for_each_cavity(
        [&, spread_px256 = spread_px256](const std::string& name, const cardiac::Cavity& cavity) {
          SCOPED_TRACE(name);
          const double clean_ml = cardiac::single_plane_volume_ml(
              cardiac::camus_disks(cavity.mask, cavity.spacing_mm).value());
          const shape::Mask ragged = testing::jittered(cavity.mask, spread_px256, rng);
          const auto found = cardiac::camus_disks(ragged, cavity.spacing_mm);
          ASSERT_TRUE(found);
          sum_percent += 100.0 * (cardiac::single_plane_volume_ml(*found) / clean_ml - 1.0);
          ++frames;
        });
    EXPECT_LT(std::abs(sum_percent / frames), most_percent) << spread_px256;
  }
}

}  // namespace
}  // namespace segnoise::camus

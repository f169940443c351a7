// Volumes and long axes of real outlines; every test skips itself where the frames are absent.

#include "camus/data_set.h"
#include "cardiac/ejection.h"
#include "random/rng.h"
#include "shape/label_map.h"
#include "support/solids.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace segnoise {
namespace {

using ::testing::IsEmpty;

std::optional<Cavity> cavity_of(const Patient& patient, View view, Instant instant) {
  const auto& frame = patient.frames(view, instant);
  if (!frame) return std::nullopt;
  return Cavity{mask_of(frame->labels, kLeftVentricle), frame->labels.spacing_mm()};
}

PerFrame<std::optional<Cavity>> cavities_of(const Patient& patient) {
  PerFrame<std::optional<Cavity>> cavities;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
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

  [[nodiscard]] Patient patient0001() const {
    return load_patient({"patient0001", root_ / "database_nifti" / "patient0001"}).patient;
  }

  /// Calls visit(name, cavity) for every frame of the sample.
  template <class Visit>
  void for_each_cavity(Visit visit) const {
    for (const Patient& patient : load_patients(open_data_set(root_)).patients) {
      for (const View view : kViews) {
        for (const Instant instant : kInstants) {
          const auto cavity = cavity_of(patient, view, instant);
          if (!cavity) continue;
          visit(
              patient.id + ' ' + std::string(name_of(view)) + ' ' + std::string(name_of(instant)),
              *cavity);
        }
      }
    }
  }

  const std::filesystem::path root_ = std::filesystem::path(SEGNOISE_SHARED_DATA) / "camus-sample";
};

double length_mm(const Patient& patient, View view, Instant instant, VolumeMethod method) {
  return disks(cavity_of(patient, view, instant).value(), method).value().axis.length_mm;
}

TEST_F(RealVolumes, OfPatient0001AreTheDataSetScripts) {
  const auto found = ejection(cavities_of(patient0001()), VolumeMethod::kBiplaneCamus);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->edv_ml, 95.02, 0.01);
  EXPECT_NEAR(found->esv_ml, 38.56, 0.01);
  EXPECT_NEAR(found->ef_percent, 59.42, 0.01);
  EXPECT_EQ(rounded(*found).edv_ml, 95.0);
  EXPECT_EQ(rounded(*found).esv_ml, 39.0);
}

TEST_F(RealVolumes, OfPatient0001AreNearThoseOnThePointwiseAxes) {
  // With the base and the apex of the data set's script: 93.4 and 28.9 mL.
  const auto found = ejection(cavities_of(patient0001()), VolumeMethod::kBiplaneAse);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->edv_ml, 93.4, 3.0);
  EXPECT_NEAR(found->esv_ml, 28.9, 3.0);
  EXPECT_NEAR(found->ef_percent, 69.1, 1.5);
  EXPECT_THAT(found->warnings, IsEmpty());
}

TEST_F(RealVolumes, OfPatient0001HaveTheKnownLongAxes) {
  const Patient patient = patient0001();
  for (const auto& [method, error_mm] :
       {std::pair{VolumeMethod::kBiplaneCamus, 0.06}, std::pair{VolumeMethod::kBiplaneAse, 1.1}}) {
    const auto length = [&](View view, Instant instant) {
      return length_mm(patient, view, instant, method);
    };
    EXPECT_NEAR(length(View::kTwoChamber, Instant::kEndDiastole), 74.9, error_mm);
    EXPECT_NEAR(length(View::kFourChamber, Instant::kEndDiastole), 77.9, error_mm);
    EXPECT_NEAR(length(View::kTwoChamber, Instant::kEndSystole), 59.1, error_mm);
    EXPECT_NEAR(length(View::kFourChamber, Instant::kEndSystole), 57.2, error_mm);
  }
}

TEST_F(RealVolumes, BothConventionsAgreeOnTheAxisOfEveryFrame) {
  for_each_cavity([](const std::string& name, const Cavity& cavity) {
    SCOPED_TRACE(name);
    const auto ase = ase_disks(cavity.mask, cavity.spacing_mm);
    const auto camus = camus_disks(cavity.mask, cavity.spacing_mm);
    ASSERT_TRUE(ase);
    ASSERT_TRUE(camus);
    EXPECT_NEAR(ase->axis.length_mm, camus->axis.length_mm, 0.02 * camus->axis.length_mm);
    EXPECT_NEAR(ase->axis.base.y, camus->axis.base.y, 8.0);
  });
}

TEST_F(RealVolumes, SmallJitterLeavesTheAxisOfEveryFrameWhereItIs) {
  for_each_cavity([rng = Rng(5)](const std::string& name, const Cavity& cavity) mutable {
    SCOPED_TRACE(name);
    const auto truth = ase_disks(cavity.mask, cavity.spacing_mm);
    ASSERT_TRUE(truth);
    for (int i = 0; i < 20; ++i) {
      const Mask ragged = testing::jittered(cavity.mask, 1.0, rng);
      const auto found = long_axis(cavity_runs(ragged), cavity.spacing_mm);
      ASSERT_TRUE(found);
      EXPECT_NEAR(found->length_mm, truth->axis.length_mm, 0.03 * truth->axis.length_mm);
    }
  });
}

}  // namespace
}  // namespace segnoise

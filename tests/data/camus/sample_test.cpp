// The real frames of CAMUS beside the checkout; every test skips itself where they are absent.

#include "data/camus/data_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <ranges>
#include <string>

namespace segnoise::camus {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class CamusSample : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(root_)) {
      GTEST_SKIP() << "no real frames at " << root_;
    }
  }

  const std::filesystem::path root_ = std::filesystem::path(SEGNOISE_SHARED_DATA) / "camus-sample";
};

TEST_F(CamusSample, HasSevenPatientsAndTheOfficialSplit) {
  const DataSet data_set = open_data_set(root_);
  EXPECT_EQ(data_set.release, CamusRelease::kNifti);
  EXPECT_THAT(data_set.patients, SizeIs(7));
  ASSERT_TRUE(data_set.split.has_value());
  const auto& [training, validation, testing] = *data_set.split;
  EXPECT_EQ(training.size() + validation.size() + testing.size(), 7U);
  EXPECT_THAT(data_set.files, SizeIs(3));
}

TEST_F(CamusSample, LoadsEveryFrameWithTheReleasesSpacingAndLabels) {
  const auto [patients, warnings, fingerprint] = load_patients(open_data_set(root_));
  ASSERT_THAT(patients, SizeIs(7));
  std::size_t frames = 0;
  for (const cardiac::Patient& patient : patients) {
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const auto& frame = patient.frames(view, instant);
        if (!frame) continue;
        ++frames;
        EXPECT_EQ(frame->image.grid(), frame->labels.grid());
        EXPECT_NEAR(frame->image.spacing_mm().x_mm, 0.308, 1e-6);
        EXPECT_NEAR(frame->image.spacing_mm().y_mm, 0.308, 1e-6);
        EXPECT_GE(frame->image.width(), 300);
        EXPECT_GE(frame->image.height(), 250);
        EXPECT_GE(std::ranges::min(frame->image.pixels()), 0.0F);
        EXPECT_LE(std::ranges::max(frame->image.pixels()), 255.0F);
        EXPECT_GT(std::ranges::max(frame->image.pixels()), 100.0F);
        EXPECT_LE(std::ranges::max(frame->labels.pixels()), cardiac::kLeftAtrium);
      }
    }
  }
  EXPECT_EQ(frames, 4U + 6U * 2U);
  // Six patients have one view and no cfg: two warnings each, and patient0001 has none.
  EXPECT_THAT(warnings, SizeIs(12));
  EXPECT_THAT(warnings, Each(::testing::Not(HasSubstr("patient0001"))));
}

TEST_F(CamusSample, KnowsPatient0001) {
  const auto [patient, warnings, unscaled, files] =
      load_patient({"patient0001", root_ / "database_nifti" / "patient0001"});
  EXPECT_TRUE(warnings.empty() && unscaled.empty());
  EXPECT_TRUE(patient.has_both_views());
  EXPECT_EQ(patient.stated_ef_percent, 54.0);
  EXPECT_EQ(patient.sex, cardiac::Sex::kFemale);
  EXPECT_EQ(patient.age_years, 56.0);
  EXPECT_EQ(patient.quality[0], cardiac::Quality::kGood);
  EXPECT_EQ(patient.quality[1], cardiac::Quality::kGood);
  const auto& frame = *patient.frames(cardiac::View::kFourChamber, cardiac::Instant::kEndDiastole);
  EXPECT_EQ(frame.image.size(), (shape::Size{549, 389}));
  std::array<int, 4> pixels_of_label{};
  for (const auto label : frame.labels.pixels()) ++pixels_of_label.at(label);
  EXPECT_TRUE(std::ranges::all_of(pixels_of_label, [](int pixels) { return pixels > 1000; }));
  EXPECT_THAT(files, SizeIs(10));
}

}  // namespace
}  // namespace segnoise::camus

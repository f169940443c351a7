#include "data/camus/recognition.h"

#include "data/camus/data_set.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace segnoise::camus {
namespace {

cardiac::Patient patient(const std::string& id, shape::Spacing spacing_mm) {
  cardiac::Patient made{.id = id};
  const shape::Grid grid{.size = {4, 3}, .spacing_mm = spacing_mm};
  made.frames(cardiac::View::kFourChamber, cardiac::Instant::kEndSystole) =
      shape::LabelledImage{.image = shape::Image(grid), .labels = shape::LabelMap(grid)};
  return made;
}

constexpr shape::Spacing kOfRelease{0.308F, 0.308F};  // as a float header has it
constexpr shape::Spacing kOfLegacy{0.308, 0.154};

TEST(MarksOfCamus, AreItsIdsAndItsPixels) {
  for (const char* id : {"patient0001", "patient0450", "patient0500"}) {
    EXPECT_TRUE(has_marks_of_camus(patient(id, kOfRelease), CamusRelease::kNifti)) << id;
    EXPECT_TRUE(has_marks_of_camus(patient(id, kOfLegacy), CamusRelease::kLegacy)) << id;
  }
}

TEST(MarksOfCamus, AreNotOnFramesOfOtherIds) {
  for (const char* id :
       {"patient0000", "patient0501", "patient001", "patient00001", "ward0001", "patient000x"}) {
    EXPECT_FALSE(has_marks_of_camus(patient(id, kOfRelease), CamusRelease::kNifti)) << id;
  }
}

TEST(MarksOfCamus, AreNotOnAScannersOwnPixels) {
  for (const shape::Spacing spacing :
       {shape::Spacing{0.31, 0.31},
        shape::Spacing{0.308, 0.3081},
        shape::Spacing{0.154, 0.308},
        kOfLegacy}) {
    EXPECT_FALSE(has_marks_of_camus(patient("patient0001", spacing), CamusRelease::kNifti))
        << spacing.x_mm << ' ' << spacing.y_mm;
  }
  EXPECT_FALSE(has_marks_of_camus(patient("patient0001", kOfRelease), CamusRelease::kLegacy));
}

TEST(MarksOfCamus, AreNeededOnEveryFrame) {
  cardiac::Patient mixed = patient("patient0001", kOfRelease);
  mixed.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole) =
      patient("patient0001", {0.4, 0.4})
          .frames(cardiac::View::kFourChamber, cardiac::Instant::kEndSystole);
  EXPECT_FALSE(has_marks_of_camus(mixed, CamusRelease::kNifti));
}

TEST(MarksOfCamus, AreOnTheRealFrames) {
  const std::filesystem::path root = std::filesystem::path(SEGNOISE_SHARED_DATA) / "camus-sample";
  if (!std::filesystem::is_directory(root)) GTEST_SKIP() << "no real frames at " << root;
  const DataSet data_set = open_data_set(root);
  for (const cardiac::Patient& one : load_patients(data_set).patients) {
    EXPECT_TRUE(has_marks_of_camus(one, data_set.release)) << one.id;
  }
}

}  // namespace
}  // namespace segnoise::camus

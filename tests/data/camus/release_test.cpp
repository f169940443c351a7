#include "data/camus/release.h"

#include "data/frames/made_files.h"
#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace segnoise::camus {
namespace {

using testing::bytes_of_file;
using testing::drawn_patient;
using ::testing::HasSubstr;
using testing::names_in;
using testing::TemporaryFolder;
using ::testing::UnorderedElementsAre;

TEST(WritePatient, LaysFilesOutAsTheNiftiRelease) {
  const TemporaryFolder folder;
  cardiac::Patient patient = drawn_patient("patient0042");
  patient.sex = cardiac::Sex::kMale;
  patient.age_years = 61.0;
  patient.stated_ef_percent = 44.6;
  patient.quality = {cardiac::Quality::kGood, cardiac::Quality::kPoor};
  const cardiac::SequenceInfo two_chamber{.end_diastole = 1, .end_systole = 18, .frame_count = 18};
  const cardiac::SequenceInfo four_chamber{
      .end_diastole = 20, .end_systole = 1, .frame_count = 20, .frame_rate_hz = 48.4};
  write_patient(folder.path(), patient, {two_chamber, four_chamber});
  const auto path = folder.path() / "database_nifti" / "patient0042";
  EXPECT_THAT(
      names_in(path),
      UnorderedElementsAre(
          "Info_2CH.cfg",
          "Info_4CH.cfg",
          "patient0042_2CH_ED.nii.gz",
          "patient0042_2CH_ED_gt.nii.gz",
          "patient0042_2CH_ES.nii.gz",
          "patient0042_2CH_ES_gt.nii.gz",
          "patient0042_4CH_ED.nii.gz",
          "patient0042_4CH_ED_gt.nii.gz",
          "patient0042_4CH_ES.nii.gz",
          "patient0042_4CH_ES_gt.nii.gz"));
  EXPECT_EQ(
      bytes_of_file(path / "Info_4CH.cfg"),
      "ED: 20\nES: 1\nNbFrame: 20\nSex: M\nAge: 61\nImageQuality: Poor\nEF: 45\n"
      "FrameRate: 48.4\n");
}

TEST(WritePatient, WritesOnlyTheFramesThatThereAre) {
  const TemporaryFolder folder;
  cardiac::Patient patient = drawn_patient("patient0001");
  patient.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole).reset();
  for (const cardiac::Instant instant : cardiac::kInstants)
    patient.frames(cardiac::View::kFourChamber, instant).reset();
  write_patient(folder.path(), patient, {});
  EXPECT_THAT(
      names_in(folder.path() / "database_nifti" / "patient0001"),
      UnorderedElementsAre(
          "Info_2CH.cfg", "patient0001_2CH_ED.nii.gz", "patient0001_2CH_ED_gt.nii.gz"));
}

TEST(WritePatient, GivesTheSameBytesEachTime) {
  const TemporaryFolder folder;
  for (const char* root : {"a", "b"}) {
    write_patient(folder.path() / root, drawn_patient("patient0001"), {});
  }
  for (const auto& name : names_in(folder.path() / "a" / "database_nifti" / "patient0001")) {
    const auto file = std::filesystem::path("database_nifti") / "patient0001" / name;
    EXPECT_EQ(bytes_of_file(folder.path() / "a" / file), bytes_of_file(folder.path() / "b" / file));
  }
}

TEST(WritePatient, RefusesAnIdThatIsNoneOfCamus) {
  const TemporaryFolder folder;
  EXPECT_THROW(
      write_patient(folder.path(), drawn_patient("../elsewhere"), {}), std::invalid_argument);
}

TEST(WritePatient, SaysWhichFolderCannotBeMade) {
  const TemporaryFolder folder;
  const auto file = folder.add("file", "");
  EXPECT_THAT(
      testing::refusal_of([&] { write_patient(file, drawn_patient("patient0001"), {}); }),
      HasSubstr(file.string() + "/database_nifti/patient0001: cannot be made"));
}

TEST(WriteSplit, WritesOneIdALine) {
  const TemporaryFolder folder;
  write_split(
      folder.path(),
      {.training = {"patient0001", "patient0002"}, .validation = {"patient0003"}, .testing = {}});
  const auto path = folder.path() / "database_split";
  EXPECT_EQ(bytes_of_file(path / "subgroup_training.txt"), "patient0001\npatient0002\n");
  EXPECT_EQ(bytes_of_file(path / "subgroup_validation.txt"), "patient0003\n");
  EXPECT_EQ(bytes_of_file(path / "subgroup_testing.txt"), "");
}

}  // namespace
}  // namespace segnoise::camus

#include "data/camus/data_set.h"

#include "data/camus/release.h"
#include "data/frames/gate.h"
#include "data/frames/made_files.h"
#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::camus {
namespace {

using ::testing::AllOf;
using testing::drawn_patient;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MetaHeaderText;
using ::testing::Not;
using testing::TemporaryFolder;

std::vector<std::string> ids_of(const DataSet& data_set) {
  std::vector<std::string> ids;
  for (const auto& patient : data_set.patients) ids.push_back(patient.id);
  return ids;
}

/// Three patients in the NIfTI release, with its split.
void write_release(const std::filesystem::path& root) {
  for (const char* id : {"patient0002", "patient0001", "patient0010"}) {
    write_patient(root, drawn_patient(id), {});
  }
  write_split(
      root,
      {.training = {"patient0001", "patient0500"},
       .validation = {"patient0002"},
       .testing = {"patient0010"}});
}

void add_legacy_frame(
    const TemporaryFolder& folder, const std::string& part, const std::string& id) {
  const std::string stem = id + "_2CH_ED";
  const std::string name = part + "/" + id + "/" + stem;
  folder.add(name + ".mhd", MetaHeaderText({2, 2, 1}, stem + ".raw").text());
  folder.add(name + ".raw", "abcd");
  folder.add(name + "_gt.mhd", MetaHeaderText({2, 2, 1}, stem + "_gt.raw").text());
  folder.add(name + "_gt.raw", std::string("\1\1\3\0", 4));
}

TEST(OpenDataSet, FindsTheNiftiReleaseAndItsSplitFromEitherFolder) {
  const TemporaryFolder folder;
  write_release(folder.path());
  for (const auto& root :
       {folder.path(), folder.path() / "database_nifti", folder.path() / "database_nifti" / ""}) {
    const DataSet data_set = open_data_set(root);
    EXPECT_EQ(data_set.release, CamusRelease::kNifti);
    EXPECT_THAT(ids_of(data_set), ElementsAre("patient0001", "patient0002", "patient0010"));
    ASSERT_TRUE(data_set.split.has_value());
    EXPECT_THAT(data_set.split->training, ElementsAre("patient0001"));
    EXPECT_THAT(data_set.split->validation, ElementsAre("patient0002"));
    EXPECT_THAT(data_set.split->testing, ElementsAre("patient0010"));
    EXPECT_THAT(data_set.warnings, IsEmpty());
  }
}

TEST(OpenDataSet, FindsTheLegacyReleaseFromEitherFolder) {
  const TemporaryFolder folder;
  add_legacy_frame(folder, "training", "patient0001");
  add_legacy_frame(folder, "training", "patient0002");
  add_legacy_frame(folder, "testing", "patient0003");
  const DataSet whole = open_data_set(folder.path());
  EXPECT_EQ(whole.release, CamusRelease::kLegacy);
  EXPECT_THAT(ids_of(whole), ElementsAre("patient0001", "patient0002", "patient0003"));
  EXPECT_FALSE(whole.split.has_value());
  const DataSet part = open_data_set(folder.path() / "training");
  EXPECT_EQ(part.release, CamusRelease::kLegacy);
  EXPECT_THAT(ids_of(part), ElementsAre("patient0001", "patient0002"));
}

TEST(OpenDataSet, KeepsTrainingPatientsWhereTestingHasTheSameIds) {
  const TemporaryFolder folder;
  add_legacy_frame(folder, "training", "patient0001");
  add_legacy_frame(folder, "testing", "patient0001");
  const DataSet data_set = open_data_set(folder.path());
  EXPECT_THAT(ids_of(data_set), ElementsAre("patient0001"));
  EXPECT_EQ(data_set.patients[0].path.parent_path().filename(), "training");
  EXPECT_THAT(data_set.warnings, ElementsAre(HasSubstr("testing: 1 patients have the id")));
}

TEST(OpenDataSet, ReadsListsWithCrLfAndPassesOverAbsentPatients) {
  const TemporaryFolder folder;
  write_release(folder.path());
  folder.add("database_split/subgroup_training.txt", " patient0001\r\n\r\npatient0400\r\n");
  folder.add("database_split/subgroup_validation.txt", "patient0002");
  const auto split = open_data_set(folder.path()).split;
  ASSERT_TRUE(split.has_value());
  EXPECT_THAT(split->training, ElementsAre("patient0001"));
  EXPECT_THAT(split->validation, ElementsAre("patient0002"));
}

TEST(OpenDataSet, WarnsOfPatientsThatTheSplitDoesNotName) {
  const TemporaryFolder folder;
  write_release(folder.path());
  folder.add("database_split/subgroup_validation.txt", "");
  const DataSet data_set = open_data_set(folder.path());
  EXPECT_TRUE(data_set.split.has_value());
  EXPECT_THAT(data_set.warnings, ElementsAre(HasSubstr("1 patients are in none of its lists")));
}

TEST(OpenDataSet, HasNoSplitIfNoneOfItsPatientsIsHere) {
  const TemporaryFolder folder;
  write_release(folder.path());
  write_split(folder.path(), {.training = {"patient0400"}});
  const DataSet data_set = open_data_set(folder.path());
  EXPECT_FALSE(data_set.split.has_value());
  EXPECT_THAT(data_set.files, IsEmpty());
  EXPECT_THAT(data_set.warnings, ElementsAre(HasSubstr("names no patient that is here")));
}

TEST(OpenDataSet, RefusesASplitThatIsIncompleteOrOverlaps) {
  const TemporaryFolder folder;
  write_release(folder.path());
  write_split(
      folder.path(), {.training = {"patient0001"}, .validation = {}, .testing = {"patient0001"}});
  EXPECT_THAT(
      testing::refusal_of([&] { (void)open_data_set(folder.path()); }),
      HasSubstr("database_split: patient0001 is in two of the lists"));
  std::filesystem::remove(folder.path() / "database_split" / "subgroup_testing.txt");
  EXPECT_THAT(
      testing::refusal_of([&] { (void)open_data_set(folder.path()); }),
      HasSubstr("subgroup_testing.txt: not found, expected a list of patients"));
}

TEST(OpenDataSet, SaysWhatItExpectedWhereThereIsNoDataSet) {
  const TemporaryFolder folder;
  const auto absent = folder.path() / "absent";
  EXPECT_EQ(
      testing::refusal_of([&] { (void)open_data_set(absent); }),
      absent.string() + ": not found, expected the folder of a CAMUS data set");
  EXPECT_THAT(
      testing::refusal_of([&] { (void)open_data_set(folder.add("file", "")); }),
      HasSubstr("file: is no folder"));
  std::filesystem::create_directories(folder.path() / "pictures" / "patients");
  EXPECT_THAT(
      testing::refusal_of([&] { (void)open_data_set(folder.path()); }),
      AllOf(
          HasSubstr(folder.path().string() + ": is no CAMUS data set"),
          HasSubstr("database_nifti/patient0001/"),
          Not(HasSubstr("\n"))));
}

TEST(OpenDataSet, ReadsAListWithAByteOrderMarkAndInCapitals) {
  const TemporaryFolder folder;
  write_release(folder.path());
  folder.add("database_split/subgroup_training.txt", "\xEF\xBB\xBFPATIENT0001\n");
  const DataSet data_set = open_data_set(folder.path());
  ASSERT_TRUE(data_set.split.has_value());
  EXPECT_THAT(data_set.split->training, ElementsAre("patient0001"));
  EXPECT_THAT(data_set.warnings, IsEmpty());
}

TEST(OpenDataSet, LeavesOutByNameWhatIsNoFolderThatCanBeOpened) {
  const TemporaryFolder folder;
  write_release(folder.path());
  const auto patients = folder.path() / "database_nifti";
  std::filesystem::create_symlink("patient0004", patients / "patient0004");
  std::filesystem::create_symlink("nowhere", patients / "patient0005");
  folder.add("database_nifti/patient0006", "a file");
  const DataSet data_set = open_data_set(folder.path());
  EXPECT_THAT(ids_of(data_set), ElementsAre("patient0001", "patient0002", "patient0010"));
  EXPECT_THAT(
      data_set.warnings,
      ElementsAre(
          HasSubstr("patient0004: cannot be opened: Too many levels of symbolic links; the "
                    "patient is left out"),
          HasSubstr("patient0005: cannot be opened: No such file or directory"),
          HasSubstr("patient0006: is no folder; the patient is left out")));
}

TEST(OpenDataSet, TakesFoldersInCapitalLetters) {
  const TemporaryFolder folder;
  write_release(folder.path());
  const auto patients = folder.path() / "database_nifti";
  std::filesystem::rename(patients / "patient0001", patients / "Patient0001");
  const DataSet data_set = open_data_set(folder.path());
  EXPECT_THAT(ids_of(data_set), ElementsAre("patient0001", "patient0002", "patient0010"));
  EXPECT_EQ(data_set.split->training.front(), "patient0001");
  EXPECT_EQ(load_patients(data_set).patients.size(), 3U);
}

TEST(LoadPatients, WarnsOnceOfScalesThatAreNone) {
  const TemporaryFolder folder;
  write_release(folder.path());
  for (const std::string id : {"patient0001", "patient0002"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(folder.path() / "database_nifti" / id)) {
      if (entry.path().extension() != ".gz") continue;
      frames::StoredFrame frame = frames::pass_gate(entry.path());
      frame.plain.bytes.replace(112, 4, testing::raw<float>({std::nanf("")}));
      const std::string pixels(
          reinterpret_cast<const char*>(frame.pixels.data()), frame.pixels.size());
      std::filesystem::remove(entry.path());
      folder.add(
          "database_nifti/" + id + "/" + entry.path().stem().string(), frame.plain.bytes + pixels);
    }
  }
  EXPECT_THAT(
      load_patients(open_data_set(folder.path())).warnings,
      ElementsAre(AllOf(
          HasSubstr("scl_slope or scl_inter is not a finite number"),
          HasSubstr("so are those of "))));
}

TEST(LoadPatients, LoadsAllOfThemInTheOrderOfTheirIds) {
  const TemporaryFolder folder;
  write_release(folder.path());
  const auto [patients, warnings, fingerprint] = load_patients(open_data_set(folder.path()));
  ASSERT_EQ(patients.size(), 3U);
  EXPECT_EQ(patients[0].id, "patient0001");
  EXPECT_EQ(patients[2].id, "patient0010");
  EXPECT_TRUE(patients[2].has_both_views());
  EXPECT_THAT(warnings, IsEmpty());
  EXPECT_EQ(fingerprint.size(), 64U);
}

TEST(LoadPatients, FingerprintsTheContentAndNotThePlace) {
  const TemporaryFolder folder;
  write_release(folder.path() / "a");
  write_release(folder.path() / "b");
  const auto fingerprint = [&](const char* name) {
    return load_patients(open_data_set(folder.path() / name)).fingerprint;
  };
  EXPECT_EQ(fingerprint("a"), fingerprint("b"));
  folder.add("b/database_nifti/patient0001/notes.txt", "not loaded");
  EXPECT_EQ(fingerprint("a"), fingerprint("b"));
  folder.add("b/database_nifti/patient0001/Info_2CH.cfg", "ED: 2\n");
  EXPECT_NE(fingerprint("a"), fingerprint("b"));
}

TEST(LoadPatients, TellsOfEachPatientAndEndsWithWhatItsListenerThrows) {
  const TemporaryFolder folder;
  write_release(folder.path());
  const DataSet data_set = open_data_set(folder.path());
  std::vector<int> told;
  (void)load_patients(data_set, [&](int patient, int of) {
    told.push_back(patient);
    EXPECT_EQ(of, 3);
  });
  EXPECT_THAT(told, ElementsAre(1, 2, 3));
  const auto stop = [](int, int) { throw std::logic_error("stop"); };
  EXPECT_THROW((void)load_patients(data_set, stop), std::logic_error);
}

TEST(LoadPatients, LeavesOutAPatientWithoutAFrame) {
  const TemporaryFolder folder;
  write_release(folder.path());
  std::filesystem::create_directory(folder.path() / "database_nifti" / "patient0003");
  const auto loaded = load_patients(open_data_set(folder.path()));
  EXPECT_EQ(loaded.patients.size(), 3U);
  EXPECT_THAT(
      loaded.warnings,
      ElementsAre(
          HasSubstr("2CH: the view is missing"),
          HasSubstr("4CH: the view is missing"),
          HasSubstr("patient0003: no readable frame; the patient is left out")));
}

TEST(LoadPatients, RefusesADataSetWithoutAReadableFrame) {
  const TemporaryFolder folder;
  folder.add("database_nifti/patient0001/patient0001_2CH_ED.nii.gz", "no image");
  folder.add("database_nifti/patient0001/patient0001_2CH_ED_gt.nii.gz", "no labels");
  EXPECT_THAT(
      testing::refusal_of([&] { (void)load_patients(open_data_set(folder.path())); }),
      AllOf(
          HasSubstr(folder.path().string() + ": none of its 1 patients has a readable frame"),
          HasSubstr("patient0001_2CH_ED.nii.gz: is no NIfTI file"),
          Not(HasSubstr("\n"))));
}

}  // namespace
}  // namespace segnoise::camus

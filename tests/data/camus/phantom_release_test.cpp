#include "data/camus/phantom_release.h"

#include "data/camus/data_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

namespace segnoise::camus {
namespace {

namespace fs = std::filesystem;

/// A folder that did not exist before, for one test.
fs::path fresh(const std::string& name) {
  const fs::path path = fs::path(::testing::TempDir()) / ("phantom_release_" + name);
  fs::remove_all(path);
  return path;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t entries_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

TEST(WritePhantom, WritesWhatTheLoaderReadsBack) {
  const fs::path root = fresh("round_trip");
  write_phantom(root, {.patients = 3, .seed = 4});
  const DataSet data_set = open_data_set(root);
  const LoadedDataSet loaded = load_patients(data_set);
  EXPECT_TRUE(data_set.warnings.empty());
  EXPECT_TRUE(loaded.warnings.empty());
  ASSERT_EQ(loaded.patients.size(), 3U);
  const cardiac::Patient made = phantom::make_phantom_patient(2, 4).patient;
  const cardiac::Patient& read = loaded.patients[1];
  EXPECT_EQ(read.id, made.id);
  EXPECT_EQ(read.sex, made.sex);
  EXPECT_EQ(read.age_years, made.age_years);
  EXPECT_EQ(read.quality, made.quality);
  EXPECT_EQ(read.stated_ef_percent, made.stated_ef_percent);
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const shape::LabelledImage& before = made.frames(view, instant).value();
      const shape::LabelledImage& after = read.frames(view, instant).value();
      EXPECT_TRUE(shape::same_grid(after.image.grid(), before.image.grid()));
      EXPECT_TRUE(std::ranges::equal(after.image.pixels(), before.image.pixels()));
      EXPECT_TRUE(std::ranges::equal(after.labels.pixels(), before.labels.pixels()));
    }
  }
  ASSERT_TRUE(data_set.split.has_value());
  EXPECT_EQ(data_set.split->training, std::vector<std::string>{"patient0001"});
  EXPECT_EQ(data_set.split->validation, std::vector<std::string>{"patient0002"});
  EXPECT_EQ(data_set.split->testing, std::vector<std::string>{"patient0003"});
}

TEST(WritePhantom, GivesAPatientTheSameBytesInEveryDataSet) {
  const fs::path small = fresh("small");
  const fs::path large = fresh("large");
  write_phantom(small, {.patients = 3, .seed = 6});
  write_phantom(large, {.patients = 4, .seed = 6});
  int files = 0;
  for (const auto& entry : fs::directory_iterator(small / "database_nifti" / "patient0002")) {
    const fs::path other = large / "database_nifti" / "patient0002" / entry.path().filename();
    EXPECT_EQ(bytes_of(entry.path()), bytes_of(other)) << entry.path();
    ++files;
  }
  EXPECT_EQ(files, 10);
  EXPECT_TRUE(bytes_of(large / "truth.csv").starts_with(bytes_of(small / "truth.csv")));
}

TEST(WritePhantom, LeavesNothingWhenItIsStopped) {
  const fs::path parent = fresh("stopped");
  const auto stop = [](int, int) { throw std::runtime_error("stop"); };
  EXPECT_THROW(write_phantom(parent / "out", {.patients = 3}, stop), std::runtime_error);
  EXPECT_FALSE(fs::exists(parent)) << "was made for it alone";
}

TEST(WritePhantom, RefusesAFolderThatHoldsSomething) {
  const fs::path root = fresh("full");
  fs::create_directories(root / "mine");
  EXPECT_THROW(write_phantom(root, {.patients = 3}), std::runtime_error);
  EXPECT_TRUE(fs::exists(root / "mine"));
}

TEST(WritePhantom, RefusesTooFewOrTooManyPatients) {
  const fs::path root = fresh("refused");
  EXPECT_THROW(write_phantom(root, {.patients = 2}), std::invalid_argument);
  EXPECT_THROW(
      write_phantom(root, {.patients = phantom::kMostPhantomPatients + 1}), std::invalid_argument);
  EXPECT_FALSE(fs::exists(root));
}

TEST(EnsurePhantom, MakesADataSetOnce) {
  const fs::path cache = fresh("cache");
  int made = 0;
  const auto count = [&](int, int) { ++made; };
  const fs::path root = ensure_phantom(cache, {.patients = 3, .seed = 9}, count);
  EXPECT_EQ(made, 3);
  EXPECT_EQ(root.filename(), "phantom-v" + std::to_string(phantom::kPhantomVersion) + "-n3-seed9");
  EXPECT_EQ(ensure_phantom(cache, {.patients = 3, .seed = 9}, count), root);
  EXPECT_EQ(made, 3);
  EXPECT_EQ(entries_in(cache), 1U);
  EXPECT_EQ(open_data_set(root).patients.size(), 3U);
}

TEST(EnsurePhantom, MakesWhatIsDamagedAgain) {
  const fs::path cache = fresh("damaged");
  const phantom::PhantomOptions options{.patients = 3, .seed = 9};
  const fs::path root = ensure_phantom(cache, options);
  const fs::path file = root / "database_nifti" / "patient0002" / "Info_2CH.cfg";
  const std::string whole = bytes_of(file);
  int made = 0;
  const auto count = [&](int, int) { ++made; };
  const auto damage = [&](const std::function<void()>& how) {
    how();
    EXPECT_EQ(ensure_phantom(cache, options, count), root);
    EXPECT_EQ(bytes_of(file), whole);
  };
  damage([&] { std::ofstream(file, std::ios::app) << "EF: 99\n"; });
  damage([&] { fs::remove(file); });
  damage([&] { std::ofstream(root / "database_nifti" / "more.txt") << "more"; });
  damage([&] { fs::remove(root / "SHA256SUMS"); });
  EXPECT_EQ(made, 12);
}

TEST(EnsurePhantom, DoesNotTakeAFolderOfAnotherKind) {
  const fs::path cache = fresh("other_kind");
  const fs::path root = ensure_phantom(cache, {.patients = 3, .seed = 9});
  fs::remove(root / "truth.csv");
  EXPECT_THROW((void)ensure_phantom(cache, {.patients = 3, .seed = 9}), std::runtime_error);
}

TEST(EnsurePhantom, KeepsNoPhantomThatAHandHasLabelled) {
  const phantom::PhantomOptions traced{.patients = 3, .hand = noise::NoiseSetup{.name = "hand"}};
  EXPECT_THROW((void)ensure_phantom(fresh("traced"), traced), std::invalid_argument);
}

TEST(IsPhantom, TellsAPhantomFromADataSetThatHasATruthOfItsOwn) {
  const fs::path root = fresh("is_phantom");
  write_phantom(root, {.patients = 3, .seed = 5});
  EXPECT_TRUE(is_phantom(root));
  EXPECT_TRUE(is_phantom(root / "database_nifti"));
  EXPECT_TRUE(is_phantom(root / "database_nifti" / ""));
  EXPECT_FALSE(is_phantom(root / "database_split" / "absent"));
  std::ofstream(root / "truth.csv") << "patient,volume\n";
  EXPECT_FALSE(is_phantom(root));
  fs::remove(root / "truth.csv");
  EXPECT_FALSE(is_phantom(root));
}

TEST(PhantomSplit, DividesByPatient) {
  const cardiac::Split split = phantom_split(60);
  EXPECT_EQ(split.training.size(), 42U);
  EXPECT_EQ(split.validation.size(), 6U);
  EXPECT_EQ(split.testing.size(), 12U);
  EXPECT_EQ(split.training.front(), "patient0001");
  EXPECT_EQ(split.testing.back(), "patient0060");
  EXPECT_EQ(phantom_split(4).training.size(), 2U);
}

TEST(TruthCsv, NamesItsUnits) {
  phantom::PhantomPatient patient;
  patient.patient.id = "patient0001";
  patient.patient.quality = {cardiac::Quality::kGood, cardiac::Quality::kPoor};
  patient.truth.edv_ml = 120.5;
  patient.truth.foreshortened = true;
  const std::string text = truth_csv({patient, patient});
  EXPECT_TRUE(text.starts_with("patient,edv_ml,esv_ml,ef_percent,foreshortened,length_ed_mm,"));
  EXPECT_NE(text.find("\npatient0001,120.500000,0.000000,0.000000,yes,"), std::string::npos);
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) EXPECT_EQ(std::ranges::count(line, ','), 22);
}

}  // namespace
}  // namespace segnoise::camus

#include "data/camus/patient_folder.h"

#include "data/camus/release.h"
#include "data/frames/image_file.h"
#include "data/frames/made_files.h"
#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::camus {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using testing::drawn_heart;
using testing::drawn_patient;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MetaHeaderText;
using testing::NiftiFile;
using ::testing::Not;
using ::testing::SizeIs;
using testing::TemporaryFolder;

constexpr auto k4ch = cardiac::View::kFourChamber;
constexpr auto kEd = cardiac::Instant::kEndDiastole;
constexpr auto kEs = cardiac::Instant::kEndSystole;

/// A patient on disk whose files a test then damages.
class LoadPatient : public ::testing::Test {
 protected:
  LoadPatient() {
    cardiac::Patient patient = drawn_patient("patient0007");
    patient.sex = cardiac::Sex::kFemale;
    patient.age_years = 56.0;
    patient.stated_ef_percent = 54.0;
    patient.quality = {cardiac::Quality::kGood, cardiac::Quality::kPoor};
    write_patient(
        temporary_.path(),
        patient,
        {cardiac::SequenceInfo{.end_diastole = 1, .end_systole = 9, .frame_count = 9},
         cardiac::SequenceInfo{.end_diastole = 12, .end_systole = 1, .frame_count = 12}});
  }

  [[nodiscard]] LoadedPatient load() const { return load_patient({"patient0007", path()}); }

  [[nodiscard]] std::filesystem::path path() const {
    return temporary_.path() / "database_nifti" / "patient0007";
  }
  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return path() / name; }

  void rewrite(const std::string& name, const std::string& bytes) const {
    temporary_.add("database_nifti/patient0007/" + name, bytes);
  }

  /// Expects all frames but one, and one warning that names the frame, the file and the reason.
  static void expect_only_ed_2ch_left_out(
      const LoadedPatient& loaded, const std::string& file, const std::string& reason) {
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const bool is_left_out = view == cardiac::View::kTwoChamber && instant == kEd;
        EXPECT_EQ(loaded.patient.frames(view, instant).has_value(), !is_left_out);
      }
    }
    EXPECT_THAT(
        loaded.warnings,
        ElementsAre(AllOf(
            HasSubstr(file),
            HasSubstr(reason),
            HasSubstr("; patient0007, 2CH ED is left out"),
            Not(HasSubstr("\n")))));
  }

 private:
  TemporaryFolder temporary_;
};

TEST_F(LoadPatient, GivesEveryFrameAndWhatTheCfgFilesSay) {
  const auto [patient, warnings, unscaled, files] = load();
  EXPECT_THAT(unscaled, IsEmpty());
  EXPECT_THAT(warnings, IsEmpty());
  EXPECT_EQ(patient.id, "patient0007");
  EXPECT_TRUE(patient.has_both_views());
  EXPECT_EQ(patient.sex, cardiac::Sex::kFemale);
  EXPECT_EQ(patient.age_years, 56.0);
  EXPECT_EQ(patient.stated_ef_percent, 54.0);
  EXPECT_EQ(patient.quality[0], cardiac::Quality::kGood);
  EXPECT_EQ(patient.quality[1], cardiac::Quality::kPoor);
  const cardiac::Patient expected = drawn_patient("patient0007");
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = *patient.frames(view, instant);
      const auto& drawn = *expected.frames(view, instant);
      EXPECT_EQ(frame.image, drawn.image);
      EXPECT_EQ(frame.labels, drawn.labels);
    }
  }
}

TEST_F(LoadPatient, ListsWhatItUsedByFolderAndName) {
  const auto files = load().files;
  ASSERT_THAT(files, SizeIs(10));
  EXPECT_EQ(files.front().name, "patient0007/Info_2CH.cfg");
  EXPECT_EQ(files.back().name, "patient0007/patient0007_4CH_ES_gt.nii.gz");
}

TEST_F(LoadPatient, ReadsTheLegacyRelease) {
  const TemporaryFolder temporary;
  const std::string labels = std::string(8, '\1') + std::string(4, '\3');
  for (const std::string stem : {"4CH_ED", "4CH_ES"}) {
    const std::string name = "training/patient0001/patient0001_" + stem;
    temporary.add(name + ".mhd", MetaHeaderText({4, 3, 1}, "patient0001_" + stem + ".raw").text());
    temporary.add(name + ".raw", "abcdefghijkl");
    temporary.add(
        name + "_gt.mhd", MetaHeaderText({4, 3, 1}, "patient0001_" + stem + "_gt.raw").text());
    temporary.add(name + "_gt.raw", labels);
  }
  temporary.add(
      "training/patient0001/Info_4CH.cfg",
      "ED: 1\r\nES: 14\r\nNbFrame: 14\r\nSex: M\r\nAge: 70\r\nImageQuality: Medium\r\n"
      "LVedv: 94.9\r\nLVesv: 44.2\r\nLVef: 53.4\r\n");
  const auto [patient, warnings, unscaled, files] =
      load_patient({"patient0001", temporary.path() / "training" / "patient0001"});
  EXPECT_THAT(warnings, ElementsAre(HasSubstr("patient0001, 2CH: the view is missing")));
  EXPECT_THAT(unscaled, IsEmpty());
  ASSERT_TRUE(patient.frames(k4ch, kEd).has_value());
  EXPECT_EQ(patient.frames(k4ch, kEd)->image.spacing_mm(), (shape::Spacing{0.308, 0.154}));
  EXPECT_EQ(patient.frames(k4ch, kEd)->image(1, 2), 'j');
  EXPECT_EQ(patient.frames(k4ch, kEs)->labels(3, 2), cardiac::kLeftAtrium);
  EXPECT_EQ(patient.stated_ef_percent, 53.4);
  EXPECT_EQ(patient.quality[1], cardiac::Quality::kMedium);
  EXPECT_THAT(files, SizeIs(9));
}

TEST_F(LoadPatient, WarnsOnceOfAMissingView) {
  for (const auto& name : testing::names_in(path())) {
    if (name.find("4CH") != std::string::npos) std::filesystem::remove(path(name));
  }
  const auto loaded = load();
  EXPECT_THAT(
      loaded.warnings, ElementsAre(path().string() + ": patient0007, 4CH: the view is missing"));
  EXPECT_TRUE(loaded.patient.frames(cardiac::View::kTwoChamber, kEs).has_value());
  EXPECT_FALSE(loaded.patient.frames(k4ch, kEs).has_value());
}

TEST_F(LoadPatient, WarnsOnceOfAViewWithoutLabels) {
  std::filesystem::remove(path("patient0007_4CH_ED_gt.nii.gz"));
  std::filesystem::remove(path("patient0007_4CH_ES_gt.nii.gz"));
  EXPECT_THAT(load().warnings, ElementsAre(HasSubstr("4CH: the view has images but no labels")));
}

TEST_F(LoadPatient, LeavesOutAFrameWithoutItsImageOrItsLabels) {
  std::filesystem::remove(path("patient0007_2CH_ED_gt.nii.gz"));
  expect_only_ed_2ch_left_out(load(), path().string(), "the label map (_gt) is missing");
  frames::write_labels(path("patient0007_2CH_ED_gt.nii.gz"), drawn_heart(20.0, 60.0).labels);
  std::filesystem::remove(path("patient0007_2CH_ED.nii.gz"));
  expect_only_ed_2ch_left_out(load(), path().string(), "the image is missing");
}

TEST_F(LoadPatient, LeavesOutAFrameThatIsDamaged) {
  const std::string name = "patient0007_2CH_ED_gt.nii.gz";
  const std::string whole = testing::bytes_of_file(path(name));
  rewrite(name, whole.substr(0, whole.size() / 2));
  expect_only_ed_2ch_left_out(load(), name, "end early");
  std::string flipped = whole;
  flipped[whole.size() / 2] ^= 1;
  rewrite(name, flipped);
  expect_only_ed_2ch_left_out(load(), name, "damaged");
}

TEST_F(LoadPatient, LeavesOutAFrameWhoseLabelsHaveAnotherSizeOrSpacing) {
  const std::string name = "patient0007_2CH_ED_gt.nii.gz";
  frames::write_labels(
      path(name), shape::LabelMap({.size = {10, 20}, .spacing_mm = {1.0, 0.75}}, 1));
  expect_only_ed_2ch_left_out(
      load(), name, "has 10 x 20 pixels, expected those of its image, 96 x 128 pixels");
  const shape::LabelMap labels = drawn_heart(20.0, 60.0).labels;
  shape::LabelMap isotropic({.size = labels.size(), .spacing_mm = {1.0, 1.0}});
  std::ranges::copy(labels.pixels(), isotropic.pixels().begin());
  frames::write_labels(path(name), isotropic);
  expect_only_ed_2ch_left_out(
      load(), name, "has a spacing of 1 x 1 mm, expected that of its image, 1 x 0.75 mm");
}

TEST_F(LoadPatient, LeavesOutAFrameWithLabelsOutOfRange) {
  shape::LabelMap labels = drawn_heart(20.0, 60.0).labels;
  labels(3, 4) = 7;
  frames::write_labels(path("patient0007_2CH_ED_gt.nii.gz"), labels);
  expect_only_ed_2ch_left_out(
      load(),
      "patient0007_2CH_ED_gt.nii.gz",
      "pixel (3, 4) has the label 7, expected 0, 1, 2 or 3");
}

TEST_F(LoadPatient, LeavesOutAFrameWithoutALeftVentricle) {
  shape::LabelMap labels = drawn_heart(20.0, 60.0).labels;
  std::ranges::replace(labels.pixels(), cardiac::kLeftVentricle, cardiac::kBackground);
  frames::write_labels(path("patient0007_2CH_ED_gt.nii.gz"), labels);
  expect_only_ed_2ch_left_out(load(), "patient0007_2CH_ED_gt.nii.gz", "no pixel of label 1");
}

TEST_F(LoadPatient, KeepsAFrameWithSeveralVentricleComponentsAndWarns) {
  shape::LabelMap labels = drawn_heart(20.0, 60.0).labels;
  labels(0, 0) = cardiac::kLeftVentricle;
  frames::write_labels(path("patient0007_2CH_ED_gt.nii.gz"), labels);
  const auto loaded = load();
  EXPECT_THAT(
      loaded.warnings,
      ElementsAre(AllOf(HasSubstr("patient0007_2CH_ED_gt"), HasSubstr("2 components"))));
  EXPECT_EQ(
      loaded.patient.frames(cardiac::View::kTwoChamber, kEd)->labels(0, 0),
      cardiac::kLeftVentricle);
}

/// Re-exports of a 2 x 2 frame, LV above LA, as NIfTI files of other types and orientations.
class LoadReexport : public ::testing::Test {
 protected:
  LoadReexport() {
    add("", NiftiFile({2, 2}).with("abcd"));
    add("_gt", NiftiFile({2, 2}).with(std::string("\1\1\3\0", 4)));
  }
  void add(const std::string& suffix, const std::string& bytes) const {
    temporary_.add("patient0001_2CH_ED" + suffix + ".nii", bytes);
    temporary_.add("Info_2CH.cfg", "ED: 1\n");
    std::filesystem::create_directories(temporary_.path());
  }
  /// The loaded frame, and the warnings without that of the absent frames.
  std::optional<shape::LabelledImage> load() {
    auto loaded = load_patient({"patient0001", temporary_.path()});
    warnings_ = loaded.warnings;
    std::erase_if(warnings_, [](const std::string& line) {  // of so small a heart
      return line.find("is missing") != std::string::npos ||
             line.find("implausible long axis") != std::string::npos;
    });
    return loaded.patient.frames(cardiac::View::kTwoChamber, kEd);
  }

  std::vector<std::string> warnings_;

 private:
  TemporaryFolder temporary_;
};

constexpr float kW = 0.308F;
constexpr float kH = 0.154F;

TEST_F(LoadReexport, TakesLabelsOfOtherTypes) {
  add("_gt", NiftiFile({2, 2}).type(64, 64).with(testing::raw<double>({1, 1, 3, 0})));
  const auto frame = load();
  EXPECT_THAT(warnings_, IsEmpty());
  ASSERT_TRUE(frame.has_value());
  EXPECT_EQ(frame->labels(0, 1), cardiac::kLeftAtrium);
}

TEST_F(LoadReexport, TakesLabelsThatWereFlippedTogetherWithTheirDirection) {
  add("_gt",
      NiftiFile({2, 2}).axes({-kW, 0, 0, 0}, {0, kH, 0, -kH}).with(std::string("\3\0\1\1", 4)));
  const auto frame = load();
  EXPECT_THAT(warnings_, IsEmpty());
  ASSERT_TRUE(frame.has_value());
  EXPECT_EQ(frame->labels(0, 0), cardiac::kLeftVentricle);
  EXPECT_EQ(frame->labels(0, 1), cardiac::kLeftAtrium);
  EXPECT_EQ(frame->image(0, 1), 'c');
}

TEST_F(LoadReexport, LeavesOutLabelsThatWereTurnedButNotMoved) {
  add("_gt", NiftiFile({2, 2}).axes({kW, 0, 0, 0}, {0, kH, 0, 0}).with(std::string("\1\1\3\0", 4)));
  EXPECT_FALSE(load().has_value());
  EXPECT_THAT(warnings_, ElementsAre(HasSubstr("is turned against the other")));
}

TEST_F(LoadReexport, KeepsLabelsThatOnlyLieElsewhereAndWarns) {
  add("_gt",
      NiftiFile({2, 2}).axes({-kW, 0, 0, -5}, {0, -kH, 0, 0}).with(std::string("\1\1\3\0", 4)));
  EXPECT_TRUE(load().has_value());
  EXPECT_THAT(warnings_, ElementsAre(HasSubstr("begins at (5, ")));
}

TEST_F(LoadReexport, WarnsOfAFrameThatStandsOnItsHead) {
  add("_gt", NiftiFile({2, 2}).with(std::string("\3\0\1\1", 4)));
  EXPECT_TRUE(load().has_value());
  EXPECT_THAT(warnings_, ElementsAre(HasSubstr("2CH ED: the apex lies below the base")));
}

TEST_F(LoadReexport, WarnsOfASpacingThatNoScanHas) {
  const NiftiFile large = NiftiFile({500, 1}).no_axes().spacing(1.0F, 1.0F);
  add("", large.with(std::string(500, 'a')));
  add("_gt", large.with(std::string(500, '\1')));
  EXPECT_TRUE(load().has_value());
  EXPECT_THAT(warnings_, Contains(HasSubstr("spans 500 x 1 mm, more than a scan can")));
}

TEST_F(LoadPatient, DoesWithoutAMissingCfg) {
  std::filesystem::remove(path("Info_2CH.cfg"));
  const auto loaded = load();
  EXPECT_THAT(
      loaded.warnings,
      ElementsAre(path("Info_2CH.cfg").string() + ": not found; what it would say is unknown"));
  EXPECT_FALSE(loaded.patient.quality[0].has_value());
  EXPECT_EQ(loaded.patient.quality[1], cardiac::Quality::kPoor);
  EXPECT_EQ(loaded.patient.stated_ef_percent, 54.0);
  EXPECT_TRUE(loaded.patient.has_both_views());
}

TEST_F(LoadPatient, LeavesOutWhatTheTwoCfgFilesDisagreeOn) {
  rewrite("Info_4CH.cfg", "Sex: M\r\nAge: 57\r\nEF: 45\r\nImageQuality: Good\r\n");
  const auto loaded = load();
  EXPECT_THAT(
      loaded.warnings,
      ElementsAre(HasSubstr("Sex differs"), HasSubstr("Age differs"), HasSubstr("EF differs")));
  EXPECT_FALSE(loaded.patient.sex.has_value());
  EXPECT_FALSE(loaded.patient.age_years.has_value());
  EXPECT_FALSE(loaded.patient.stated_ef_percent.has_value());
  EXPECT_EQ(loaded.patient.quality[1], cardiac::Quality::kGood);
}

TEST_F(LoadPatient, NamesACfgFileOnceHoweverMuchIsWrongWithIt) {
  rewrite("Info_4CH.cfg", "Vendor: GE\nEF: many\nED: 3\nES: 3\n");
  EXPECT_THAT(
      load().warnings,
      ElementsAre(AllOf(
          HasSubstr(path("Info_4CH.cfg").string() + ": unknown key 'Vendor' is left out; "),
          HasSubstr("; EF is 'many' and left out, expected a number"),
          HasSubstr("; ED and ES are the same frame"))));
  std::string damaged;
  for (int i = 0; i < 50; ++i) damaged += "line " + std::to_string(i) + "\n";
  rewrite("Info_4CH.cfg", damaged);
  EXPECT_THAT(
      load().warnings, ElementsAre(AllOf(HasSubstr("'line 0'"), HasSubstr("; and 47 more"))));
}

TEST_F(LoadPatient, FindsFilesWhoseNamesAreInLettersOfTheOtherCase) {
  for (const std::string& name : testing::names_in(path())) {
    std::string other = name;
    std::ranges::transform(
        other, other.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    std::filesystem::rename(path(name), path(other));
  }
  const auto loaded = load();
  EXPECT_THAT(loaded.warnings, IsEmpty());
  EXPECT_TRUE(loaded.patient.has_both_views());
  EXPECT_EQ(loaded.patient.stated_ef_percent, 54.0);
  EXPECT_EQ(loaded.files.front().name, "patient0007/INFO_2CH.CFG");
}

TEST_F(LoadPatient, LeavesOutWhatCannotBeOpened) {
  const std::string name = "patient0007_2CH_ED.nii.gz";
  std::filesystem::remove(path(name));
  std::filesystem::create_symlink(name, path(name));
  expect_only_ed_2ch_left_out(load(), name, "cannot be opened: Too many levels of symbolic links");
  const auto absent = load_patient({"patient0008", path("nowhere")});
  EXPECT_THAT(absent.warnings, ElementsAre(HasSubstr("nowhere: cannot be opened: No such file")));
}

TEST_F(LoadPatient, NamesAGitLfsPointer) {
  const std::string name = "patient0007_2CH_ED.nii.gz";
  rewrite(name, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n");
  expect_only_ed_2ch_left_out(load(), name, "is a Git LFS pointer");
}

TEST_F(LoadPatient, TakesFramesOfTheHalfSequenceWhereThereAreNoStills) {
  constexpr int kCount = 12;  // ED is the last one of the 4-chamber view, ES the first
  const auto grid = drawn_heart(20.0, 60.0).labels.grid();
  std::string images;
  std::string labels;
  for (int i = 0; i < kCount; ++i) {
    const shape::LabelledImage heart = drawn_heart(15.0 + 0.5 * i, 54.0 + 0.5 * i);
    for (const auto pixel : heart.image.pixels()) images += static_cast<char>(pixel / 2.0F);
    for (const auto pixel : heart.labels.pixels()) labels += static_cast<char>(pixel);
  }
  const auto header = NiftiFile({grid.size.width, grid.size.height, kCount})
                          .spacing(1.0F, 0.75F)
                          .axes({-1.0F, 0, 0, 0}, {0, -0.75F, 0, 0});
  rewrite("patient0007_4CH_half_sequence.nii.gz", testing::gzipped(header.with(images)));
  rewrite("patient0007_4CH_half_sequence_gt.nii.gz", testing::gzipped(header.with(labels)));
  for (const std::string frame : {"ED", "ED_gt", "ES", "ES_gt"}) {
    std::filesystem::remove(path("patient0007_4CH_" + frame + ".nii.gz"));
  }
  const auto loaded = load();
  EXPECT_THAT(loaded.warnings, IsEmpty());
  ASSERT_TRUE(loaded.patient.has_both_views());
  EXPECT_EQ(loaded.patient.frames(k4ch, kEd)->labels, drawn_heart(20.5, 59.5).labels);
  EXPECT_EQ(loaded.patient.frames(k4ch, kEs)->labels, drawn_heart(15.0, 54.0).labels);
  EXPECT_THAT(loaded.files, SizeIs(8));

  std::filesystem::remove(path("Info_4CH.cfg"));
  EXPECT_THAT(
      load().warnings, Contains(HasSubstr("its cfg file does not say which frames are ED and ES")));
}

TEST_F(LoadPatient, TellsWhichFilesHaveAScaleThatIsNone) {
  EXPECT_THAT(load().unscaled, IsEmpty());
  const auto grid = drawn_heart(20.0, 60.0).labels.grid();
  const auto header = NiftiFile({grid.size.width, grid.size.height})
                          .spacing(1.0F, 0.75F)
                          .axes({-1.0F, 0, 0, 0}, {0, -0.75F, 0, 0})
                          .put<float>(112, {std::numeric_limits<float>::infinity(), 0.0F});
  rewrite("patient0007_2CH_ED.nii.gz", header.with(std::string(grid.size.pixel_count(), 'a')));
  EXPECT_THAT(load().unscaled, ElementsAre(path("patient0007_2CH_ED.nii.gz")));
}

TEST_F(LoadPatient, IsEmptyWithAWarningPerViewWhereThereIsNothing) {
  const TemporaryFolder temporary;
  const auto loaded = load_patient({"patient0001", temporary.path()});
  EXPECT_THAT(loaded.warnings, SizeIs(2));
  EXPECT_THAT(loaded.files, IsEmpty());
}

TEST(IsPatientId, WantsTheWordAndDigits) {
  EXPECT_TRUE(is_patient_id("patient0001"));
  EXPECT_TRUE(is_patient_id("patient1"));
  EXPECT_FALSE(is_patient_id("patient"));
  EXPECT_FALSE(is_patient_id("patient00a1"));
  EXPECT_FALSE(is_patient_id("0001"));
}

}  // namespace
}  // namespace segnoise::camus

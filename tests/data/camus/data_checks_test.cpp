// What can be wrong with a data set that is read without an error: made from the real frames, and
// named. Every test skips itself where they are absent.

#include "data/camus/data_set.h"
#include "data/frames/image_file.h"
#include "data/frames/made_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::camus {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::NiftiFile;
using testing::TemporaryFolder;

const std::string kId = "patient0001";  // the one with both views

/// A copy of one patient, whose files a test spoils.
class DataChecks : public ::testing::Test {
 protected:
  void SetUp() override {
    const fs::path root = fs::path(SEGNOISE_SHARED_DATA) / "camus-sample";
    if (!fs::is_directory(root)) GTEST_SKIP() << "no real frames at " << root;
    fs::copy(root / "database_nifti" / kId, folder(), fs::copy_options::recursive);
    fs::copy(root / "database_split", temporary_.path() / "database_split");
  }

  [[nodiscard]] fs::path folder() const { return temporary_.path() / kId; }
  [[nodiscard]] fs::path file(const std::string& frame) const {
    return folder() / (kId + '_' + frame + ".nii.gz");
  }
  [[nodiscard]] LoadedDataSet load() const {
    return load_patients(open_data_set(temporary_.path()));
  }
  [[nodiscard]] std::vector<std::string> warnings() const { return load().warnings; }

  /// What is said of the patient: among the warnings, and with him for every other reader.
  [[nodiscard]] std::vector<std::string> remarks() const {
    auto [patients, warnings, fingerprint] = load();
    for (const std::string& remark : patients.at(0).remarks) {
      EXPECT_THAT(warnings, Contains((folder() / "").parent_path().string() + ": " + remark));
    }
    return patients.at(0).remarks;
  }

  /// Writes frames anew: change(raster) of their images and labels.
  template <class Change>
  void change(const std::vector<std::string>& views, Change change) const {
    for (const std::string& view : views) {
      for (const std::string instant : {"_ED", "_ES"}) {
        frames::write_image(file(view + instant), change(frames::read_image(file(view + instant))));
        frames::write_labels(
            file(view + instant + "_gt"),
            change(frames::read_labels(file(view + instant + "_gt"))));
      }
    }
  }

  void rewrite(const fs::path& path, const std::string& bytes) const {
    temporary_.add(fs::relative(path, temporary_.path()).string(), bytes);
  }

  TemporaryFolder temporary_;
};

/// The raster on another grid: the pixel at from(x, y).
template <class T, class From>
shape::Raster<T> relaid(const shape::Raster<T>& raster, const shape::Grid& grid, From from) {
  shape::Raster<T> result(grid);
  for (int y = 0; y < result.height(); ++y) {
    for (int x = 0; x < result.width(); ++x) {
      const auto [old_x, old_y] = from(x, y);
      result(x, y) = raster(old_x, old_y);
    }
  }
  return result;
}

template <class T>
shape::Raster<T> spaced(const shape::Raster<T>& raster, double factor) {
  shape::Grid grid = raster.grid();
  grid.spacing_mm = {factor * grid.spacing_mm.x_mm, factor * grid.spacing_mm.y_mm};
  return relaid(raster, grid, [](int x, int y) { return std::pair(x, y); });
}

template <class T>
shape::Raster<T> resized_to_256(const shape::Raster<T>& raster) {
  return relaid(raster, {.size = {256, 256}, .spacing_mm = {1.0, 1.0}}, [&](int x, int y) {
    return std::pair((2 * x + 1) * raster.width() / 512, (2 * y + 1) * raster.height() / 512);
  });
}

template <class T>
shape::Raster<T> transposed(const shape::Raster<T>& raster) {
  const shape::Grid grid{
      .size = {raster.height(), raster.width()},
      .spacing_mm = {raster.spacing_mm().y_mm, raster.spacing_mm().x_mm}};
  return relaid(raster, grid, [](int x, int y) { return std::pair(y, x); });
}

TEST_F(DataChecks, FindNothingInTheSampleAsItIs) {
  EXPECT_THAT(warnings(), IsEmpty());
  const fs::path root = fs::path(SEGNOISE_SHARED_DATA) / "camus-sample";
  for (const cardiac::Patient& patient : load_patients(open_data_set(root)).patients) {
    EXPECT_THAT(patient.remarks, IsEmpty()) << patient.id;
  }
}

TEST_F(DataChecks, NameAViewWithAnotherSpacing) {
  change({"4CH"}, [](const auto& raster) { return spaced(raster, 1.5); });
  EXPECT_THAT(
      remarks(),
      Contains(::testing::MatchesRegex("E[DS]: long axes of .* mm \\(2CH\\) and .* mm "
                                       "\\(4CH\\) differ by 3[0-9] %; is a view foreshortened.")));
}

TEST_F(DataChecks, NameEndDiastoleAndEndSystoleThatWereExchanged) {
  for (const std::string view : {"2CH", "4CH"}) {
    for (const std::string gt : {"", "_gt"}) {
      fs::rename(file(view + "_ED" + gt), folder() / "other");
      fs::rename(file(view + "_ES" + gt), file(view + "_ED" + gt));
      fs::rename(folder() / "other", file(view + "_ES" + gt));
    }
  }
  EXPECT_THAT(remarks(), Contains(::testing::MatchesRegex("ESV of .* mL exceeds EDV of .* mL")));
}

TEST_F(DataChecks, NameStillsThatWereResizedWithoutTheirSpacing) {
  change({"2CH", "4CH"}, [](const auto& raster) { return resized_to_256(raster); });
  EXPECT_THAT(remarks(), Contains(HasSubstr("implausible volume: EDV of ")));
}

TEST_F(DataChecks, NameASpacingThatIsATenth) {
  change({"2CH", "4CH"}, [](const auto& raster) { return spaced(raster, 0.1); });
  EXPECT_THAT(
      remarks(),
      ::testing::IsSupersetOf(
          {HasSubstr("implausible volume: EDV of 0.1 mL"),
           HasSubstr("implausible long axis: 7.")}));
}

TEST_F(DataChecks, NameLabelsThatWereTransposed) {
  change({"2CH", "4CH"}, [](const auto& raster) { return transposed(raster); });
  EXPECT_THAT(remarks(), Contains(HasSubstr("2CH ED: the apex lies beside the base")));
}

TEST_F(DataChecks, NameLabelsThatAloneWereTransposed) {
  frames::write_labels(file("2CH_ED_gt"), transposed(frames::read_labels(file("2CH_ED_gt"))));
  EXPECT_THAT(warnings(), Contains(HasSubstr("has 389 x 549 pixels, expected those of its image")));
  change({"2CH", "4CH"}, [](const auto& raster) { return resized_to_256(raster); });
  frames::write_labels(file("4CH_ES_gt"), transposed(frames::read_labels(file("4CH_ES_gt"))));
  EXPECT_THAT(remarks(), Contains(HasSubstr("4CH ES: the apex lies beside the base")));
}

TEST_F(DataChecks, NameAnEjectionFractionThatIsNotTheLabels) {
  for (const std::string ef : {"30", "0.3"}) {
    for (const std::string view : {"2CH", "4CH"}) {
      rewrite(folder() / ("Info_" + view + ".cfg"), "EF: " + ef + "\n");
    }
    EXPECT_THAT(remarks(), ElementsAre("EF is stated as 30 %, but 59 % is measured on the labels"))
        << ef;
    EXPECT_THAT(
        warnings(),
        ef == "30" ? ::testing::Not(Contains(HasSubstr("taken for")))
                   : ::testing::Matcher<std::vector<std::string>>(
                         Contains(HasSubstr("EF is 0.3, taken for 30 %"))));
  }
}

TEST_F(DataChecks, ReadAVolumeOfOneSliceWhateverItsThirdSpacing) {
  const shape::LabelMap labels = frames::read_labels(file("2CH_ED_gt"));
  for (const float spacing_mm : {999.0F, 0.0F}) {
    std::vector<float> pixels(labels.pixels().begin(), labels.pixels().end());
    const auto x_mm = static_cast<float>(labels.spacing_mm().x_mm);
    const auto y_mm = static_cast<float>(labels.spacing_mm().y_mm);
    const auto header = NiftiFile({labels.width(), labels.height(), 1})
                            .type(16, 32)
                            .spacing(x_mm, y_mm)
                            .axes({-x_mm, 0, 0, 0}, {0, -y_mm, 0, 0})
                            .put<float>(88, {spacing_mm})
                            .put<float>(312, {0, 0, spacing_mm, 0});
    rewrite(file("2CH_ED_gt"), testing::gzipped(header.with(testing::raw(pixels))));
    EXPECT_THAT(warnings(), IsEmpty());
    EXPECT_EQ(frames::read_labels(file("2CH_ED_gt")), labels);
  }
}

TEST_F(DataChecks, ReadAListThatBeginsWithAByteOrderMark) {
  for (const std::string part : {"training", "validation", "testing"}) {
    const fs::path path = temporary_.path() / "database_split" / ("subgroup_" + part + ".txt");
    rewrite(path, "\xEF\xBB\xBF" + (part == "testing" ? kId : "") + "\n");
  }
  const DataSet data_set = open_data_set(temporary_.path());
  EXPECT_THAT(data_set.split.value().testing, ElementsAre(kId));
  EXPECT_THAT(data_set.warnings, IsEmpty());
}

TEST_F(DataChecks, ReadAnUncompressedFileThatIsNamedAsIfItWere) {
  const shape::LabelMap labels = frames::read_labels(file("4CH_ES_gt"));
  const auto x_mm = static_cast<float>(labels.spacing_mm().x_mm);
  const auto header = NiftiFile({labels.width(), labels.height()})
                          .spacing(x_mm, x_mm)
                          .axes({-x_mm, 0, 0, 0}, {0, -x_mm, 0, 0});
  std::string pixels;
  for (const std::uint8_t pixel : labels.pixels()) pixels += static_cast<char>(pixel);
  rewrite(file("4CH_ES_gt"), header.with(pixels));
  EXPECT_THAT(warnings(), IsEmpty());
  EXPECT_EQ(frames::read_labels(file("4CH_ES_gt")), labels);
}

TEST_F(DataChecks, NameAGitLfsPointer) {
  rewrite(
      file("2CH_ES"), "version https://git-lfs.github.com/spec/v1\noid sha256:0f\nsize 290112\n");
  EXPECT_THAT(
      warnings(),
      ElementsAre(HasSubstr("_2CH_ES.nii.gz: is a Git LFS pointer and not the file itself")));
}

}  // namespace
}  // namespace segnoise::camus

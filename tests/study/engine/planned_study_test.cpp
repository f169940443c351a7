#include "study/engine/planned_study.h"

#include "support/temporary_folder.h"
#include "support/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

namespace segnoise::engine {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const plan::StudyPlan kPlan{
    .name = "mine",
    .conditions = {{}, {.name = "noisy", .setup = noise::NoiseSetup{.name = "s"}}},
    .seeds = {1, 2}};

class PlannedStudyFolder : public ::testing::Test {
 protected:
  PlannedStudyFolder() { fs::current_path(folder_.path()); }
  ~PlannedStudyFolder() override { fs::current_path(before_); }

  static PlannedStudy planned(
      const std::optional<fs::path>& folder = {}, const std::string& fingerprint = "d") {
    return planned_study(kPlan, {}, {.data_fingerprint = fingerprint}, folder);
  }

  fs::path before_ = fs::current_path();
  testing::TemporaryFolder folder_;
};

TEST_F(PlannedStudyFolder, HasACellForEachConditionAndSeed) {
  const PlannedStudy study = planned("out");
  ASSERT_THAT(study.cells, SizeIs(4));
  std::set<std::string> ids;
  for (const PlannedCell& cell : study.cells) {
    EXPECT_TRUE(study_files::is_cell_id(cell.id)) << cell.id;
    EXPECT_EQ(cell.folder, fs::path("out") / "cells" / cell.id);
    EXPECT_EQ(&study.cell_of(cell.id), &cell);
    ids.insert(cell.id);
  }
  EXPECT_THAT(ids, SizeIs(4));
  EXPECT_EQ(study.cells[3].name(), "noisy, seed 2, fold 1");
  EXPECT_FALSE(fs::exists("out"));  // nothing is written
}

TEST_F(PlannedStudyFolder, NamesACellThatItDoesNotHave) {
  EXPECT_EQ(
      testing::refusal_of([] { (void)planned("out").cell_of("0123"); }),
      "the study mine has no cell \"0123\" on this data set; --cells lists them");
}

TEST_F(PlannedStudyFolder, IsItsOwnAgainOnceItIsClaimed) {
  claim_folder(planned("out"));
  const PlannedStudy again = planned("out");
  EXPECT_EQ(
      testing::lines_of(testing::bytes_of_file("out/cells.txt"))[0],
      again.cells[0].id + " clean, seed 1, fold 1");
  EXPECT_FALSE(again.cells[0].is_complete());
  fs::create_directories(again.cells[0].folder);
  EXPECT_TRUE(again.cells[0].is_complete());
}

TEST_F(PlannedStudyFolder, IsNotThatOfAStudyOfOtherData) {
  claim_folder(planned("out"));
  EXPECT_THAT(
      testing::refusal_of([] { (void)planned("out", "other data"); }),
      HasSubstr("out: holds another study: of other settings, other data"));
}

TEST_F(PlannedStudyFolder, TakesTheNextFreeNameWhereNoneWasAskedFor) {
  EXPECT_EQ(planned().folder, fs::path("results/mine"));
  claim_folder(planned());
  EXPECT_EQ(planned().folder, fs::path("results/mine"));
  EXPECT_EQ(planned({}, "other data").folder, fs::path("results/mine-2"));
}

TEST_F(PlannedStudyFolder, IsNotOneWithOtherResults) {
  folder_.add("results/mine/summary.json", "{}");
  EXPECT_EQ(planned().folder, fs::path("results/mine-2"));
  EXPECT_THAT(
      testing::refusal_of([] { require_no_other_results("results/mine"); }),
      HasSubstr("results/mine: already holds results, which are not of this study"));
  EXPECT_THAT(
      testing::refusal_of([&] { require_no_other_results(folder_.add("file", "")); }),
      HasSubstr("already holds results"));
  EXPECT_NO_THROW(require_no_other_results("absent"));
}

TEST_F(PlannedStudyFolder, NamesAFolderThatCannotBeMade) {
  folder_.add("file", "");
  EXPECT_THAT(
      testing::refusal_of([] { claim_folder(planned("file/out")); }),
      HasSubstr("cannot make the folder file/out"));
}

}  // namespace
}  // namespace segnoise::engine

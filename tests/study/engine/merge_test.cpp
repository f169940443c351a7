#include "study/engine/merge.h"

#include "study/files/comparison_files.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::engine {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

class MergeCells : public ::testing::Test {
 protected:
  MergeCells()
      : study_(planned_study(
            {.name = "mine",
             .conditions = {{}, {.name = "noisy", .setup = noise::NoiseSetup{.name = "s"}}}},
            {},
            {},
            folder_.path() / "out")) {}

  /// Three patients, each a little worse than the one before.
  void complete(const PlannedCell& planned, double dice_percent) const {
    study_files::CellResult result{.id = planned.id};
    for (const int patient : {1, 2, 3}) {
      result.patients.push_back(
          {"p" + std::to_string(patient),
           {{"dice_ed_percent", dice_percent - patient},
            {"dice_es_percent", dice_percent - patient}}});
    }
    const auto path = std::filesystem::path("out/cells") / planned.id;
    folder_.add((path / "cell.json").string(), study_files::cell_json(result, planned.inputs));
    folder_.add(
        (path / "training.csv").string(),
        "condition,epoch,training_loss,validation_dice\n" + planned.cell.condition.name +
            ",1,0.5,0.9\n");
  }

  [[nodiscard]] std::string written(const char* name) const {
    return testing::bytes_of_file(study_.folder / name);
  }

  testing::TemporaryFolder folder_;
  PlannedStudy study_;
};

TEST_F(MergeCells, ComparesWhatAllOfThemFound) {
  complete(study_.cells[0], 90.0);
  complete(study_.cells[1], 80.0);
  const MergedStudy merged = merge_cells(study_);
  EXPECT_EQ(merged.missing_cells, 0U);
  EXPECT_THAT(merged.measurements, SizeIs(12));
  EXPECT_THAT(merged.tables, HasSubstr("88.0"));  // the mean of 89, 88 and 87
  EXPECT_THAT(merged.tables, HasSubstr("78.0"));
  EXPECT_EQ(written("tables.txt"), merged.tables);
  EXPECT_EQ(written("results.csv"), study_files::results_csv(merged.measurements));
  EXPECT_THAT(written("summary.json"), HasSubstr("\"complete\": true"));
  EXPECT_THAT(written("summary.json"), HasSubstr("\"least_validation_dice\": 0.9"));
  EXPECT_THAT(written("cells.txt"), HasSubstr(" noisy, seed 1, fold 1\n"));
}

TEST_F(MergeCells, SaysHowManyAreMissing) {
  complete(study_.cells[0], 90.0);
  const MergedStudy merged = merge_cells(study_);
  EXPECT_EQ(merged.missing_cells, 1U);
  EXPECT_THAT(merged.tables, StartsWith("Incomplete: 1 of 2 cells are missing.\n\n"));
  EXPECT_THAT(written("summary.json"), HasSubstr("\"complete\": false"));
}

TEST_F(MergeCells, NamesACellThatIsDamaged) {
  complete(study_.cells[0], 90.0);
  const auto path = folder_.add("out/cells/" + study_.cells[0].id + "/cell.json", "{");
  EXPECT_THAT(testing::refusal_of([&] { (void)merge_cells(study_); }), HasSubstr(path.string()));
}

TEST(DutyToData, IsToCiteCamusAndToNameTheLicenceOfItsFrames) {
  EXPECT_THAT(duty_to_data({.origin = cardiac::DataOrigin::kPhantom}), IsEmpty());
  EXPECT_THAT(duty_to_data({.origin = cardiac::DataOrigin::kOther}), IsEmpty());
  EXPECT_THAT(duty_to_data({.origin = cardiac::DataOrigin::kCamus}), HasSubstr("CC BY-NC-SA 4.0"));
  const std::string without =
      duty_to_data({.origin = cardiac::DataOrigin::kCamus, .shows_frames = false});
  EXPECT_THAT(without, HasSubstr("Leclerc"));
  EXPECT_THAT(without, Not(HasSubstr("CC BY")));
}

}  // namespace
}  // namespace segnoise::engine

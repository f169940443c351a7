#include "study/files/cell_file.h"

#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <set>
#include <stdexcept>

namespace segnoise::study_files {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

const plan::StudyPlan kPlan{.name = "mine", .seeds = {1, 2}};
const plan::Cell kCell{
    .condition = {.name = "shift", .setup = noise::NoiseSetup{.name = "s"}}, .seed = 1, .fold = 1};
const CellEnvironment kEnvironment{
    .data_fingerprint = "d",
    .code_digest = "c",
    .libraries = {{"LibTorch", "1"}},
    .learning = {{"epochs", "3"}}};

TEST(CellInputs, DifferByWhateverAResultDependsOn) {
  std::set<std::string> inputs{cell_inputs(kPlan, kCell, kEnvironment)};
  const auto changed =
      [&](const std::function<void(plan::StudyPlan&, plan::Cell&, CellEnvironment&)>& change) {
        plan::StudyPlan plan = kPlan;
        plan::Cell cell = kCell;
        CellEnvironment environment = kEnvironment;
        change(plan, cell, environment);
        EXPECT_TRUE(inputs.insert(cell_inputs(plan, cell, environment)).second);
      };
  changed([](auto& plan, auto&, auto&) { plan.kind = plan::StudyKind::kLabels; });
  changed([](auto& plan, auto&, auto&) {
    plan.kind = plan::StudyKind::kLabels;
    plan.draws = 10;
  });
  changed(
      [](auto& plan, auto&, auto&) { plan.volume_method = cardiac::VolumeMethod::kBiplaneCamus; });
  changed([](auto& plan, auto&, auto&) { plan.seeds = {7, 1}; });  // divides the patients
  changed([](auto& plan, auto&, auto&) { plan.folds = 4; });
  changed([](auto&, auto& cell, auto&) { cell.seed = 2; });
  changed([](auto&, auto& cell, auto&) { cell.fold = 2; });
  changed([](auto&, auto& cell, auto&) { cell.condition.setup.reset(); });
  changed([](auto&, auto& cell, auto&) { cell.condition.setup->unit = noise::Unit::kMm; });
  changed([](auto&, auto& cell, auto&) { cell.condition.noisy_fraction = 0.5; });
  changed([](auto&, auto& cell, auto&) { cell.condition.training_patients = 5; });
  changed([](auto&, auto&, auto& environment) { environment.data_fingerprint = "e"; });
  changed([](auto&, auto&, auto& environment) { environment.code_digest = "e"; });
  changed([](auto&, auto&, auto& environment) { environment.libraries[0].second = "2"; });
  changed([](auto&, auto&, auto& environment) { environment.learning[0].second = "4"; });
}

TEST(CellInputs, DoNotDependOnNamesAndOnOtherCells) {
  plan::StudyPlan plan = kPlan;
  plan.name = "other";
  plan.description = "d";
  plan.seeds = {1, 2, 3};
  plan::Cell cell = kCell;
  cell.condition.name = "n";
  cell.condition.setup->name = "t";
  cell.condition.setup->description = "u";
  EXPECT_EQ(cell_inputs(plan, cell, kEnvironment), cell_inputs(kPlan, kCell, kEnvironment));
}

TEST(CellFile, ReadsBackToTheLastBit) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "cell.json";
  const CellResult written{
      .id = "0123456789abcdef",
      .patients =
          {{"patient0001", {{"a_mm", 0.1 + 0.2}, {"b", -1.0 / 3.0}, {"c", 5e-324}, {"d", 93.0}}},
           {"patient \"2\"", {{"a_mm", std::numeric_limits<double>::max()}}}},
      .left_out = {{"patient0003", "no view"}}};
  std::ofstream(path) << cell_json(written, cell_inputs(kPlan, kCell, kEnvironment));
  const CellResult read = read_cell(path.string());
  EXPECT_EQ(read.id, written.id);
  EXPECT_EQ(read.patients, written.patients);
  ASSERT_THAT(read.left_out, SizeIs(1));
  EXPECT_EQ(read.left_out[0].patient, "patient0003");
  EXPECT_EQ(read.left_out[0].reason, "no view");

  const auto rows = measurements_of(read, kCell);
  ASSERT_THAT(rows, SizeIs(5));
  EXPECT_EQ(rows[1].cell, "0123456789abcdef");
  EXPECT_EQ(rows[1].condition, "shift");
  EXPECT_EQ(rows[1].patient, "patient0001");
  EXPECT_EQ(rows[1].measure, "b");
  EXPECT_EQ(rows[1].value, -1.0 / 3.0);

  std::ofstream(path) << R"({"id": "0123456789abcdef"})";
  try {
    (void)read_cell(path.string());
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("cell.json: is not the result of a cell"));
  }
  std::ofstream(path) << R"({"id": "../0123456789abcd", "patients": {}})";
  EXPECT_THAT(
      testing::refusal_of([&] { (void)read_cell(path.string()); }),
      HasSubstr("id must be 16 digits from 0 to 9 and a to f, got \"../0123456789abcd\""));
  std::filesystem::remove(path);
  EXPECT_THROW((void)read_cell(path.string()), std::runtime_error);
}

}  // namespace
}  // namespace segnoise::study_files

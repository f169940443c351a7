#include "study/engine/cell_run.h"

#include "data/setups/setup_file.h"
#include "study/engine/fake_observer.h"
#include "study/files/outlines_file.h"
#include "study/files/study_files.h"
#include "support/patients.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>

namespace segnoise::engine {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

std::vector<cardiac::Patient> patients() {
  return {
      testing::drawn_patient("a", 18.0),
      testing::drawn_patient("b", 22.0),
      testing::drawn_patient("c", 20.0),
      testing::drawn_patient("stranger", 21.0)};
}

plan::Condition noisy() {
  return {.name = "low", .setup = setups::read_setup("low", setups::Scenario::kCamus)};
}

TrainingCell training_cell() {
  return {
      .id = "0123456789abcdef",
      .cell = {.condition = noisy(), .seed = 3},
      .split = {{"a"}, {"b"}, {"c"}}};
}

/// Draws the labels that a frame was made of: its image is its labels in shades.
shape::LabelMap labels_of_shades(const shape::Image& image) {
  shape::LabelMap labels(image.grid());
  for (std::size_t i = 0; i < labels.pixels().size(); ++i) {
    labels.pixels()[i] = static_cast<std::uint8_t>(image.pixels()[i] / 60.0F);
  }
  return labels;
}

class CellRun : public ::testing::Test {
 protected:
  /// Learns from what it is shown: writes a checkpoint and a network.
  LearnedNetwork learn(const LearningTask& task) {
    condition_ = task.condition;
    frames_ = {task.training.size(), task.validation.size()};
    folder_.add(fs::relative(task.checkpoint_file, folder_.path()).string(), "half");
    folder_.add(fs::relative(task.network_file, folder_.path()).string(), "whole");
    return {
        .predict = labels_of_shades,
        .record = plan::TrainingRecord{
            .condition = task.condition, .epochs = {{.epoch = 1, .training_loss = 0.5}}}};
  }
  [[nodiscard]] Learner learner() {
    return [this](const LearningTask& task) { return learn(task); };
  }

  testing::TemporaryFolder folder_;
  testing::FakeObserver observer_;
  std::string condition_;
  std::pair<std::size_t, std::size_t> frames_;
};

TEST_F(CellRun, TrainsAndMeasuresOnThePatientsOfItsFold) {
  const study_files::CellResult result =
      train_cell(training_cell(), patients(), learner(), folder_.path(), observer_);
  EXPECT_EQ(condition_, "low");
  EXPECT_EQ(frames_, std::make_pair(std::size_t{4}, std::size_t{4}));
  EXPECT_EQ(result.id, "0123456789abcdef");
  ASSERT_THAT(result.patients, SizeIs(1));
  EXPECT_EQ(result.patients[0].first, "c");
  EXPECT_THAT(
      result.patients[0].second,
      Contains(
          std::make_pair(std::string("dice_ed_percent"), 100.0)));  // it draws the clean labels
  EXPECT_THAT(observer_.steps, ElementsAre("low: testing patient 1 of 1"));
}

TEST_F(CellRun, WritesItsTablesAndRemovesTheCheckpoint) {
  (void)train_cell(training_cell(), patients(), learner(), folder_.path(), observer_);
  EXPECT_THAT(
      testing::names_in(folder_.path()),
      UnorderedElementsAre(
          "network.safetensors", "noise.csv", "outlines.json", "patients.csv", "training.csv"));
  const auto noise = study_files::read_noise_csv((folder_.path() / "noise.csv").string());
  ASSERT_THAT(noise, SizeIs(4));
  EXPECT_EQ(noise[0].frame.patient, "a");
  const auto training = study_files::read_training_csv((folder_.path() / "training.csv").string());
  ASSERT_THAT(training, SizeIs(1));
  EXPECT_EQ(training[0].condition, "low");
  const auto outlines = study_files::read_outlines((folder_.path() / "outlines.json").string());
  ASSERT_THAT(outlines, SizeIs(1));
  EXPECT_TRUE(outlines[0].second(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole));
}

TEST_F(CellRun, HasNoCurveOfANetworkThatWasGiven) {
  const Learner given = [](const LearningTask&) -> LearnedNetwork {
    return {labels_of_shades, {}};
  };
  (void)train_cell(training_cell(), patients(), given, folder_.path(), observer_);
  EXPECT_THAT(
      testing::names_in(folder_.path()),
      UnorderedElementsAre("noise.csv", "outlines.json", "patients.csv"));
}

TEST_F(CellRun, KeepsTheCheckpointOfWhatWasInterruptedWhileItWasMeasured) {
  observer_.end_at = "low: testing patient 1 of 1";
  EXPECT_THROW(
      (void)train_cell(training_cell(), patients(), learner(), folder_.path(), observer_),
      testing::FakeObserver::Ended);
  EXPECT_THAT(
      testing::names_in(folder_.path()),
      UnorderedElementsAre("network.safetensors", "checkpoint.safetensors"));
}

TEST_F(CellRun, OfAHelperLearnsTheSameAndWritesNothing) {
  const Learner helper = [this](const LearningTask& task) -> LearnedNetwork {
    condition_ = task.condition;
    frames_ = {task.training.size(), task.validation.size()};
    return {labels_of_shades, {}};
  };
  help_to_train_cell(training_cell(), patients(), helper, observer_);
  EXPECT_EQ(condition_, "low");
  EXPECT_EQ(frames_, std::make_pair(std::size_t{4}, std::size_t{4}));
  EXPECT_THAT(testing::names_in(folder_.path()), IsEmpty());
}

/// A study of labels of one condition, in the test's folder.
class LabelCell : public CellRun {
 protected:
  LabelCell()
      : study_(planned_study(
            {.name = "labels",
             .kind = plan::StudyKind::kLabels,
             .conditions = {noisy()},
             .draws = 4},
            {},
            {},
            folder_.path() / "out")) {
    for (const cardiac::Patient& patient : patients()) {
      labels_.push_back(plan::ventricle_labels(patient));
    }
  }

  void complete() {
    const PlannedCell& cell = study_.cells[0];
    complete_cell(
        study_,
        cell,
        [&](const fs::path& folder) {
          return draw_cell(cell, study_.plan, labels_, 1, folder, observer_);
        },
        observer_);
  }

  PlannedStudy study_;
  std::vector<plan::VentricleLabels> labels_;
};

TEST_F(LabelCell, IsThereWhenAllOfItIs) {
  complete();
  EXPECT_THAT(
      testing::names_in(study_.cells[0].folder),
      UnorderedElementsAre(
          "cell.json", "parts.csv", "patients.csv", "shapes.csv", "methods.csv", "readings.csv"));
  EXPECT_TRUE(fs::exists(study_.folder / "cells.txt"));
  const auto read = study_files::read_cell((study_.cells[0].folder / "cell.json").string());
  EXPECT_EQ(read.id, study_.cells[0].id);
  EXPECT_THAT(read.patients, SizeIs(4));
  EXPECT_THAT(observer_.steps, Contains("low: patient 4 of 4"));
  EXPECT_EQ(observer_.lines.back(), "low, seed 1, fold 1 is complete");
}

TEST_F(LabelCell, NamesWhoIsLeftOut) {
  labels_[1].cavities = {};
  complete();
  const auto read = study_files::read_cell((study_.cells[0].folder / "cell.json").string());
  EXPECT_THAT(read.patients, SizeIs(3));
  ASSERT_THAT(read.left_out, SizeIs(1));
  EXPECT_EQ(read.left_out[0].patient, "b");
  EXPECT_THAT(observer_.lines[0], HasSubstr("warning: b: left out: "));
}

TEST_F(LabelCell, IsNotThereWhenItsWorkFails) {
  EXPECT_EQ(
      testing::refusal_of([&] {
        complete_cell(
            study_,
            study_.cells[0],
            [](const fs::path&) -> study_files::CellResult { throw std::runtime_error("no luck"); },
            observer_);
      }),
      "no luck");
  EXPECT_FALSE(study_.cells[0].is_complete());
  complete();  // what is left does not stand in the way
  EXPECT_TRUE(study_.cells[0].is_complete());
}

TEST_F(LabelCell, IsNotMadeTwice) {
  complete();
  complete_cell(
      study_,
      study_.cells[0],
      [](const fs::path&) -> study_files::CellResult { throw std::logic_error("made again"); },
      observer_);
  EXPECT_EQ(observer_.lines.size(), 1U);
}

}  // namespace
}  // namespace segnoise::engine

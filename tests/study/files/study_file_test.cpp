#include "study/files/study_file.h"

#include "data/setups/setup_file.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace segnoise::study_files {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string study_complaint(const std::string& json) {
  try {
    (void)parse_study(json, "mine.json");
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

/// A study file with one more line.
std::string with(const std::string& line) {
  return R"({"name": "mine", "kind": "training", "noise": ["camus"], )" + line + "}";
}

TEST(StudyFile, HasTheStudiesOfThePaperBuiltIn) {
  EXPECT_THAT(study_names(), ElementsAre("table7", "ablation", "sensitivity"));
  EXPECT_EQ(study_unit(), "table7|ablation|sensitivity|file.json");
  const plan::StudyPlan table7 = read_study("table7");
  EXPECT_EQ(table7.name, "table7");
  EXPECT_THAT(table7.conditions, SizeIs(4));
  EXPECT_THAT(table7.seeds, ElementsAre(1, 2, 3));
  EXPECT_THAT(plan::cells_of(table7), SizeIs(12));
  EXPECT_THAT(read_study("ablation").conditions, SizeIs(1 + 7 * 3));
  const plan::StudyPlan sensitivity = read_study("sensitivity");
  EXPECT_EQ(sensitivity.kind, plan::StudyKind::kLabels);
  EXPECT_THAT(sensitivity.conditions, SizeIs(9 * 3));  // nothing is clean there
  EXPECT_EQ(sensitivity.draws, 1000);
}

TEST(StudyFile, HasBothOrdersOfTheCamusStudy) {
  const plan::StudyPlan plan = parse_study(
      R"({"name": "orders", "kind": "labels", "noise": ["camus", "camus-jitter-first"],
          "severities": ["low"]})",
      "orders.json");
  ASSERT_THAT(plan.conditions, SizeIs(2));
  EXPECT_EQ(plan.conditions[0].setup, setups::read_setup("low", setups::Scenario::kCamus));
  EXPECT_EQ(
      plan.conditions[1].setup, setups::read_setup("low-jitter-first", setups::Scenario::kCamus));
  EXPECT_EQ(plan.conditions[1].name, "camus-jitter-first low");
}

TEST(StudyFile, ReadsEveryKey) {
  const plan::StudyPlan plan = parse_study(
      R"({"name": "all", "description": "d", "kind": "training", "noise": ["dilation", "camus"],
          "severities": ["high"], "noisy-fractions": [0.5, 1], "training-patients": [20, "all"],
          "seeds": [3, 4], "folds": 5, "volumes": "camus",
          "training": {"network": "unet1", "input-size-px": 128, "epochs": 2, "batch": 4,
                       "learning-rate": 0.01, "loss": "dice", "patience": 3,
                       "augmentation": "mild", "precision": "bfloat16"}})",
      "all.json");
  EXPECT_EQ(plan.description, "d");
  EXPECT_THAT(plan.conditions, SizeIs(2 * (1 + 2 * 2)));
  EXPECT_EQ(plan.conditions[1].name, "dilation high 50% n=20");
  EXPECT_EQ(plan.conditions[4].setup, setups::read_setup("high", setups::Scenario::kCamus));
  EXPECT_THAT(plan.seeds, ElementsAre(3, 4));
  EXPECT_EQ(plan.folds, 5);
  EXPECT_EQ(plan.volume_method, cardiac::VolumeMethod::kBiplaneCamus);
  EXPECT_EQ(
      plan.learning,
      (plan::LearningPlan{
          .network = "unet1",
          .input_size_px = 128,
          .epochs = 2,
          .batch_size = 4,
          .learning_rate = 0.01,
          .loss = "dice",
          .patience = 3,
          .augmentation = "mild",
          .precision = "bfloat16"}));
}

TEST(StudyFile, MayTrainOnCleanLabelsAlone) {
  const plan::StudyPlan plan =
      parse_study(R"({"name": "a", "kind": "training", "noise": []})", "a.json");
  EXPECT_THAT(plan.conditions, SizeIs(1));
  EXPECT_TRUE(plan.conditions[0].is_clean());
  EXPECT_THAT(
      study_complaint(R"({"name": "a", "kind": "labels", "noise": []})"),
      HasSubstr("noise must be an array that is not empty in a study of labels, got []"));
}

TEST(StudyFile, TakesSetupFilesFromBesideIt) {
  const testing::TemporaryFolder folder;
  folder.add(
      "own.json", R"({"name": "own", "unit": "mm", "steps": [{"operation": "shift", "mean": 2}]})");
  const auto path =
      folder.add("study.json", R"({"name": "mine", "kind": "training", "noise": ["own.json"]})");
  const plan::StudyPlan plan = read_study(path.string());
  ASSERT_THAT(plan.conditions, SizeIs(2));
  EXPECT_EQ(plan.conditions[1].name, "own");
  EXPECT_EQ(plan.conditions[1].setup->unit, noise::Unit::kMm);
}

TEST(StudyFile, NamesWhatIsWrong) {
  EXPECT_EQ(study_complaint(with(R"("seeds": [1])")), "none");
  const auto expect = [](const std::string& line, const std::string& message) {
    EXPECT_EQ(study_complaint(with(line)), "mine.json: " + message);
  };
  expect(
      R"("seed": 1)",
      "seed is not a known key; known here: name, description, kind, severities, noise, "
      "noisy-fractions, training-patients, seeds, volumes, folds, training, draws");
  expect(R"("seeds": [])", "seeds must be an array that is not empty, got []");
  expect(R"("seeds": [1, 2, 1])", "seeds must be without repetition, got [1,2,1]");
  expect(R"("seeds": [-1])", "seeds must be an array of whole numbers from 0 to 2^53, got -1");
  expect(
      R"("severities": ["mild"])",
      "severities must be an array of low, medium, high, got \"mild\"");
  expect(
      R"("noisy-fractions": [0])", "noisy-fractions must be an array of numbers in (0, 1], got 0");
  expect(
      R"("training-patients": ["some"])",
      "training-patients must be an array of whole numbers >= 1 or \"all\", got \"some\"");
  expect(R"("folds": 0)", "folds must be a whole number from 1 to 100000, got 0");
  expect(R"("draws": 10)", "draws must be absent from a study of the kind training, got 10");
  expect(
      R"("training": {"epochs": 0})",
      "training.epochs must be a whole number from 1 to 100000, got 0");
  expect(
      R"("training": {"network": "unet3"})",
      "training.network must be one of small, unet1, unet2, got \"unet3\"");
  expect(
      R"("training": {"learning-rate": 0})", "training.learning-rate must be in (0, 10], got 0.0");
  expect(
      R"("training": {"lr": 1})",
      "training.lr is not a known key; known here: network, input-size-px, epochs, batch, loss, "
      "patience, augmentation, precision, learning-rate");
  EXPECT_THAT(
      study_complaint(R"({"name": "a/b", "kind": "training", "noise": ["camus"]})"),
      HasSubstr("name must be a string that a folder can be called, got \"a/b\""));
  EXPECT_THAT(
      study_complaint(R"({"name": "a", "kind": "training"})"), HasSubstr("noise is missing"));
  EXPECT_THAT(
      study_complaint(R"({"name": "a", "kind": "training", "noise": ["snow"]})"),
      HasSubstr("closing, shift, or paths of setup files (.json), got \"snow\""));
  EXPECT_THAT(
      study_complaint(R"({"name": "a", "kind": "training", "noise": ["absent.json"]})"),
      HasSubstr("absent.json: cannot be opened, expected a setup file"));
  EXPECT_THAT(
      study_complaint(R"({"name": "a", "kind": "labels", "noise": ["camus"], "folds": 2})"),
      HasSubstr("folds must be absent from a study of the kind labels, got 2"));
}

TEST(StudyFile, ListsTheBuiltInStudiesWhereANameIsNone) {
  try {
    (void)read_study("table8");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(
        error.what(),
        "study must be one of table7, ablation, sensitivity or a path that ends in .json, got "
        "\"table8\"");
  }
}

}  // namespace
}  // namespace segnoise::study_files

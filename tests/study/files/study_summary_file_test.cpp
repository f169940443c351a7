#include "study/files/study_summary_file.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace segnoise::study_files {
namespace {

using Json = nlohmann::json;

StudySummary summary_of(plan::StudyKind kind) {
  StudySummary summary{
      .description =
          {.program_version = "1.2",
           .data_root = "CAMUS",
           .data_fingerprint = "d",
           .split_source = "seeded 70/10/20",
           .training_patients = 7,
           .validation_patients = 1,
           .testing_patients = 2},
      .plan =
          {.name = "mine",
           .kind = kind,
           .conditions = {plan::Condition{}},
           .seeds = {4, 9},
           .draws = 50},
      .environment = {
          .code_digest = "c", .libraries = {{"ITK", "5"}}, .learning = {{"epochs", "3"}}}};
  for (const plan::Cell& cell : plan::cells_of(summary.plan)) {
    summary.cells.push_back({.cell = cell, .id = std::to_string(cell.seed), .is_complete = true});
  }
  return summary;
}

TEST(StudySummaryFile, HoldsAllThatItTakesToMakeItAgain) {
  const Json json = Json::parse(study_summary_json(summary_of(plan::StudyKind::kTraining)));
  EXPECT_EQ(json["version"], "1.2");
  EXPECT_EQ(json["study"]["name"], "mine");
  EXPECT_EQ(json["study"]["kind"], "training");
  EXPECT_EQ(json["data"]["fingerprint_sha256"], "d");
  EXPECT_EQ(json["data"]["split"], "seeded 70/10/20");
  EXPECT_EQ(json["data"]["training_patients"], 7);
  EXPECT_EQ(json["data"]["validation_patients"], 1);
  EXPECT_EQ(json["data"]["testing_patients"], 2);
  EXPECT_FALSE(json.contains("command"));
  EXPECT_EQ(json["seeds"], Json({4, 9}));
  EXPECT_EQ(json["learning"]["epochs"], "3");
  EXPECT_EQ(json["libraries"]["ITK"], "5");
  EXPECT_EQ(json["code_sha256"], "c");
  EXPECT_EQ(
      json["cells"][1],
      Json({{"id", "9"}, {"condition", "clean"}, {"seed", 9}, {"fold", 1}, {"complete", true}}));
  EXPECT_TRUE(json["complete"]);
  EXPECT_TRUE(json["conditions"].is_array());
  EXPECT_FALSE(json.contains("draws"));
}

TEST(StudySummaryFile, SaysWhatIsMissing) {
  StudySummary summary = summary_of(plan::StudyKind::kTraining);
  summary.cells[0].is_complete = false;
  const Json json = Json::parse(study_summary_json(summary));
  EXPECT_FALSE(json["complete"]);
  EXPECT_FALSE(json["cells"][0]["complete"]);
  EXPECT_TRUE(json["cells"][1]["complete"]);
}

TEST(StudySummaryFile, SaysOfLabelsHowOftenTheyWereDrawn) {
  const Json json = Json::parse(study_summary_json(summary_of(plan::StudyKind::kLabels)));
  EXPECT_EQ(json["draws"], 50);
  EXPECT_FALSE(json.contains("learning"));
  EXPECT_FALSE(json["data"].contains("split"));
}

}  // namespace
}  // namespace segnoise::study_files

#include "study/files/comparison_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::study_files {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

analysis::Measurement row(
    const std::string& condition, const std::string& patient, const char* measure, double value) {
  return {
      .cell = condition + "-1-1",
      .condition = condition,
      .seed = 1,
      .patient = patient,
      .measure = measure,
      .value = value};
}

analysis::StudyComparison comparison() {
  const std::vector<analysis::Measurement> rows{
      row("clean", "a", "ef_error_pp", 2.0),
      row("clean", "b", "ef_error_pp", 4.0),
      row("low", "a", "ef_error_pp", 5.0),
      row("low", "a", "ef_percent", 47.0),
      row("low", "a", "reference_ef_percent", 40.0),
      row("low", "b", "hd_ed_mm", 6.0)};
  const std::vector<plan::Condition> conditions{
      {}, {.name = "low", .noise = "camus", .severity = "low", .setup = noise::NoiseSetup{}}};
  return analysis::compared(rows, conditions, 1);
}

TEST(ComparisonJson, SaysWhatCameOutAndWhereFrom) {
  const std::string json = comparison_json(comparison());
  EXPECT_EQ(json.front(), '[');
  EXPECT_THAT(json, HasSubstr("\"noise\": \"camus\""));
  EXPECT_THAT(json, HasSubstr("\"reference\": \"clean\""));
  EXPECT_THAT(json, HasSubstr("\"noisy_fraction\": 0.0"));
  EXPECT_THAT(json, HasSubstr("\"training_patients\": null"));
  EXPECT_THAT(json, HasSubstr("\"cells\": [\n      \"low-1-1\"\n    ]"));
  EXPECT_THAT(json, HasSubstr("\"descriptive\": true"));
  EXPECT_THAT(json, HasSubstr("\"degrees_of_freedom\": null"));
  EXPECT_THAT(json, HasSubstr("\"holm_p\": null"));
  EXPECT_THAT(json, HasSubstr("\"mae_pp\": null"));
  EXPECT_THAT(json, HasSubstr("\"bias_pp\": null"));
  EXPECT_THAT(json, HasSubstr("\"mildly reduced\": 1.0"));
}

TEST(ComparisonJson, MarksWhatAConditionLacks) {
  const std::string json = comparison_json(comparison());
  EXPECT_THAT(json, HasSubstr("\"hd_ed_mm\": null"));  // of clean
  EXPECT_THAT(json, HasSubstr("\"ef_agreement\": null"));
  EXPECT_THAT(json, Not(HasSubstr("dice_ed_percent")));  // of none
  EXPECT_EQ(comparison_json({}), "[]\n");
}

TEST(ResultsCsv, HasARowPerNumber) {
  analysis::Measurement measurement =
      row("camus low, 20 patients", "patient0001", "dice_ed_percent", 91.25);
  measurement.seed = 18'446'744'073'709'551'615U;
  measurement.fold = 3;
  EXPECT_EQ(
      results_csv(std::vector{measurement, row("clean", "b", "hd_ed_mm", 0.1)}),
      "cell,condition,seed,fold,patient,measure,value\n"
      "\"camus low, 20 patients-1-1\",\"camus low, 20 patients\",18446744073709551615,3,"
      "patient0001,dice_ed_percent,91.25\n"
      "clean-1-1,clean,1,1,b,hd_ed_mm,0.1\n");
  EXPECT_EQ(results_csv({}), "cell,condition,seed,fold,patient,measure,value\n");
}

}  // namespace
}  // namespace segnoise::study_files

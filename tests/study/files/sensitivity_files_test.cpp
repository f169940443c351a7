#include "study/files/sensitivity_files.h"

#include "support/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace segnoise::study_files {
namespace {

using ::testing::HasSubstr;

SensitivityReport report() {
  SensitivityReport report;
  report.description.setup.name = "low";
  report.description.data_root = "CAMUS, mine";
  report.options.draws = 10;
  report.cohort.patients.push_back(
      {.patient = "patient0001",
       .method = cardiac::VolumeMethod::kSinglePlane2ch,
       .sex = cardiac::Sex::kFemale,
       .draws = 7,
       .draws_without_ef = 1,
       .failed = {.negative_ef = 1, .long_axis = 1},
       .edv_ml = {100.0, 1.5, 2.5, {96.0, 106.0}},
       .esv_ml = {60.0, 3.0, 1.0, {61.0, 66.0}},
       .ef_percent = {40.0, -2.25, 1.5, {34.5, 41.0}},
       .ef_mae_pp = 2.5,
       .within_5_pp = 0.75,
       .within_10_pp = 1.0,
       .category_probability = {0.9, 0.1, 0.0},
       .crossing_40_probability = 0.1,
       .volume_error_correlation = 0.5,
       .propagated = {-2.125, 1.25},
       .parts = {{"all", 9, -2.25, 1.5, 1.5, 5.0}, {"one of shift, scale", 5, -1.0, 0.5, 0.0, 2.0}},
       .remarks = {"ED: long axes differ", "ESV exceeds EDV"}});
  report.cohort.left_out.push_back({"patient0002", "no view"});
  report.summary = analysis::summarised(report.cohort.patients, 1);
  return report;
}

TEST(SensitivityPatientsCsv, HasARowPerPatient) {
  const auto lines = testing::lines_of(sensitivity_patients_csv(report()));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(
      lines[0],
      "patient,volume_method,image_quality,sex,draws,draws_without_ef,"
      "failed_negative_ef,failed_edv,failed_long_axis,"
      "edv_clean_ml,edv_bias_ml,edv_sd_ml,edv_p2_5_ml,edv_p97_5_ml,"
      "esv_clean_ml,esv_bias_ml,esv_sd_ml,esv_p2_5_ml,esv_p97_5_ml,"
      "ef_clean_percent,ef_bias_pp,ef_sd_pp,ef_p2_5_percent,ef_p97_5_percent,"
      "ef_mae_pp,within_5_pp_fraction,within_10_pp_fraction,clean_category,reduced_probability,"
      "mildly_reduced_probability,preserved_probability,crossing_40_probability,"
      "crossing_50_probability,ed_variance_fraction,es_variance_fraction,joint_variance_fraction,"
      "covariance_variance_fraction,volume_error_correlation,closed_form_ef_bias_pp,"
      "closed_form_ef_sd_pp,ef_detectable_change_pp,remarks");
  EXPECT_EQ(
      lines[1],
      "patient0001,2ch,,F,7,1,1,0,1,100,1.5,2.5,96,106,60,3,1,61,66,40,-2.25,1.5,34.5,41,2.5,0.75,"
      "1,"
      "reduced,0.9,0.1,0,0.1,0,,,,,0.5,-2.125,1.25,4.1577878733769,ED: long axes differ | ESV "
      "exceeds EDV");
}

TEST(SensitivityPartsCsv, HasARowPerPart) {
  const auto lines = testing::lines_of(sensitivity_parts_csv(report()));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0], "patient,part,draws,ef_bias_pp,ef_sd_pp,edv_bias_percent,esv_bias_percent");
  EXPECT_EQ(lines[1], "patient0001,all,9,-2.25,1.5,1.5,5");
  EXPECT_EQ(lines[2], "patient0001,\"one of shift, scale\",5,-1,0.5,0,2");
}

TEST(SensitivityJson, SaysWhatItWasAndWhatCameOut) {
  const std::string json = sensitivity_json(report());
  EXPECT_THAT(json, HasSubstr("\"root\": \"CAMUS, mine\""));
  EXPECT_THAT(json, HasSubstr("\"draws\": 10"));
  EXPECT_THAT(json, HasSubstr("\"reason\": \"no view\""));
  EXPECT_THAT(json, HasSubstr("40.4 % is mildly reduced"));
  EXPECT_THAT(json, HasSubstr("\"mildly reduced\": 0.1"));
  EXPECT_THAT(json, HasSubstr("\"quadratic_weighted_kappa\": null"));
  EXPECT_THAT(json, HasSubstr("\"variance_fractions\": null"));
  EXPECT_THAT(json, HasSubstr("\"ci95\": null"));
  EXPECT_THAT(json, HasSubstr("\"long_axis\": 1"));
  EXPECT_THAT(json, HasSubstr("\"icc_2_1\": null"));
  EXPECT_THAT(json, HasSubstr("\"part\": \"one of shift, scale\""));
}

TEST(SensitivityJson, HasTheIntervalOfEachImageQuality) {
  SensitivityReport with_rules = report();
  readings::EfIntervalRule& rule = with_rules.summary.ef_intervals.emplace_back();
  rule.ends.lower_slope = 1.25;
  rule.of_quality[static_cast<std::size_t>(cardiac::Quality::kPoor)] = {
      .upper_at_0_percent = 17.5, .upper_slope = 1.125};
  const std::string json = sensitivity_json(with_rules);
  const auto poor = json.find("\"Poor\": {", json.find("\"by_image_quality\": {"));
  ASSERT_NE(poor, std::string::npos);
  EXPECT_LT(poor, json.find("\"at_0_percent\": 17.5"));
  EXPECT_THAT(json, HasSubstr("\"slope\": 1.125"));
  EXPECT_THAT(json, HasSubstr("\"slope\": 1.25"));
}

}  // namespace
}  // namespace segnoise::study_files

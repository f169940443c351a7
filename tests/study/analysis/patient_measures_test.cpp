#include "study/analysis/patient_measures.h"

#include <gtest/gtest.h>

#include <map>

namespace segnoise::analysis {
namespace {

template <class Patient>
std::map<std::string, double> by_name(const Patient& patient) {
  const PatientMeasures measures = measures_of(patient);
  const std::map<std::string, double> map(measures.begin(), measures.end());
  EXPECT_EQ(map.size(), measures.size()) << "a name comes twice";
  return map;
}

TEST(MeasuresOfAPrediction, AreThoseOfTheTableThenThoseOfEachFrame) {
  plan::PatientResult patient{.patient = "p", .quality = cardiac::Quality::kMedium};
  patient.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole) =
      plan::FrameResult{.left_ventricle = {.dice = 0.8, .hd_mm = 4.0}, .myocardium = {.dice = 0.5}};
  patient.frames(cardiac::View::kFourChamber, cardiac::Instant::kEndDiastole) =
      plan::FrameResult{.left_ventricle = {.dice = 0.9}};
  patient.reference = cardiac::Ejection{.edv_ml = 100.0, .esv_ml = 40.0, .ef_percent = 60.0};
  patient.predicted = cardiac::Ejection{.edv_ml = 100.0, .esv_ml = 45.0, .ef_percent = 55.0};
  const auto measures = by_name(patient);
  EXPECT_DOUBLE_EQ(measures.at("dice_ed_percent"), 85.0);
  EXPECT_DOUBLE_EQ(measures.at("hd_ed_mm"), 4.0);  // of the one view that has it
  EXPECT_DOUBLE_EQ(measures.at("ef_error_pp"), 5.0);
  EXPECT_DOUBLE_EQ(measures.at("ef_signed_error_pp"), -5.0);
  EXPECT_DOUBLE_EQ(measures.at("esv_signed_error_percent"), 12.5);  // 5 mL of 40
  EXPECT_DOUBLE_EQ(measures.at("image_quality"), 1.0);
  EXPECT_DOUBLE_EQ(measures.at("ef_percent"), 55.0);
  EXPECT_DOUBLE_EQ(measures.at("reference_esv_ml"), 40.0);
  EXPECT_DOUBLE_EQ(measures.at("lv_2ch_ed_dice"), 0.8);
  EXPECT_DOUBLE_EQ(measures.at("myocardium_2ch_ed_dice"), 0.5);
  EXPECT_DOUBLE_EQ(measures.at("lv_4ch_ed_dice"), 0.9);
  EXPECT_FALSE(measures.contains("dice_es_percent"));  // no frame there
  EXPECT_FALSE(measures.contains("lv_4ch_ed_hd_mm"));
}

TEST(MeasuresOfAPrediction, TellTheInstantsApart) {
  plan::PatientResult patient{.patient = "p"};
  patient.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole) =
      plan::FrameResult{.left_ventricle = {.dice = 0.8, .hd_mm = 4.0}};
  patient.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole) =
      plan::FrameResult{.left_ventricle = {.dice = 0.7, .hd_mm = 6.0}};
  const auto measures = by_name(patient);
  EXPECT_DOUBLE_EQ(measures.at("dice_ed_percent"), 80.0);
  EXPECT_DOUBLE_EQ(measures.at("dice_es_percent"), 70.0);
  EXPECT_DOUBLE_EQ(measures.at("hd_ed_mm"), 4.0);
  EXPECT_DOUBLE_EQ(measures.at("hd_es_mm"), 6.0);
}

TEST(MeasuresOfAPrediction, SayOfHowManyViewsEfIs) {
  const auto views = [](std::optional<cardiac::VolumeMethod> method) -> std::optional<double> {
    const auto measures = by_name(plan::PatientResult{.patient = "p", .method = method});
    return measures.contains("ef_views") ? std::optional(measures.at("ef_views")) : std::nullopt;
  };
  EXPECT_EQ(views(cardiac::VolumeMethod::kBiplaneAse), 2.0);
  EXPECT_EQ(views(cardiac::VolumeMethod::kAreaLength), 2.0);
  EXPECT_EQ(views(cardiac::VolumeMethod::kSinglePlane4ch), 1.0);
  EXPECT_FALSE(views({}));
}

TEST(MeasuresOfNoisyLabels, TellHowFarEfMoves) {
  const auto measures = by_name(PatientSensitivity{
      .method = cardiac::VolumeMethod::kSinglePlane2ch,
      .edv_ml = {.clean = 100.0, .bias = 2.0},
      .esv_ml = {.clean = 0.0, .bias = 1.0},
      .ef_percent = {.clean = 45.0, .bias = -3.0, .sd = 2.0, .central95 = {38.0, 46.0}},
      .ef_mae_pp = 3.5,
      .category_probability = {0.2, 0.7, 0.1},
      .crossing_40_probability = 0.2});
  EXPECT_DOUBLE_EQ(measures.at("ef_views"), 1.0);
  EXPECT_DOUBLE_EQ(measures.at("ef_bias_pp"), -3.0);
  EXPECT_DOUBLE_EQ(measures.at("ef_central95_width_pp"), 8.0);
  EXPECT_NEAR(measures.at("other_category_probability"), 0.3, 1e-12);
  EXPECT_DOUBLE_EQ(measures.at("crossing_50_probability"), 0.0);
  EXPECT_DOUBLE_EQ(measures.at("central95_covers_clean"), 1.0);  // 45 of 38 ... 46
  // Mildly reduced came true: 0.2² + (0.7 - 1)² + 0.1².
  EXPECT_NEAR(measures.at("ef_category_brier"), 0.14, 1e-12);
  EXPECT_DOUBLE_EQ(measures.at("edv_bias_percent"), 2.0);
  EXPECT_FALSE(measures.contains("esv_bias_percent"));  // of no volume
}

}  // namespace
}  // namespace segnoise::analysis

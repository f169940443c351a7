#include "study/table7.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace segnoise {
namespace {

PatientResult patient(
    const std::string& condition,
    double dice_2ch,
    std::optional<double> dice_4ch,
    double ef_percent) {
  PatientResult result{.condition = condition};
  for (const Instant instant : kInstants) {
    result.frames(View::kTwoChamber, instant) =
        FrameResult{.left_ventricle = {.dice = dice_2ch, .hd_mm = 4.0}};
    if (!dice_4ch) continue;
    result.frames(View::kFourChamber, instant) =
        FrameResult{.left_ventricle = {.dice = dice_4ch, .hd_mm = 6.0}};
  }
  result.reference = Ejection{.ef_percent = 50.0};
  result.predicted = Ejection{.ef_percent = ef_percent};
  return result;
}

TEST(Table7, CountsEachPatientOnceAndKeepsConditionsApart) {
  const std::vector<PatientResult> patients{
      patient("clean", 0.8, 1.0, 53.0),
      patient("clean", 0.7, std::nullopt, 46.0),
      patient("noisy", 0.5, 0.5, 40.0)};
  const auto rows = table7(patients, 1);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].condition, "clean");
  EXPECT_EQ(rows[0].patients, 2);
  EXPECT_NEAR(rows[0].dice_ed_percent->over_patients.mean, 80.0, 1e-9);  // of 90 and 70
  EXPECT_NEAR(rows[0].dice_ed_percent->over_patients.sd, std::sqrt(200.0), 1e-9);
  EXPECT_NEAR(rows[0].ef_error_pp->over_patients.mean, 3.5, 1e-9);
  EXPECT_NEAR(rows[0].hd_ed_mm->over_patients.mean, 4.5, 1e-9);
  EXPECT_EQ(rows[1].condition, "noisy");
  EXPECT_NEAR(rows[1].ef_error_pp->over_patients.mean, 10.0, 1e-9);
  EXPECT_FALSE(rows[1].ef_error_pp->mean_ci95);  // of one patient
}

TEST(Table7, LeavesEntriesWithoutValuesEmpty) {
  PatientResult unmeasured{.condition = "clean"};
  const auto rows = table7(std::vector{unmeasured}, 1);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_FALSE(rows[0].dice_es_percent);
  EXPECT_FALSE(rows[0].ef_error_pp);
  EXPECT_TRUE(table7({}, 1).empty());
}

TEST(Table7Text, AlignsColumnsAndMarksWhatIsMissing) {
  const std::vector<Table7Row> rows{
      {.condition = "clean",
       .patients = 12,
       .dice_es_percent = Table7Cell{{.count = 12, .mean = 86.9, .sd = 4.25}, std::nullopt}}};
  EXPECT_EQ(
      table7_text(rows),
      "training labels     Dice ES %  Dice ED %  EF error p.p.  HD ED mm  patients\n"
      "clean            86.90 ± 4.25          -              -         -        12\n");
}

}  // namespace
}  // namespace segnoise

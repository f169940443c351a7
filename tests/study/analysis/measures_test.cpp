#include "study/analysis/measures.h"

#include "study/analysis/patient_measures.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace segnoise::analysis {
namespace {

std::vector<Measure> all_measures() {
  std::vector<Measure> all(kComparedMeasures.begin(), kComparedMeasures.end());
  all.insert(all.end(), kToldMeasures.begin(), kToldMeasures.end());
  return all;
}

TEST(Measures, HaveAnIdOfTheirOwnWithItsUnitAndWords) {
  std::set<std::string_view> ids;
  for (const Measure& measure : all_measures()) {
    EXPECT_TRUE(ids.insert(measure.id).second) << measure.id << " comes twice";
    EXPECT_FALSE(measure.heading.empty()) << measure.id;
    EXPECT_FALSE(measure.title.empty()) << measure.id;
    const auto ends = [&](std::string_view unit) { return measure.id.ends_with(unit); };
    EXPECT_EQ(ends("_percent"), measure.unit == MeasureUnit::kPercent) << measure.id;
    EXPECT_EQ(ends("_pp"), measure.unit == MeasureUnit::kPercentagePoints) << measure.id;
    EXPECT_EQ(ends("_mm"), measure.unit == MeasureUnit::kMm) << measure.id;
    EXPECT_EQ(ends("_ml"), measure.unit == MeasureUnit::kMl) << measure.id;
  }
}

TEST(Measures, AreAllThatIsMeasuredOfAPatient) {
  std::set<std::string> known;
  for (const Measure& measure : all_measures()) known.emplace(measure.id);
  known.erase(std::string(kMeanDice.id));  // is made of two others

  plan::PatientResult predicted{
      .patient = "p",
      .method = cardiac::VolumeMethod::kBiplaneAse,
      .quality = cardiac::Quality::kPoor};
  for (const cardiac::Instant instant : cardiac::kInstants) {
    predicted.frames(cardiac::View::kTwoChamber, instant) =
        plan::FrameResult{.left_ventricle = {.dice = 0.8, .hd_mm = 4.0}};
  }
  predicted.predicted = cardiac::Ejection{.edv_ml = 100.0, .esv_ml = 45.0, .ef_percent = 55.0};
  predicted.reference = cardiac::Ejection{.edv_ml = 100.0, .esv_ml = 40.0, .ef_percent = 60.0};
  PatientSensitivity moved{.patient = "p"};
  moved.edv_ml.clean = 100.0;
  moved.esv_ml.clean = 40.0;
  moved.category_probability = {0.5, 0.25, 0.25};

  std::set<std::string> found;
  for (const PatientMeasures& measures : {measures_of(predicted), measures_of(moved)}) {
    for (const auto& [name, value] : measures) {
      if (!name.starts_with("lv_")) found.insert(name);  // of single frames
    }
  }
  EXPECT_EQ(found, known);
}

TEST(Measures, AreToldWithTheirUnit) {
  EXPECT_EQ(kEfError.heading_with_unit(), "|EF error| p.p.");
  EXPECT_EQ(kEfError.title_with_unit(), "|EF error|, percentage points");
  EXPECT_EQ(kHdEd.title_with_unit("\n"), "Hausdorff distance at ED\nmm");
  EXPECT_EQ(kCovered.heading_with_unit(), "95 % of draws hold clean EF");
  EXPECT_EQ(kDiceEd.title_with_unit(" in "), "Dice at ED in %");
}

TEST(Measures, SayWhichValuesAreBetter) {
  EXPECT_EQ(name_of(kDiceEs.better), "higher");
  EXPECT_EQ(name_of(kHdEs.better), "lower");
  EXPECT_EQ(name_of(kEfBias.better), "nearer to zero");
  EXPECT_EQ(name_of(kEf.better), "");
}

}  // namespace
}  // namespace segnoise::analysis

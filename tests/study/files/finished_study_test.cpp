#include "study/files/finished_study.h"

#include "study/files/outlines_file.h"
#include "study/files/sensitivity_files.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace segnoise::study_files {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

const noise::NoiseSetup kSetup{
    .name = "mine",
    .unit = noise::Unit::kMm,
    .steps = {{noise::Operation{noise::Shift{{2.0}}}, "ES"}}};

std::string refusal_of(const std::string& folder) {
  return testing::refusal_of([&] { (void)read_finished_study(folder); });
}

TEST(ReadFinishedStudy, OfLabelsAloneSortsPatientsByTheirBias) {
  const TemporaryFolder folder;
  SensitivityReport report;
  report.description = {.data_root = "/data", .setup = kSetup};
  report.options.seed = 3;
  for (const auto& [id, bias_pp] :
       {std::pair("patient0001", 1.5), std::pair("patient0002", -4.0)}) {
    analysis::PatientSensitivity patient{.patient = id};
    patient.ef_percent = {.clean = 55.0, .bias = bias_pp};
    report.cohort.patients.push_back(patient);
  }
  folder.add("summary.json", sensitivity_json(report));
  folder.add("patients.csv", sensitivity_patients_csv(report));

  const FinishedStudy study = read_finished_study(folder.path().string());
  EXPECT_EQ(study.seed, 3U);
  EXPECT_EQ(study.setup, kSetup);
  EXPECT_THAT(
      study.patients,
      ElementsAre(PatientError{"patient0002", 4.0}, PatientError{"patient0001", 1.5}));
}

TEST(ReadFinishedStudy, OfManyConditionsTakesTheMeanOverAllAndTheFirstSetup) {
  const TemporaryFolder folder;
  folder.add("summary.json", R"({
    "data": {"root": "/data"}, "seeds": [4, 5], "volume_method": "ase",
    "conditions": [
      {"name": "clean", "setup": null},
      {"name": "shift high", "setup":
        {"name": "x", "unit": "mm", "steps": [{"operation": "shift", "mean": 2}]}},
      {"name": "other", "setup": {"name": "y", "unit": "mm", "steps": []}}]})");
  folder.add(
      "results.csv",
      "cell,condition,seed,fold,patient,measure,value\n"
      "aaaaaaaaaaaaaaaa,clean,4,1,patient0001,ef_error_pp,1\n"
      "aaaaaaaaaaaaaaaa,clean,4,1,patient0001,dice_ed_percent,90\n"
      "aaaaaaaaaaaaaaaa,clean,4,1,patient0002,ef_error_pp,3\n"
      "cccccccccccccccc,shift high,5,1,patient0001,ef_error_pp,9\n"
      "cccccccccccccccc,shift high,5,1,patient0002,ef_error_pp,3\n");

  const FinishedStudy study = read_finished_study(folder.path().string());
  EXPECT_EQ(study.seed, 4U);
  ASSERT_TRUE(study.setup);
  EXPECT_EQ(study.setup->name, "shift high");
  EXPECT_EQ(study.setup->steps[0], (noise::Step{noise::Operation{noise::Shift{{2.0}}}}));
  EXPECT_THAT(
      study.patients,
      ElementsAre(
          PatientError{"patient0001", 5.0, "cccccccccccccccc", "shift high, seed 5"},
          PatientError{"patient0002", 3.0, "aaaaaaaaaaaaaaaa", "clean, seed 4"}));
}

TEST(ReadFinishedStudy, RefusesACellThatIsCalledByAPath) {
  const TemporaryFolder folder;
  folder.add("summary.json", R"({
    "data": {"root": "/data"}, "seeds": [4], "volume_method": "ase", "conditions": []})");
  folder.add(
      "results.csv",
      "cell,condition,seed,fold,patient,measure,value\n"
      "../../..,clean,4,1,patient0001,ef_error_pp,1\n");
  EXPECT_THAT(
      refusal_of(folder.path().string()),
      HasSubstr("results.csv, line 2: cell must be 16 digits from 0 to 9 and a to f"));
}

TEST(WorstOutlines, AreThoseOfThePatientInHisWorstCell) {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  PatientError error{"patient0002", 3.0};
  EXPECT_EQ(worst_outlines(path, error), std::nullopt);  // no cell
  error.worst_cell = "aaaaaaaaaaaaaaaa";
  EXPECT_EQ(worst_outlines(path, error), std::nullopt);  // that has kept none

  PredictedOutlines outlines{{"patient0001", {}}, {"patient0002", {}}};
  constexpr auto kView = cardiac::View::kFourChamber;
  constexpr auto kInstant = cardiac::Instant::kEndSystole;
  outlines[1].second(kView, kInstant) = shape::Mask({5, 4});
  folder.add("cells/aaaaaaaaaaaaaaaa/outlines.json", outlines_json(outlines));
  const auto found = worst_outlines(path, error);
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)(kView, kInstant)->size().width, 5);
  EXPECT_EQ(worst_outlines(path, {"patient0003", 1.0, "aaaaaaaaaaaaaaaa"}), std::nullopt);
}

TEST(ReadFinishedStudy, SaysWhatIsWrong) {
  EXPECT_THAT(refusal_of("absent"), HasSubstr("absent: is no folder"));
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  EXPECT_THAT(refusal_of(path), HasSubstr("summary.json: cannot be opened"));
  folder.add("summary.json", "{}");
  EXPECT_THAT(refusal_of(path), HasSubstr("summary.json: is not the summary of a study"));
  SensitivityReport none;
  none.description.setup = kSetup;
  folder.add("summary.json", sensitivity_json(none));
  EXPECT_THAT(refusal_of(path), HasSubstr("patients.csv: cannot be opened"));
  folder.add("patients.csv", sensitivity_patients_csv(none));
  EXPECT_THAT(refusal_of(path), HasSubstr("is empty: no patient of the study has an EF error"));
  folder.add("patients.csv", "patient,ef_bias_pp\npatient0001,nan\n");
  EXPECT_THAT(refusal_of(path), HasSubstr("ef_bias_pp must be a finite number"));
}

}  // namespace
}  // namespace segnoise::study_files

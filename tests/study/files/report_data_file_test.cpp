#include "study/files/report_data_file.h"

#include "data/setups/setup_file.h"
#include "study/files/cell_file.h"
#include "study/files/comparison_files.h"
#include "study/files/readings_files.h"
#include "study/files/sensitivity_files.h"
#include "study/files/study_files.h"
#include "study/files/study_summary_file.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace segnoise::study_files {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using Json = nlohmann::json;

const plan::StudyDescription kDescription{
    .command_line = "camus-noise --setup low",
    .program_version = "1.2",
    .libraries = {{"ITK", "5.2"}, {"compiler", "GNU 12"}},
    .data_root = "CAMUS, \"mine\"",
    .origin = cardiac::DataOrigin::kPhantom,
    .licence = "Shown with leave of the ward.",
    .data_fingerprint = "d1ge5t",
    .split_source = "seeded 70/10/20",
    .training_patients = 5,
    .validation_patients = 1,
    .testing_patients = 3,
    .learning = {{"epochs", "3"}, {"loss", "dice"}},
    .warnings = {"patient0004: no sex", "patient0005: no quality"}};

plan::StudyPlan plan_of(plan::StudyKind kind) {
  plan::StudyPlan plan{
      .name = "mine",
      .description = "what for",
      .kind = kind,
      .conditions =
          {{.name = "camus low 50% n=4",
            .noise = "camus",
            .severity = "low",
            .setup = setups::read_setup("low", setups::Scenario::kCamus),
            .noisy_fraction = 0.5,
            .training_patients = 4}},
      .seeds = {18'446'744'073'709'551'615U, 2},
      .folds = 1,
      .volume_method = cardiac::VolumeMethod::kAreaLength,
      .draws = 50};
  if (kind == plan::StudyKind::kTraining) {
    plan.conditions.insert(plan.conditions.begin(), {.name = "clean n=4", .training_patients = 4});
    plan.folds = 2;
  }
  return plan;
}

/// Numbers with all their digits; patients differ, and seeds, folds and conditions in them.
CellResult result_of(const plan::Cell& cell, const std::string& id) {
  CellResult result{.id = id};
  const double noise = cell.condition.is_clean() ? 0.0 : 1.0 / 7.0;
  for (const int patient : {1, 2, 3, 4}) {
    if (cell.fold == 2 && patient == 4) continue;
    const double x = patient / 3.0 + noise * patient + static_cast<double>(cell.seed % 10) / 9.0;
    result.patients.push_back(
        {"patient000" + std::to_string(patient),
         {{"dice_ed_percent", 90.0 - x},
          {"dice_es_percent", 85.0 - 2.0 * x},
          {"ef_error_pp", x},
          {"ef_percent", 47.0 + 3 * patient + x},
          {"reference_ef_percent", 47.0 + 3 * patient},
          {"lv_2ch_ed_dice", 0.9 - x / 100.0}}});
  }
  return result;
}

readings::PatientShapes shapes_of(int number) {
  readings::PatientShapes shapes;
  shapes(cardiac::View::kFourChamber, cardiac::Instant::kEndDiastole) = {
      .draws = 40 + number,
      .dice = 1.0 / (1.0 + number),
      .hd_mm = 5.0 / 3.0,
      .hd95_mm = 4.0 / 3.0,
      .mad_mm = 1.0 / 7.0};
  return shapes;
}

analysis::PatientSensitivity patient_of(int number) {
  const double x = number / 3.0;
  return {
      .patient = "patient000" + std::to_string(number),
      .method =
          number == 2 ? cardiac::VolumeMethod::kSinglePlane4ch : cardiac::VolumeMethod::kBiplaneAse,
      .quality = number == 2 ? std::optional<cardiac::Quality>() : cardiac::Quality::kMedium,
      .sex = number == 3 ? std::optional<cardiac::Sex>() : cardiac::Sex::kFemale,
      .draws = 45,
      .draws_without_ef = 2,
      .failed = {.negative_ef = 1, .edv = 0, .long_axis = 2},
      .edv_ml = {100.0 + x, 1.0 / 7.0, 2.0 * x, {96.0, 106.0 + x}},
      .esv_ml = {60.0 - x, 3.0, x, {61.0, 66.0}},
      .ef_percent = {40.0 + x, -2.25 - x, 1.5, {34.5 + x, 41.0 + x}},
      .ef_mae_pp = 2.5 + x,
      .within_5_pp = 0.75,
      .within_10_pp = 2.0 / 3.0,
      .category_probability = {0.7, 0.2, 0.1},
      .crossing_40_probability = 0.3,
      .crossing_50_probability = 0.1,
      .variance =
          number == 1
              ? std::optional<analysis::VarianceShares>()
              : analysis::
                    VarianceShares{.ed = 0.25, .es = 2.0 / 3.0, .joint = 1.0 / 12.0, .covariance = -1.0 / 7.0},
      .volume_error_correlation = number == 1 ? std::optional<double>() : 1.0 / 3.0,
      .propagated = {-2.125 - x, 1.25},
      .parts =
          {{"all", 48, -2.25 - x, 1.5, 1.5, 5.0}, {"one of shift, scale", 5, -1.0 / 3.0, x, 0, 2}},
      .shapes = shapes_of(number),
      .methods = {{cardiac::VolumeMethod::kBiplaneAse, 40.0 + x, 20, 1.0 / 7.0, x}},
      .readings = {{1, 100.0 / 3.0, 20.0 + x, 41.0}, {3, 90.0, 50.0, 100.0 * x}}};
}

const std::vector<analysis::LeftOut> kLeftOut{{"patient0009", "no view, \"really\""}};

/// A folder as camus-noise --study leaves it.
class StudyFolder : public ::testing::Test {
 protected:
  void make(plan::StudyKind kind, const std::vector<std::string>& missing = {}) {
    summary_ = {
        .description = kDescription,
        .plan = plan_of(kind),
        .environment = {
            .code_digest = "c0de",
            .libraries = kDescription.libraries,
            .learning = kDescription.learning}};
    for (const plan::Cell& cell : plan::cells_of(summary_.plan)) {
      const std::string id = "c0ffee000000000" + std::to_string(summary_.cells.size());
      const bool is_there = std::ranges::find(missing, id) == missing.end();
      if (is_there) add_cell(cell, id);
      summary_.cells.push_back({.cell = cell, .id = id, .is_complete = is_there});
    }
    summary_.comparison = analysis::compared(
        measurements_, summary_.plan.conditions, summary_.plan.split_seed(), training_);
    folder_.add("summary.json", study_summary_json(summary_));
    folder_.add("results.csv", results_csv(measurements_));
  }

  void add_cell(const plan::Cell& cell, const std::string& id) {
    CellResult result = result_of(cell, id);
    if (summary_.plan.kind == plan::StudyKind::kLabels) {
      SensitivityReport report;
      report.cohort.patients = {patient_of(1), patient_of(2), patient_of(3)};
      result.left_out = kLeftOut;
      folder_.add("cells/" + id + "/patients.csv", sensitivity_patients_csv(report));
      folder_.add("cells/" + id + "/parts.csv", sensitivity_parts_csv(report));
      for (const auto& [name, text] : readings_files(report.cohort.patients))
        folder_.add("cells/" + id + "/" + name, text);
    } else {
      folder_.add(
          "cells/" + id + "/training.csv",
          training_csv(
              {.training = {
                   {.condition = cell.condition.name,
                    .epochs = {{1, 0.7 / 3.0, {}}, {2, 0.1 + 0.2, 6.0 / 7.0}}}}}));
      training_.push_back(
          {.condition = cell.condition.name,
           .seed = cell.seed,
           .fold = cell.fold,
           .epochs = {{1, 0.7 / 3.0, {}}, {2, 0.1 + 0.2, 6.0 / 7.0}}});
      plan::StudyResults results;
      if (!cell.condition.is_clean()) {
        results.noise.push_back({.frame = {.patient = "patient0001"}, .drawn = id});
      }
      folder_.add("cells/" + id + "/noise.csv", noise_csv(results));
    }
    folder_.add("cells/" + id + "/cell.json", cell_json(result, "{}"));
    for (analysis::Measurement& row : measurements_of(result, cell))
      measurements_.push_back(std::move(row));
  }

  [[nodiscard]] std::string path() const { return folder_.path().string(); }
  [[nodiscard]] analysis::ReportData read() const { return read_report_data(path()); }
  [[nodiscard]] std::string refusal() const {
    return testing::refusal_of([&] { (void)read(); });
  }

  testing::TemporaryFolder folder_;
  StudySummary summary_;
  std::vector<analysis::Measurement> measurements_;
  std::vector<plan::TrainingCurve> training_;
};

void expect_same(const analysis::Measurement& a, const analysis::Measurement& b) {
  EXPECT_EQ(
      std::tie(a.cell, a.condition, a.seed, a.fold, a.patient, a.measure, a.value),
      std::tie(b.cell, b.condition, b.seed, b.fold, b.patient, b.measure, b.value));
}

void expect_same(const analysis::Spread& a, const analysis::Spread& b) {
  EXPECT_EQ(
      std::tie(a.clean, a.bias, a.sd, a.central95.lower, a.central95.upper),
      std::tie(b.clean, b.bias, b.sd, b.central95.lower, b.central95.upper));
}

void expect_same(const analysis::PatientSensitivity& a, const analysis::PatientSensitivity& b) {
  EXPECT_EQ(
      std::tie(a.patient, a.method, a.quality, a.sex, a.draws, a.draws_without_ef),
      std::tie(b.patient, b.method, b.quality, b.sex, b.draws, b.draws_without_ef));
  expect_same(a.edv_ml, b.edv_ml);
  expect_same(a.esv_ml, b.esv_ml);
  expect_same(a.ef_percent, b.ef_percent);
  EXPECT_EQ(
      std::tie(
          a.ef_mae_pp,
          a.within_5_pp,
          a.within_10_pp,
          a.category_probability,
          a.crossing_40_probability,
          a.crossing_50_probability,
          a.propagated.bias_pp,
          a.propagated.sd_pp),
      std::tie(
          b.ef_mae_pp,
          b.within_5_pp,
          b.within_10_pp,
          b.category_probability,
          b.crossing_40_probability,
          b.crossing_50_probability,
          b.propagated.bias_pp,
          b.propagated.sd_pp));
  EXPECT_EQ(
      std::tie(a.failed.negative_ef, a.failed.edv, a.failed.long_axis, a.volume_error_correlation),
      std::tie(b.failed.negative_ef, b.failed.edv, b.failed.long_axis, b.volume_error_correlation));
  ASSERT_EQ(a.readings.size(), b.readings.size());
  EXPECT_EQ(
      std::tie(a.readings[1].draw, a.readings[1].edv_ml, a.readings[1].ef_percent),
      std::tie(b.readings[1].draw, b.readings[1].edv_ml, b.readings[1].ef_percent));
  ASSERT_EQ(a.variance.has_value(), b.variance.has_value());
  if (a.variance) {
    EXPECT_EQ(
        std::tie(a.variance->ed, a.variance->es, a.variance->joint, a.variance->covariance),
        std::tie(b.variance->ed, b.variance->es, b.variance->joint, b.variance->covariance));
  }
  ASSERT_EQ(a.parts.size(), b.parts.size());
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    const analysis::PartEffect& x = a.parts[i];
    const analysis::PartEffect& y = b.parts[i];
    EXPECT_EQ(
        std::tie(x.part, x.draws, x.ef_bias_pp, x.ef_sd_pp, x.edv_bias_percent, x.esv_bias_percent),
        std::tie(
            y.part, y.draws, y.ef_bias_pp, y.ef_sd_pp, y.edv_bias_percent, y.esv_bias_percent));
  }
}

void expect_same(const plan::Condition& a, const plan::Condition& b) {
  EXPECT_EQ(
      std::tie(a.name, a.noise, a.severity, a.setup, a.noisy_fraction, a.training_patients),
      std::tie(b.name, b.noise, b.severity, b.setup, b.noisy_fraction, b.training_patients));
}

void expect_same(const plan::StudyDescription& a, const plan::StudyDescription& b) {
  EXPECT_EQ(
      std::tie(
          a.command_line,
          a.program_version,
          a.libraries,
          a.data_root,
          a.origin,
          a.licence,
          a.data_fingerprint,
          a.warnings),
      std::tie(
          b.command_line,
          b.program_version,
          b.libraries,
          b.data_root,
          b.origin,
          b.licence,
          b.data_fingerprint,
          b.warnings));
}

TEST_F(StudyFolder, OfNetworksReadsBackAsItWas) {
  make(plan::StudyKind::kTraining);
  const analysis::ReportData data = read();
  EXPECT_EQ(data.plan.name, "mine");
  EXPECT_EQ(data.plan.description, "what for");
  EXPECT_EQ(data.plan.kind, plan::StudyKind::kTraining);
  EXPECT_EQ(data.plan.seeds, summary_.plan.seeds);
  EXPECT_EQ(data.plan.folds, 2);
  EXPECT_EQ(data.plan.volume_method, cardiac::VolumeMethod::kAreaLength);
  ASSERT_THAT(data.plan.conditions, SizeIs(2));
  expect_same(data.plan.conditions[0], summary_.plan.conditions[0]);
  expect_same(data.plan.conditions[1], summary_.plan.conditions[1]);

  expect_same(data.description, kDescription);
  EXPECT_EQ(data.description.split_source, "seeded 70/10/20");
  EXPECT_EQ(data.description.training_patients, 5);
  EXPECT_EQ(data.description.validation_patients, 1);
  EXPECT_EQ(data.description.testing_patients, 3);
  EXPECT_EQ(data.description.learning, kDescription.learning);
  EXPECT_EQ(data.description.seed, summary_.plan.seeds.front());
  EXPECT_EQ(data.description.volume_method, cardiac::VolumeMethod::kAreaLength);
  EXPECT_EQ(data.code_digest, "c0de");
  EXPECT_TRUE(data.is_complete);

  ASSERT_EQ(data.measurements.size(), measurements_.size());
  for (std::size_t i = 0; i < measurements_.size(); ++i) {
    expect_same(data.measurements[i], measurements_[i]);
  }
  ASSERT_THAT(data.training, SizeIs(8));  // 2 seeds, 2 folds, 2 conditions
  const plan::TrainingCurve& curve = data.training[3];
  EXPECT_EQ(curve.condition, "camus low 50% n=4");
  EXPECT_EQ(curve.seed, summary_.plan.seeds.front());
  EXPECT_EQ(curve.fold, 2);
  ASSERT_THAT(curve.epochs, SizeIs(2));
  EXPECT_EQ(curve.epochs[0].epoch, 1);
  EXPECT_EQ(curve.epochs[0].training_loss, 0.7 / 3.0);
  EXPECT_FALSE(curve.epochs[0].validation_dice);
  EXPECT_EQ(curve.epochs[1].training_loss, 0.1 + 0.2);
  EXPECT_EQ(curve.epochs[1].validation_dice, 6.0 / 7.0);
  ASSERT_THAT(data.training_labels, SizeIs(4));  // of one condition
  EXPECT_EQ(data.training_labels[1].condition, "camus low 50% n=4");
  ASSERT_THAT(data.training_labels[1].noise, SizeIs(1));
  EXPECT_EQ(data.training_labels[1].noise[0].drawn, "c0ffee0000000003");
  EXPECT_THAT(data.sensitivity, IsEmpty());
}

TEST_F(StudyFolder, IsComparedToTheNumbersOfItsSummary) {
  make(plan::StudyKind::kTraining);
  const std::string in_file = testing::bytes_of_file(folder_.path() / "summary.json");
  EXPECT_EQ(Json::parse(comparison_json(read().comparison)), Json::parse(in_file)["conditions"]);
  EXPECT_THAT(in_file, HasSubstr("\"pairs\": 4"));  // there is something to compare
}

TEST_F(StudyFolder, OfLabelsReadsBackAsItWas) {
  make(plan::StudyKind::kLabels);
  const analysis::ReportData data = read();
  EXPECT_EQ(data.plan.kind, plan::StudyKind::kLabels);
  EXPECT_EQ(data.plan.draws, 50);
  ASSERT_THAT(data.sensitivity, SizeIs(2));
  EXPECT_EQ(data.sensitivity[0].condition, "camus low 50% n=4");
  EXPECT_EQ(data.sensitivity[1].seed, 2U);
  ASSERT_THAT(data.sensitivity[1].patients, SizeIs(3));
  for (const int number : {1, 2, 3}) {
    expect_same(
        data.sensitivity[1].patients[static_cast<std::size_t>(number - 1)], patient_of(number));
  }
  ASSERT_THAT(data.sensitivity[0].left_out, SizeIs(1));
  EXPECT_EQ(data.sensitivity[0].left_out[0].patient, kLeftOut[0].patient);
  EXPECT_EQ(data.sensitivity[0].left_out[0].reason, kLeftOut[0].reason);
  EXPECT_EQ(data.sensitivity[0].summary.strata.front().patients, 3);
  EXPECT_EQ(data.measurements.size(), measurements_.size());
  EXPECT_THAT(data.training, IsEmpty());
}

TEST_F(StudyFolder, MayLackCellsButNotAll) {
  make(plan::StudyKind::kTraining, {"c0ffee0000000001", "c0ffee0000000002"});
  EXPECT_FALSE(read().is_complete);
  EXPECT_THAT(read().training, SizeIs(6));

  measurements_.clear();
  make(
      plan::StudyKind::kTraining,
      {"c0ffee0000000000",
       "c0ffee0000000001",
       "c0ffee0000000002",
       "c0ffee0000000003",
       "c0ffee0000000004",
       "c0ffee0000000005",
       "c0ffee0000000006",
       "c0ffee0000000007"});
  EXPECT_EQ(refusal(), path() + ": the study mine has no complete cell yet");
}

TEST_F(StudyFolder, MayHaveNoCurveOfANetworkFromElsewhere) {
  make(plan::StudyKind::kTraining);
  std::filesystem::remove(folder_.path() / "cells/c0ffee0000000000/training.csv");
  EXPECT_THAT(read().training, SizeIs(7));
}

TEST_F(StudyFolder, ThatIsDamagedIsNamedWithTheFile) {
  EXPECT_EQ(
      testing::refusal_of([&] { (void)read_report_data(path() + "/absent"); }),
      path() + "/absent: is no folder");
  EXPECT_EQ(refusal(), path() + "/summary.json: cannot be opened, expected the summary of a study");
  make(plan::StudyKind::kTraining);

  const std::string whole = testing::bytes_of_file(folder_.path() / "summary.json");
  folder_.add("summary.json", whole.substr(0, whole.size() / 2));
  EXPECT_THAT(refusal(), StartsWith(path() + "/summary.json: is not valid JSON: "));
  folder_.add("summary.json", "{}");
  EXPECT_EQ(refusal(), path() + "/summary.json: program is missing");
  Json changed = Json::parse(whole);
  changed["conditions"][1]["setup"]["steps"][0]["operation"] = "x";
  folder_.add("summary.json", changed.dump());
  EXPECT_THAT(
      refusal(),
      AllOf(StartsWith(path() + "/summary.json: conditions[1].setup"), HasSubstr("\"x\"")));
  changed = Json::parse(whole);
  changed["seeds"] = {-1};
  folder_.add("summary.json", changed.dump());
  EXPECT_THAT(refusal(), EndsWith("seeds must be a whole number >= 0, got -1"));
  folder_.add("summary.json", whole);

  const std::string results = results_csv(measurements_);
  folder_.add("results.csv", results.substr(0, results.size() - 3));
  EXPECT_THAT(refusal(), AllOf(StartsWith(path() + "/results.csv, line "), EndsWith("the row")));
  folder_.add("results.csv", results + results.substr(results.find('\n') + 1));
  EXPECT_THAT(refusal(), AllOf(StartsWith(path() + "/results.csv: "), HasSubstr("patient0001")));
  folder_.add("results.csv", results);

  folder_.add("cells/c0ffee0000000000/training.csv", "condition,epoch,training_loss\n");
  EXPECT_THAT(refusal(), EndsWith("training.csv, line 1: has no column \"validation_dice\""));
}

TEST_F(StudyFolder, MayNotCallACellByAPath) {
  make(plan::StudyKind::kTraining);
  const std::string whole = testing::bytes_of_file(folder_.path() / "summary.json");
  for (const std::string id : {"../../../etc", "", "/", "c0ffee000000000", "C0FFEE0000000000"}) {
    Json changed = Json::parse(whole);
    changed["cells"][1]["id"] = id;
    folder_.add("summary.json", changed.dump());
    EXPECT_EQ(
        refusal(),
        path() + "/summary.json: cells[1].id must be 16 digits from 0 to 9 and a to f, got " +
            Json(id).dump());
  }
}

TEST_F(StudyFolder, OfLabelsMustHaveTheTablesOfItsCells) {
  make(plan::StudyKind::kLabels);
  std::filesystem::remove(folder_.path() / "cells/c0ffee0000000001/parts.csv");
  EXPECT_THAT(
      refusal(), StartsWith(path() + "/cells/c0ffee0000000001/parts.csv: cannot be opened"));
  folder_.add(
      "cells/c0ffee0000000001/parts.csv",
      "patient,part,draws,ef_bias_pp,ef_sd_pp,edv_bias_percent,esv_bias_percent\n"
      "patient0007,all,1,1,1,1,1\n");
  EXPECT_THAT(refusal(), HasSubstr("parts.csv, line 2: patient must be a patient of "));
}

TEST_F(StudyFolder, OfLabelsOnlyReadsBackAsItWas) {
  SensitivityReport report{.description = kDescription};
  report.description.setup = setups::read_setup("medium", setups::Scenario::kCamus);
  report.options = {.draws = 50, .seed = 7, .volume_method = cardiac::VolumeMethod::kBiplaneCamus};
  report.cohort = {.patients = {patient_of(1), patient_of(2), patient_of(3)}, .left_out = kLeftOut};
  report.summary = analysis::summarised(report.cohort.patients, report.options.seed);
  const std::string json = sensitivity_json(report);
  folder_.add("summary.json", json);
  folder_.add("patients.csv", sensitivity_patients_csv(report));
  folder_.add("parts.csv", sensitivity_parts_csv(report));
  for (const auto& [name, text] : readings_files(report.cohort.patients)) folder_.add(name, text);

  const analysis::ReportData data = read();
  expect_same(data.description, report.description);
  EXPECT_EQ(data.description.setup, report.description.setup);
  EXPECT_EQ(data.plan.kind, plan::StudyKind::kLabels);
  EXPECT_EQ(data.plan.draws, 50);
  EXPECT_EQ(data.plan.seeds, std::vector<std::uint64_t>{7});
  EXPECT_EQ(data.plan.volume_method, cardiac::VolumeMethod::kBiplaneCamus);
  ASSERT_THAT(data.plan.conditions, SizeIs(1));
  EXPECT_EQ(data.plan.conditions[0].setup, report.description.setup);
  EXPECT_THAT(data.measurements, IsEmpty());
  ASSERT_THAT(data.sensitivity, SizeIs(1));
  expect_same(data.sensitivity[0].patients[1], report.cohort.patients[1]);
  EXPECT_EQ(data.sensitivity[0].left_out[0].reason, kLeftOut[0].reason);

  // Made again of what was read, the summary is the same to the byte.
  SensitivityReport again{.description = report.description, .options = report.options};
  again.cohort = {.patients = data.sensitivity[0].patients, .left_out = kLeftOut};
  again.summary = data.sensitivity[0].summary;
  EXPECT_EQ(sensitivity_json(again), json);

  folder_.add(
      "shapes.csv", "patient,view,instant,draws,dice,hd_mm,hd95_mm,mad_mm\nx,2CH,ED,1,1,0,0,0\n");
  EXPECT_THAT(refusal(), HasSubstr("shapes.csv, line 2: patient must be a patient of "));
  folder_.add("patients.csv", "");
  EXPECT_THAT(refusal(), StartsWith(path() + "/patients.csv: is empty"));
}

}  // namespace
}  // namespace segnoise::study_files

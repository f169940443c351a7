#include "show/charts/report_charts.h"

#include "show/page/html.h"
#include "show/page/made_up_study.h"
#include "show/page/spec_of.h"
#include "support/markup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>

namespace segnoise::page {
namespace {

using Json = nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::spec_of;

using MakeChart = std::optional<charts::Chart> (*)(const analysis::ReportData&);

constexpr std::array<MakeChart, 11> kCharts{
    charts::ef_scatter_chart,
    charts::ef_bland_altman_chart,
    charts::reclassification_chart,
    charts::dice_chart,
    charts::hausdorff_chart,
    charts::severity_chart,
    charts::ef_intervals_chart,
    charts::strata_chart,
    charts::ef_calibration_chart,
    charts::panels_chart,
    charts::training_chart};

std::vector<std::string> names_of_charts(const analysis::ReportData& data) {
  std::vector<std::string> names;
  for (const MakeChart make : kCharts) {
    if (const auto chart = make(data)) names.push_back(chart->name);
  }
  return names;
}

/// The rows of a chart's data that have this value of a field.
std::vector<Json> rows_with(const Json& spec, const std::string& field, const Json& value) {
  std::vector<Json> rows;
  for (const Json& row : spec.at("data").at("values")) {
    if (row.contains(field) && row.at(field) == value) rows.push_back(row);
  }
  return rows;
}

plan::Condition noisy_in(const std::string& noise, const std::string& severity) {
  return {
      .name = noise + " " + severity,
      .noise = noise,
      .severity = severity,
      .setup = noise::NoiseSetup{.name = noise}};
}

/// A study of networks, its numbers written down by hand.
class Networks {
 public:
  explicit Networks(std::vector<plan::Condition> conditions) {
    data_.plan.conditions = std::move(conditions);
    data_.plan.seeds = {1, 2};
  }

  void add(
      const std::string& condition,
      std::uint64_t seed,
      const std::string& patient,
      const std::string& measure,
      double value) {
    data_.measurements.push_back(
        {.cell = condition + std::to_string(seed),
         .condition = condition,
         .seed = seed,
         .patient = patient,
         .measure = measure,
         .value = value});
  }

  void add_ef(
      const std::string& condition,
      std::uint64_t seed,
      const std::string& patient,
      double clean,
      double predicted) {
    add(condition, seed, patient, "reference_ef_percent", clean);
    add(condition, seed, patient, "ef_percent", predicted);
  }

  [[nodiscard]] analysis::ReportData data() const {
    analysis::ReportData data = data_;
    data.comparison = analysis::compared(data.measurements, data.plan.conditions, 1);
    return data;
  }

 private:
  analysis::ReportData data_;
};

Networks two_patients() {
  Networks networks({plan::Condition{}, noisy_in("camus", "low")});
  networks.add_ef("clean", 1, "p1", 60.0, 61.0);
  networks.add_ef("clean", 2, "p1", 60.0, 64.0);
  networks.add_ef("clean", 1, "p2", 41.0, 38.0);
  networks.add_ef("camus low", 1, "p1", 60.0, 70.0);
  networks.add_ef("camus low", 1, "p2", 41.0, 39.00006);
  return networks;
}

analysis::PatientSensitivity drawn(
    const std::string& patient, double clean, double bias, double half_width) {
  analysis::PatientSensitivity drawn{.patient = patient, .draws = 100};
  drawn.edv_ml = {.clean = 100.0};
  drawn.esv_ml = {.clean = 100.0 - clean};
  drawn.ef_percent = {
      .clean = clean,
      .bias = bias,
      .sd = half_width / 2.0,
      .central95 = {clean + bias - half_width, clean + bias + half_width}};
  drawn.category_probability.at(static_cast<std::size_t>(cardiac::ef_category(clean))) = 0.9;
  return drawn;
}

analysis::ReportData drawn_labels(std::vector<std::vector<analysis::PatientSensitivity>> by_seed) {
  analysis::ReportData data;
  data.plan.kind = plan::StudyKind::kLabels;
  data.plan.conditions = {noisy_in("camus", "low")};
  std::uint64_t seed = 0;
  for (auto& patients : by_seed) {
    analysis::ConditionSensitivity each{.condition = "camus low", .seed = ++seed};
    each.patients = std::move(patients);
    each.summary = analysis::summarised(each.patients, seed);
    data.sensitivity.push_back(std::move(each));
  }
  return data;
}

TEST(ReportCharts, AreThoseThatAStudyHasValuesFor) {
  EXPECT_THAT(names_of_charts({}), IsEmpty());
  EXPECT_THAT(
      names_of_charts(testing::made_up_training({.patients = 6, .seeds = {1}})),
      ElementsAre(
          "ef-scatter",
          "ef-bland-altman",
          "reclassification",
          "dice",
          "hausdorff",
          "severity",
          "training"));
  EXPECT_THAT(
      names_of_charts(testing::made_up_labels({.patients = 6, .seeds = {1}})),
      ElementsAre("reclassification", "severity", "ef-intervals", "strata"));
}

TEST(CalibrationChart, HasADotForEachKindOfInterval) {
  analysis::ReportData data = drawn_labels({{drawn("p1", 60.0, 0.0, 1.0)}});
  EXPECT_FALSE(charts::ef_calibration_chart(data));
  data.sensitivity.front().summary.ef_coverage = {
      {.probability = 0.5, .patients = 30, .covered = 0.52, .ci95 = {{0.45, 0.6}}},
      {.probability = 0.95, .patients = 30, .covered = 0.9375}};
  const Json spec = spec_of(charts::ef_calibration_chart(data));
  const Json& rows = spec.at("data").at("values");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].at("covered"), 52.0);
  EXPECT_EQ(rows[0].at("lower"), 45.0);
  EXPECT_EQ(rows[1].at("claimed"), 95.0);
  EXPECT_EQ(rows[1].at("upper"), 93.75);  // without an interval the dot alone
}

TEST(PanelsChart, BeginsEachLineAtOneReader) {
  analysis::ReportData data = drawn_labels({{drawn("p1", 60.0, 0.0, 1.0)}});
  EXPECT_FALSE(charts::panels_chart(data));
  data.sensitivity.front().panels = {
      {"p1", readings::kOneReader, 1, 1, 60.0, 54.0},
      {"p1", "majority", 3, 1, 60.0, 57.0},
      {"p1", "STAPLE", 3, 1, 60.0, 62.0}};
  const Json spec = spec_of(charts::panels_chart(data));
  const auto majority = rows_with(spec, "rule", "majority");
  const auto staple = rows_with(spec, "rule", "STAPLE");
  ASSERT_EQ(majority.size(), 4U);  // error and SD of one reader, then of three
  ASSERT_EQ(staple.size(), 4U);
  EXPECT_EQ(majority[0].at("points"), 6.0);
  EXPECT_EQ(majority[0].at("readers"), 1);
  EXPECT_EQ(staple[0].at("points"), 6.0);
  EXPECT_EQ(majority[2].at("points"), 3.0);
  EXPECT_EQ(staple[2].at("points"), 2.0);
  EXPECT_EQ(staple[3].at("points"), 0.0);
}

TEST(ReportCharts, AreTheSameForTheSameStudy) {
  const auto data = testing::made_up_training({.patients = 6, .seeds = {1}});
  for (const MakeChart make : kCharts) {
    const auto chart = make(data);
    if (!chart) continue;
    EXPECT_EQ(chart->spec, make(data)->spec);
  }
}

TEST(ReportCharts, LoadNothingAndSayWhatTheyShow) {
  for (const auto& data :
       {testing::made_up_training({.patients = 6, .seeds = {1}}),
        testing::made_up_labels({.patients = 6, .seeds = {1}})}) {
    for (const MakeChart make : kCharts) {
      const auto chart = make(data);
      if (!chart) continue;
      EXPECT_THAT(chart->spec, Not(HasSubstr("http"))) << chart->name;
      EXPECT_THAT(chart->spec, Not(HasSubstr("\"url\""))) << chart->name;
      EXPECT_GT(chart->alt.size(), 40U) << chart->name;
      EXPECT_GT(chart->caption.size(), 80U) << chart->name;
    }
  }
}

TEST(ReportCharts, KeepNamesOfPatientsFromBreakingThePage) {
  Networks networks = two_patients();
  networks.add_ef("clean", 1, "</script><b>\"&\xFF", 50.0, 51.0);
  const auto chart = charts::ef_scatter_chart(networks.data());
  EXPECT_EQ(rows_with(spec_of(chart), "patient", "</script><b>\"&\xEF\xBF\xBD").size(), 1U);
  Section section{.heading = "h", .blocks = {}};
  section.blocks.emplace_back(chart.value());
  const std::string page = html_text({.title = "t", .sections = {section}});
  EXPECT_THAT(testing::markup_faults(page), IsEmpty());
  EXPECT_THAT(page, Not(HasSubstr("</script><b>")));
}

TEST(EfScatter, ShowsEachPatientOnceByCondition) {
  const Json spec = spec_of(charts::ef_scatter_chart(two_patients().data()));
  EXPECT_EQ(spec["data"]["values"].size(), 4U);
  const auto p1 = rows_with(spec, "patient", "p1");
  ASSERT_EQ(p1.size(), 2U);
  EXPECT_EQ(p1[0]["condition"], "clean");
  EXPECT_EQ(p1[0]["clean"], 60.0);
  EXPECT_EQ(p1[0]["predicted"], 62.5);  // of 61 and 64
  EXPECT_EQ(p1[0]["error"], 2.5);
  EXPECT_EQ(rows_with(spec, "patient", "p2")[1]["predicted"], 39.0001);
  EXPECT_EQ(spec["facet"]["sort"], Json({"clean", "camus low"}));
}

TEST(EfScatter, LeavesOutWhoHasOneEfAlone) {
  Networks networks = two_patients();
  networks.add("clean", 1, "p3", "ef_percent", 50.0);
  EXPECT_THAT(
      rows_with(spec_of(charts::ef_scatter_chart(networks.data())), "patient", "p3"), IsEmpty());
}

TEST(EfBlandAltman, DrawsBiasAndLimitsOfTheComparison) {
  analysis::ReportData data = two_patients().data();
  // Two patients have neither, so here they are given some.
  EXPECT_THAT(rows_with(spec_of(charts::ef_bland_altman_chart(data)), "line", "bias"), IsEmpty());
  auto& conditions = data.comparison.conditions;
  for (analysis::ConditionComparison& each : conditions) {
    each.ef->bias_pp = statistics::Estimate{4.00003};
    each.ef->lower_limit_pp = statistics::Estimate{-6.5};
    each.ef->upper_limit_pp = statistics::Estimate{7.5};
  }
  const Json spec = spec_of(charts::ef_bland_altman_chart(data));
  const auto bias = rows_with(spec, "line", "bias");
  ASSERT_EQ(bias.size(), 2U);
  EXPECT_NEAR(bias[0]["at"], data.comparison.conditions[0].ef->bias_pp->value, 1e-4);
  EXPECT_NEAR(bias[1]["at"], 4.00003, 1e-4);
  const auto lower = rows_with(spec, "line", "lower limit");
  const auto upper = rows_with(spec, "line", "upper limit");
  ASSERT_EQ(lower.size(), 2U);
  ASSERT_EQ(upper.size(), 2U);
  const analysis::EfAgreement& of_noisy = data.comparison.conditions[1].ef.value();
  EXPECT_NEAR(lower[1]["at"], of_noisy.lower_limit_pp->value, 1e-4);
  EXPECT_NEAR(upper[1]["at"], of_noisy.upper_limit_pp->value, 1e-4);
  const auto p1 = rows_with(spec, "patient", "p1");
  EXPECT_EQ(p1[0]["mean"], 61.25);
  EXPECT_EQ(p1[0]["difference"], 2.5);
}

TEST(Reclassification, CountsPatientsOfAMeanNetwork) {
  const Json spec = spec_of(charts::reclassification_chart(two_patients().data()));
  const auto cell = [&](const std::string& condition, const char* from, const char* to) {
    for (const Json& row : rows_with(spec, "condition", condition)) {
      if (row["from"] == from && row["to"] == to) return row;
    }
    return Json();
  };
  EXPECT_EQ(spec["data"]["values"].size(), 18U);
  EXPECT_EQ(cell("camus low", "mildly reduced", "reduced")["patients"], 1.0);
  EXPECT_EQ(cell("camus low", "mildly reduced", "reduced")["share"], 1.0);
  EXPECT_EQ(cell("camus low", "mildly reduced", "reduced")["same"], false);
  EXPECT_EQ(cell("camus low", "preserved", "preserved")["patients"], 1.0);
  EXPECT_EQ(cell("camus low", "reduced", "reduced")["share"], 0.0);
  EXPECT_EQ(cell("clean", "mildly reduced", "reduced")["patients"], 0.5);  // of two seeds
}

TEST(Reclassification, TakesDrawsWhereNothingIsPredicted) {
  const analysis::ReportData data =
      drawn_labels({{drawn("p1", 60.0, 0.0, 1.0)}, {drawn("p1", 60.0, 0.0, 1.0)}});
  const auto chart = charts::reclassification_chart(data);
  const auto kept = rows_with(spec_of(chart), "same", true);
  EXPECT_EQ(kept.back()["patients"], 0.9);
  EXPECT_THAT(chart->caption, HasSubstr("expected ones"));
}

TEST(DiceChart, ShowsEveryPatientAtBothInstants) {
  Networks networks({plan::Condition{}, noisy_in("camus", "low")});
  networks.add("clean", 1, "p1", "dice_ed_percent", 95.0);
  networks.add("clean", 2, "p1", "dice_ed_percent", 94.0);
  networks.add("clean", 1, "p2", "dice_ed_percent", 90.0);
  networks.add("camus low", 1, "p2", "dice_es_percent", 81.23456);
  const Json spec = spec_of(charts::dice_chart(networks.data()));
  const Json& rows = spec["data"]["values"];
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0]["value"], 94.5);
  EXPECT_EQ(rows[0]["instant"], "End-diastole");
  EXPECT_EQ(rows[0]["clean"], true);
  EXPECT_EQ(rows[2]["value"], 81.2346);
  EXPECT_EQ(rows[2]["instant"], "End-systole");
  EXPECT_EQ(rows[2]["clean"], false);
  EXPECT_EQ(rows[1]["jitter"], rows[2]["jitter"]);  // p2 is found at one height in all boxes
  EXPECT_NE(rows[0]["jitter"], rows[1]["jitter"]);
  EXPECT_FALSE(charts::hausdorff_chart(networks.data()));
}

TEST(SeverityChart, DrawsMeansWithTheirIntervalsAndTheCleanMean) {
  Networks networks({plan::Condition{}, noisy_in("camus", "low"), noisy_in("camus", "high")});
  for (const auto& [condition, harm] :
       {std::pair("clean", 0.0), std::pair("camus low", 2.0), std::pair("camus high", 5.0)}) {
    for (const auto& [patient, error] :
         {std::pair("p1", 3.0), {"p2", 4.0}, {"p3", 8.0}, {"p4", 5.0}, {"p5", 5.0}})
      networks.add(condition, 1, patient, "ef_error_pp", error + harm);
  }
  const analysis::ReportData data = networks.data();
  const auto chart = charts::severity_chart(data);
  EXPECT_THAT(chart.value().alt, HasSubstr("a panel for each of 1 measures."));
  const Json spec = spec_of(chart);
  ASSERT_EQ(spec["concat"].size(), 1U);
  const Json& panel = spec["concat"][0];
  const Json& rows = panel["data"]["values"];
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]["severity"], "low");
  EXPECT_EQ(rows[0]["mean"], 7.0);
  EXPECT_EQ(rows[0]["patients"], 5);
  EXPECT_EQ(rows[1]["mean"], 10.0);
  const auto& mean = *data.comparison.conditions[2].find(analysis::kEfError)->mean;
  EXPECT_NEAR(rows[1]["lower"], mean.ci95->lower, 1e-4);
  EXPECT_NEAR(rows[1]["upper"], mean.ci95->upper, 1e-4);
  EXPECT_EQ(panel["layer"][0]["encoding"]["y"]["datum"], 5.0);
}

TEST(SeverityChart, TakesFullNoiseAndTheLargestTrainingSetAlone) {
  std::vector<plan::Condition> conditions{noisy_in("camus", "low"), noisy_in("camus", "high")};
  conditions.push_back(noisy_in("camus", "low"));
  conditions.back().name = "camus low 50%";
  conditions.back().noisy_fraction = 0.5;
  conditions.push_back(noisy_in("camus", "low"));
  conditions.back().name = "camus low n=20";
  conditions.back().training_patients = 20;
  Networks networks(conditions);
  for (const plan::Condition& condition : conditions)
    networks.add(condition.name, 1, "p1", "ef_error_pp", 1.0);
  const Json spec = spec_of(charts::severity_chart(networks.data()));
  EXPECT_EQ(spec["concat"][0]["data"]["values"].size(), 2U);
}

TEST(SeverityChart, IsNothingForOneSeverity) {
  Networks networks({plan::Condition{}, noisy_in("camus", "low")});
  networks.add("camus low", 1, "p1", "ef_error_pp", 1.0);
  EXPECT_FALSE(charts::severity_chart(networks.data()));
}

TEST(EfIntervals, SortsPatientsAndMarksWhoseCategoryIsOpen) {
  const analysis::ReportData data = drawn_labels(
      {{drawn("p1", 60.0, 1.0, 4.0), drawn("p2", 48.0, 1.0, 4.0)},
       {drawn("p1", 60.0, 3.0, 4.0), drawn("p2", 48.0, 1.0, 4.0)}});
  const Json spec = spec_of(charts::ef_intervals_chart(data));
  const Json& rows = spec["data"]["values"];
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]["patient"], "p2");
  EXPECT_EQ(rows[0]["rank"], 1);
  EXPECT_EQ(rows[0]["interval"], "holds 40 or 50 %");
  EXPECT_EQ(rows[1]["patient"], "p1");
  EXPECT_EQ(rows[1]["mean"], 62.0);  // of 61 and 63
  EXPECT_EQ(rows[1]["lower"], 58.0);
  EXPECT_EQ(rows[1]["upper"], 66.0);
  EXPECT_EQ(rows[1]["other"], 0.1);
  EXPECT_EQ(rows[1]["interval"], "holds neither");
}

TEST(Strata, ShowsBiasAndSpreadOfThoseThatDivideTheCohort) {
  analysis::PatientSensitivity good = drawn("p1", 60.0, 1.0, 4.0);
  good.quality = cardiac::Quality::kGood;
  analysis::PatientSensitivity poor = drawn("p2", 61.0, 4.0, 8.0);
  poor.quality = cardiac::Quality::kPoor;
  const Json spec = spec_of(charts::strata_chart(drawn_labels({{good, poor}})));
  const auto all = rows_with(spec, "stratum", "all patients");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0]["bias"], 2.5);
  EXPECT_EQ(all[0]["sd"], 3.0);
  EXPECT_EQ(all[0]["low"], -0.5);
  EXPECT_EQ(all[0]["high"], 5.5);
  const auto of_poor = rows_with(spec, "stratum", "image quality: Poor");
  ASSERT_EQ(of_poor.size(), 1U);
  EXPECT_EQ(of_poor[0]["bias"], 4.0);
  EXPECT_EQ(of_poor[0]["patients"], 1.0);
  // Both are preserved: that says nothing that "all patients" does not.
  EXPECT_THAT(rows_with(spec, "stratum", "EF category: preserved"), IsEmpty());
}

TEST(TrainingChart, DrawsALineForEachNetwork) {
  analysis::ReportData data;
  data.plan.conditions = {plan::Condition{}, noisy_in("camus", "low")};
  data.training = {
      {.condition = "clean",
       .seed = 18446744073709551615U,
       .epochs = {{1, 0.7, 0.5}, {2, 0.4, {}}}},
      {.condition = "camus low", .seed = 1, .fold = 2, .epochs = {{1, 0.8, 0.456789}}},
      {.condition = "of another study", .seed = 1, .epochs = {{1, 0.8, 0.4}}}};
  const Json spec = spec_of(charts::training_chart(data));
  const Json& rows = spec["data"]["values"];
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0]["seed"], "18446744073709551615");
  EXPECT_EQ(rows[0]["dice"], 50.0);
  EXPECT_FALSE(rows[1].contains("dice"));
  EXPECT_EQ(rows[1]["loss"], 0.4);
  EXPECT_NE(rows[0]["network"], rows[2]["network"]);
  EXPECT_EQ(rows[2]["dice"], 45.6789);
  EXPECT_EQ(rows[2]["fold"], 2);
  EXPECT_EQ(spec["hconcat"].size(), 2U);
  for (plan::TrainingCurve& curve : data.training) {
    for (plan::EpochRecord& epoch : curve.epochs) epoch.validation_dice.reset();
  }
  EXPECT_EQ(spec_of(charts::training_chart(data))["hconcat"].size(), 1U);
}

}  // namespace
}  // namespace segnoise::page

#include "study/engine/label_draws.h"

#include "data/setups/setup_file.h"
#include "study/engine/fake_observer.h"
#include "study/files/readings_files.h"
#include "support/patients.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::engine {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

std::vector<plan::VentricleLabels> labels() {
  std::vector<plan::VentricleLabels> labels;
  for (const auto& [id, half_width_mm] : {std::pair{"a", 18.0}, {"b", 20.0}, {"c", 24.0}}) {
    labels.push_back(plan::ventricle_labels(testing::drawn_patient(id, half_width_mm)));
  }
  return labels;
}

plan::StudyDescription low() {
  return {.setup = setups::read_setup("low", setups::Scenario::kCamus), .seed = 1};
}

TEST(DrawOptions, DrawEachStepAloneNoMoreOftenThanAll) {
  const auto method = cardiac::VolumeMethod::kBiplaneAse;
  EXPECT_EQ(draw_options(20, 1, method).draws_alone, 20);
  EXPECT_EQ(draw_options(1000, 1, method).draws_alone, 100);
  EXPECT_EQ(draw_options(1000, 7, method).seed, 7U);
}

TEST(LabelStudy, DrawsOnEveryPatientAndSumsUp) {
  testing::FakeObserver observer;
  const auto options = draw_options(4, 1, cardiac::VolumeMethod::kBiplaneAse);
  const auto report = run_label_study(low(), options, labels(), {}, 1, observer);
  EXPECT_THAT(report.cohort.patients, SizeIs(3));
  EXPECT_EQ(report.summary.strata.front().patients, 3);
  EXPECT_EQ(observer.steps.back(), "drawing: patient 3 of 3");

  const testing::TemporaryFolder folder;
  write_draws(folder.path(), report);
  EXPECT_THAT(
      testing::names_in(folder.path()),
      UnorderedElementsAre(
          "patients.csv", "parts.csv", "shapes.csv", "methods.csv", "readings.csv"));
}

TEST(LabelStudy, FusesPanelsOfReadersWhereToldHow) {
  testing::FakeObserver observer;
  const auto options = draw_options(4, 1, cardiac::VolumeMethod::kBiplaneAse);
  const std::vector<readings::Consensus> first{
      {"first", [](std::span<const shape::Mask> masks) { return masks.front(); }}};
  const auto report = run_label_study(low(), options, labels(), first, 1, observer);
  EXPECT_EQ(observer.steps.back(), "fusing readers: patient 3 of 3");
  EXPECT_THAT(report.panels, SizeIs(3 * 3 * 4));
  // Whoever follows the first reader errs as he does.
  for (std::size_t i = 0; i < report.panels.size(); i += 4)
    EXPECT_EQ(report.panels[i].ef_percent, report.panels[i + 3].ef_percent);
  const testing::TemporaryFolder folder;
  write_draws(folder.path(), report);
  const auto read = study_files::read_panels_csv((folder.path() / "panels.csv").string());
  ASSERT_EQ(read.size(), report.panels.size());
  EXPECT_EQ(read[7].ef_percent, report.panels[7].ef_percent);
  EXPECT_EQ(read[7].rule, report.panels[7].rule);
}

TEST(LabelStudy, DrawsWhatACellOfTheSameSetupDraws) {
  testing::FakeObserver observer;
  const auto options = draw_options(4, 1, cardiac::VolumeMethod::kBiplaneAse);
  const auto all = labels();
  const auto report = run_label_study(low(), options, all, {}, 1, observer);
  study_files::SensitivityReport of_cell{.options = options};
  of_cell.cohort = draw_labels(all, low().setup, options, 2, "low", observer);
  EXPECT_EQ(
      study_files::sensitivity_patients_csv(report),
      study_files::sensitivity_patients_csv(of_cell));
}

TEST(LabelStudy, EndsAtAStepThatThrows) {
  testing::FakeObserver observer;
  observer.end_at = "drawing: patient 3 of 3";
  EXPECT_THROW(
      (void)run_label_study(
          low(), draw_options(4, 1, cardiac::VolumeMethod::kBiplaneAse), labels(), {}, 1, observer),
      testing::FakeObserver::Ended);
}

TEST(LabelStudy, SaysWhyNobodyCanBeMeasured) {
  auto without = labels();
  for (plan::VentricleLabels& one : without) one.cavities = {};
  testing::FakeObserver observer;
  EXPECT_THAT(
      testing::refusal_of([&] {
        (void)run_label_study(
            low(),
            draw_options(4, 1, cardiac::VolumeMethod::kBiplaneAse),
            without,
            {},
            1,
            observer);
      }),
      HasSubstr("no patient can be measured, the first because of this: a: "));
  EXPECT_THAT(observer.lines, SizeIs(3));
}

/// Patients whose EF spreads so far, measured by so many views.
study_files::SensitivityReport spreads(
    const std::vector<std::pair<double, cardiac::VolumeMethod>>& patients) {
  study_files::SensitivityReport report;
  for (const auto& [sd, method] : patients) {
    analysis::PatientSensitivity patient{
        .patient = "p" + std::to_string(report.cohort.patients.size()), .method = method};
    patient.ef_percent.sd = sd;
    report.cohort.patients.push_back(std::move(patient));
  }
  return report;
}

TEST(MedianPatient, IsOfThoseMeasuredAsWasAskedFor) {
  constexpr auto kBiplane = cardiac::VolumeMethod::kBiplaneAse;
  constexpr auto kSingle = cardiac::VolumeMethod::kSinglePlane2ch;
  const auto mixed = spreads({{9.0, kSingle}, {3.0, kBiplane}, {1.0, kBiplane}, {2.0, kBiplane}});
  EXPECT_EQ(median_patient(mixed).patient, "p3");
  const auto even = spreads({{4.0, kBiplane}, {3.0, kBiplane}});
  EXPECT_EQ(median_patient(even).patient, "p0");  // of two, the greater
  const auto single = spreads({{4.0, kSingle}, {3.0, kSingle}});
  EXPECT_EQ(median_patient(single).patient, "p0");  // the first
}

}  // namespace
}  // namespace segnoise::engine

#include "report/study_report.h"

#include "shape/label_map.h"
#include "shape/morphology.h"
#include "study/evaluation.h"
#include "study/study.h"
#include "study/table7.h"
#include "support/markup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

constexpr Grid kGrid{.size = {80, 60}, .spacing_mm = {1.0, 2.0}};

// An LV that is a box of so many columns, with wall and atrium left out.
LabelledImage boxed_frame(int columns) {
  LabelledImage frame{.image = Image(kGrid, 90.0F), .labels = LabelMap(kGrid)};
  for (int y = 10; y < 45; ++y) {
    for (int x = 40 - columns / 2; x < 40 + columns / 2; ++x) frame.labels(x, y) = kLeftVentricle;
  }
  return frame;
}

Patient patient_of(const std::string& id, int columns) {
  Patient patient{.id = id};
  for (const View view : kViews) {
    patient.frames(view, Instant::kEndDiastole) = boxed_frame(columns);
    patient.frames(view, Instant::kEndSystole) = boxed_frame(columns * 3 / 4);
  }
  return patient;
}

// Patients whose LV a network draws as a box of 30 columns at ED, 22 at ES, however wide it is.
std::vector<Patient> testing_patients() {
  return {
      patient_of("patient0003", 36), patient_of("patient0001", 30), patient_of("patient0002", 24)};
}

StudyResults results_of(
    const std::vector<Patient>& testing, const std::vector<std::string>& conditions) {
  StudyResults results;
  results.description = {
      .command_line = "camus-noise --setup low",
      .program_version = "0.1.0",
      .libraries = {{"VTK", "9.1.0"}},
      .data_root = "CAMUS_public",
      .data_fingerprint = "9f86d081",
      .split_source = "official",
      .training_patients = 12,
      .validation_patients = 2,
      .testing_patients = static_cast<int>(testing.size()),
      .setup =
          {.name = "low",
           .unit = Unit::kPx,
           .steps = {{.action = Operation(Morphology{MorphologyKind::kDilation, {4.0, 0.0}})}}},
      .seed = 7,
      .learning = {{"Epochs", "2"}},
      .warnings = {"patient0042: cfg of 4CH is missing"}};
  for (const std::string& condition : conditions) {
    for (const Patient& patient : testing) {
      int call = 0;
      const Predictor predict = [&](const Image&) {
        LabelMap drawn = boxed_frame(++call % 2 == 1 ? 30 : 22).labels;
        if (condition != kNoisyCondition) return drawn;
        return with_structure(
            drawn, kLeftVentricle, dilated(mask_of(drawn, kLeftVentricle), {4, 1}));
      };
      results.patients.push_back(evaluated(patient, condition, predict, VolumeMethod::kBiplaneAse));
    }
    if (condition == kCleanCondition || condition == kNoisyCondition) {
      results.training.push_back({condition, {{1, 0.5, 0.8}, {2, 0.3, 0.9}}});
    }
  }
  for (const Patient& patient : testing) {
    for (const Instant instant : kInstants) {
      const FrameId frame{.patient = patient.id, .view = View::kFourChamber, .instant = instant};
      const auto& labels = patient.frames(frame.view, instant)->labels;
      results.noise.push_back(corrupted(labels, frame, results.description.setup, 7).record);
    }
  }
  results.table7 = table7(results.patients, 7);
  return results;
}

std::string page_of(const StudyResults& results, ReportImages images = ReportImages::kFrames) {
  return html_text(study_document(results, {}, images));
}

std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::vector<std::string> kBoth{kCleanCondition, kNoisyCondition};

TEST(EfSeries, HasAPointForEachPatientWithBothFractions) {
  auto results = results_of(testing_patients(), kBoth);
  results.patients[1].predicted.reset();
  const auto series = ef_series(results);
  ASSERT_THAT(series, SizeIs(2));
  EXPECT_EQ(series[0].role, OutlineRole::kPredictedClean);
  EXPECT_THAT(series[0].points, SizeIs(2));
  EXPECT_THAT(series[1].points, SizeIs(3));
  EXPECT_EQ(series[0].points[0].x, results.patients[0].reference->ef_percent);
  EXPECT_EQ(series[0].points[0].y, results.patients[0].predicted->ef_percent);
}

TEST(DiceSeries, LeavesOutEpochsThatWereNotValidated) {
  auto results = results_of(testing_patients(), kBoth);
  results.training[0].epochs[0].validation_dice.reset();
  const auto series = dice_series(results);
  ASSERT_THAT(series, SizeIs(2));
  EXPECT_THAT(series[0].points, ElementsAre(Point{2.0, 0.9}));
}

TEST(Gallery, ShowsTheWorstTheMedianAndTheBest) {
  const auto testing = testing_patients();
  const auto cases =
      gallery(results_of(testing, {kCleanCondition}), testing, ReportImages::kFrames);
  ASSERT_THAT(cases, SizeIs(3));
  EXPECT_EQ(cases[0].rank, "Worst");
  EXPECT_EQ(cases[0].patient, "patient0002");  // 30 columns against 24: Dice 48 / 54
  EXPECT_EQ(cases[1].rank, "Median");
  EXPECT_EQ(cases[1].patient, "patient0003");  // against 36: 60 / 66
  EXPECT_EQ(cases[2].rank, "Best");
  EXPECT_EQ(cases[2].patient, "patient0001");
}

TEST(Gallery, DrawsCleanNoisyAndEveryPrediction) {
  const auto testing = testing_patients();
  const auto cases = gallery(results_of(testing, kBoth), testing, ReportImages::kFrames);
  ASSERT_THAT(cases, SizeIs(3));
  ASSERT_THAT(cases[0].panels, SizeIs(4));
  const Panel& panel = cases[0].panels[0];
  ASSERT_THAT(panel.outlines, SizeIs(4));
  EXPECT_EQ(panel.outlines[0].role, OutlineRole::kClean);
  EXPECT_EQ(panel.outlines[1].role, OutlineRole::kNoisy);
  EXPECT_EQ(panel.outlines[2].role, OutlineRole::kPredictedClean);
  EXPECT_EQ(panel.outlines[3].role, OutlineRole::kPredictedNoisy);
  // The clean box is x 28 to 52; the setup dilates it by four pixels.
  const auto width = [](const Outline& outline) {
    const auto [low, high] = std::ranges::minmax(outline.rings.at(0), {}, &Point::x);
    return high.x - low.x;
  };
  EXPECT_EQ(width(panel.outlines[0]), 24.0);
  EXPECT_EQ(width(panel.outlines[1]), 27.0);
  EXPECT_EQ(width(panel.outlines[2]), 30.0);
  EXPECT_EQ(width(panel.outlines[3]), 33.0);
  EXPECT_EQ(panel.title, "2CH, end-diastole");
  EXPECT_THAT(panel.caption, HasSubstr("Trained on clean: Dice 0.889, HD 3.0 mm\n"));
  // Each prediction is marked where it is as far from the clean outline as its caption says.
  ASSERT_THAT(panel.hausdorff, SizeIs(2));
  EXPECT_EQ(panel.hausdorff[0].distance_mm, 3.0);
  EXPECT_GT(panel.hausdorff[1].distance_mm, 3.0);
}

TEST(Gallery, ShowsNoFrameWhereNoneMayBeShown) {
  const auto testing = testing_patients();
  const auto cases = gallery(results_of(testing, kBoth), testing, ReportImages::kOutlinesOnly);
  for (const GalleryCase& one : cases) {
    for (const Panel& panel : one.panels) EXPECT_EQ(panel.image, Image(kGrid)) << one.patient;
  }
}

TEST(Gallery, IsShorterForFewPatients) {
  auto testing = testing_patients();
  const auto ranks = [&] {
    std::vector<std::string> names;
    for (const auto& one : gallery(results_of(testing, kBoth), testing, ReportImages::kFrames))
      names.push_back(one.rank);
    return names;
  };
  testing.pop_back();
  EXPECT_THAT(ranks(), ElementsAre("Worst", "Best"));
  testing.pop_back();
  EXPECT_THAT(ranks(), ElementsAre("Only"));
  EXPECT_THAT(gallery(results_of(testing, kBoth), {}, ReportImages::kFrames), IsEmpty());
  EXPECT_THAT(gallery({}, {}, ReportImages::kFrames), IsEmpty());
}

TEST(StudyDocument, IsAWellFormedPageThatLoadsNothing) {
  const auto patients = testing_patients();
  const auto results = results_of(patients, kBoth);
  const auto figures = draw_study_figures(results, patients, ReportImages::kFrames);
  const std::string page = html_text(study_document(results, figures, ReportImages::kFrames));
  EXPECT_THAT(testing::markup_faults(page), IsEmpty());
  EXPECT_THAT(testing::loaded_from_elsewhere(page), IsEmpty());
  std::size_t pictures = 0;
  for (auto at = page.find("<img "); at != std::string::npos; at = page.find("<img ", at + 1))
    ++pictures;
  EXPECT_EQ(pictures, 5U);
}

TEST(StudyDocument, PutsTable7BesideThePapers) {
  const auto results = results_of(testing_patients(), kBoth);
  const std::string page = page_of(results);
  EXPECT_THAT(
      page, HasSubstr("<th scope=\"row\">Trained on noisy</th><td class=\"number\">3</td>"));
  EXPECT_THAT(page, HasSubstr("Paper, CAMUS: noisy (low)"));
  EXPECT_THAT(page, HasSubstr("<td class=\"number\">11.25</td>"));
  EXPECT_THAT(page, Not(HasSubstr("not comparable")));
}

TEST(StudyDocument, StatesErrorBiasAndCategories) {
  auto results = results_of(testing_patients(), {kCleanCondition});
  const auto set = [&](std::size_t i, double reference, double predicted) {
    results.patients[i].reference = Ejection{.ef_percent = reference};
    results.patients[i].predicted = Ejection{.ef_percent = predicted};
  };
  set(0, 40.4, 39.4);  // mildly reduced to reduced
  set(1, 55.0, 49.0);  // preserved to mildly reduced
  set(2, 60.0, 64.0);
  const std::string page = page_of(results);
  // Errors -1, -6, +4: mean absolute 3.667, bias -1, SD 5.
  EXPECT_THAT(page, HasSubstr("<td class=\"number\">3.7<span"));
  EXPECT_THAT(page, HasSubstr("<td class=\"number\">−1.0<span"));
  EXPECT_THAT(page, HasSubstr("−10.8 to +8.8"));
  EXPECT_THAT(
      page,
      HasSubstr("<td class=\"number\">2 of 3</td><td class=\"number\">3 of 3</td><td "
                "class=\"number\">2 of 3</td>"));
}

TEST(StudyDocument, TellsWhatTheNoiseDidByInstant) {
  auto results = results_of(testing_patients(), kBoth);
  results.noise = {
      {.frame = {.patient = "a", .instant = Instant::kEndSystole},
       .effect =
           {.overlap = Overlap{.dice = 0.9},
            .distances = SurfaceDistances{.hd_mm = 2.0},
            .clean_area_mm2 = 1000.0,
            .noisy_area_mm2 = 1100.0},
       .clean_volume_ml = 50.0,
       .noisy_volume_ml = 60.0},
      {.frame = {.patient = "b", .instant = Instant::kEndSystole},
       .removed = true,
       .effect = {.overlap = Overlap{}, .clean_area_mm2 = 1000.0},
       .clean_volume_ml = 50.0}};
  const std::string page = page_of(results);
  EXPECT_THAT(
      page,
      HasSubstr("<th scope=\"row\">End-systole</th><td class=\"number\">2</td><td "
                "class=\"number\">45.0&#160;±&#160;63.6</td><td "
                "class=\"number\">2.0&#160;±&#160;0.0</td><td "
                "class=\"number\">−45.0&#160;±&#160;77.8</td><td "
                "class=\"number\">20.0&#160;±&#160;0.0</td><td "
                "class=\"number\">1</td>"));
  EXPECT_THAT(
      page,
      HasSubstr("<th scope=\"row\">End-diastole</th><td class=\"number\">0</td><td "
                "class=\"number\">–</td>"));
}

TEST(StudyDocument, KeepsTheDutiesOfRealData) {
  const auto results = results_of(testing_patients(), kBoth);
  const std::string page = page_of(results);
  EXPECT_THAT(page, HasSubstr("https://doi.org/10.1109/TMI.2019.2900516"));
  EXPECT_THAT(page, HasSubstr("https://creativecommons.org/licenses/by-nc-sa/4.0/"));
  EXPECT_THAT(page, HasSubstr("Changed: frames were cut out"));
  const std::string plain = page_of(results, ReportImages::kOutlinesOnly);
  EXPECT_THAT(plain, HasSubstr("without any of its images"));
  EXPECT_THAT(plain, Not(HasSubstr("by-nc-sa")));
}

TEST(StudyDocument, DoesNotComparePhantomsWithPatients) {
  auto results = results_of(testing_patients(), kBoth);
  results.description.is_phantom = true;
  const std::string page = page_of(results);
  EXPECT_THAT(page, HasSubstr("the two are not comparable"));
  EXPECT_THAT(page, HasSubstr("built-in phantom"));
  EXPECT_THAT(page, Not(HasSubstr("by-nc-sa")));
  EXPECT_THAT(page, Not(HasSubstr("2900516")));
}

TEST(StudyDocument, SaysWhoChoseTheEpoch) {
  auto results = results_of(testing_patients(), kBoth);
  EXPECT_THAT(page_of(results), HasSubstr("2 patients with clean labels chose the best epoch"));
  results.description.validation_patients = 0;
  EXPECT_THAT(page_of(results), HasSubstr("No patient was left to choose the best epoch"));
}

TEST(StudyDocument, SaysHowToMakeTheStudyAgain) {
  const std::string page = page_of(results_of(testing_patients(), kBoth));
  for (const char* part :
       {"camus-noise --setup low", "9f86d081", "9.1.0", "official", "patient0042: cfg of 4CH"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
}

TEST(StudyDocument, SpeaksOfAGivenNetworkAsSuch) {
  auto results = results_of(testing_patients(), {"model"});
  results.noise.clear();
  const std::string page = page_of(results);
  EXPECT_THAT(page, HasSubstr("A network that was trained elsewhere"));
  EXPECT_THAT(page, HasSubstr("The given network missed the ejection fraction by"));
  EXPECT_THAT(page, HasSubstr("No network was trained in this study."));
  EXPECT_THAT(page, HasSubstr("No labels were corrupted."));
  EXPECT_THAT(page, Not(HasSubstr("Trained on")));
}

TEST(StudyDocument, ListsWhatTheVolumesWarnOfOncePerLabelAndNetwork) {
  auto results = results_of(testing_patients(), kBoth);
  for (PatientResult& patient : results.patients) {
    patient.reference->warnings = patient.predicted->warnings = {};
  }
  EXPECT_THAT(page_of(results), Not(HasSubstr("Volumes to look at twice")));
  for (PatientResult& patient : results.patients) {
    if (patient.patient == "patient0001") patient.reference->warnings = {"ED: a view is short"};
  }
  results.patients.back().predicted->warnings = {"ES: another is"};  // noisy, patient0002
  EXPECT_THAT(
      page_of(results),
      HasSubstr("<p>Volumes to look at twice:</p>\n<ul>\n"
                "<li>patient0001, clean label, ED: a view is short</li>\n"
                "<li>patient0002, trained on noisy, ES: another is</li>\n</ul>"));
}

TEST(StudyDocument, OfNothingSaysSo) {
  const std::string page = html_text(study_document({}, {}, ReportImages::kFrames));
  EXPECT_THAT(testing::markup_faults(page), IsEmpty());
  EXPECT_THAT(page, HasSubstr("No patient was tested."));
  EXPECT_THAT(page, HasSubstr("No patient can be shown."));
}

TEST(StudyDocument, LeavesOutValuesThatAreNotThere) {
  auto results = results_of(testing_patients(), kBoth);
  for (PatientResult& patient : results.patients) {
    patient.reference.reset();
    patient.predicted.reset();
    patient.frames = {};
  }
  results.table7 = table7(results.patients, 7);
  const std::string page = page_of(results);
  EXPECT_THAT(testing::markup_faults(page), IsEmpty());
  EXPECT_THAT(page, Not(HasSubstr(">nan")));
  EXPECT_THAT(page, Not(HasSubstr("missed the ejection fraction")));
}

TEST(WriteStudyReport, WritesPageAndFigures) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "segnoise_study_report";
  std::filesystem::remove_all(folder);
  const auto testing = testing_patients();
  const auto remarks = write_study_report(folder, results_of(testing, kBoth), testing);
  EXPECT_THAT(remarks, IsEmpty());
  for (const std::string name : {"ef_agreement", "training_curves", "worst", "median", "best"}) {
    EXPECT_THAT(file_text(folder / "figures" / (name + ".png")), HasSubstr("PNG")) << name;
  }
  EXPECT_THAT(file_text(folder / "report.html"), HasSubstr("</html>"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 2);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "figures"), {}), 5);
  std::filesystem::remove_all(folder);
}

TEST(WriteStudyReport, NamesAFolderThatCannotBeMade) {
  const auto file = std::filesystem::path(::testing::TempDir()) / "segnoise_in_the_way";
  std::ofstream(file) << "a file";
  EXPECT_THAT(
      [&] { (void)write_study_report(file, {}, {}); },
      ThrowsMessage<std::runtime_error>(HasSubstr(file.string())));
  std::filesystem::remove(file);
}

TEST(WriteStudyReportDeathTest, WritesTheRestWithoutADriver) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        ::setenv("__EGL_VENDOR_LIBRARY_FILENAMES", "/nonexistent.json", 1);
        const auto folder = std::filesystem::path(::testing::TempDir()) / "segnoise_no_driver";
        const auto testing = testing_patients();
        for (const std::string& remark :
             write_study_report(folder, results_of(testing, kBoth), testing)) {
          std::cerr << remark << '\n';
        }
        const bool told =
            file_text(folder / "report.html").find("an EGL driver is needed") != std::string::npos;
        std::filesystem::remove_all(folder);
        std::exit(told ? 0 : 1);
      },
      ::testing::ExitedWithCode(0),
      "ef_agreement.png was not drawn: cannot draw with OpenGL.*\n.*training_curves.png was not "
      "drawn");
}

}  // namespace
}  // namespace segnoise

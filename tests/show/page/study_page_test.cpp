#include "show/page/study_page.h"

#include "show/page/html.h"
#include "show/page/patient_pages.h"
#include "show/page/small_reports.h"
#include "support/markup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace segnoise::page {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using testing::kSetup;
using testing::kTwo;
using testing::labels;
using testing::networks;
using testing::noisy;

std::vector<std::string> headings_of(const Document& page) {
  std::vector<std::string> headings;
  for (const Section& section : page.sections) headings.push_back(section.heading);
  return headings;
}

std::string text_of(const analysis::ReportData& data, const ReportPictures& pictures = {}) {
  return html_text(study_page(data, pictures));
}

/// The text of one section of a page.
std::string section_of(const analysis::ReportData& data, const std::string& heading) {
  Document page = study_page(data, {});
  std::erase_if(page.sections, [&](const Section& each) { return each.heading != heading; });
  return html_text(page);
}

TEST(StudyPage, HasASectionForWhateverAStudyOfNetworksFound) {
  const std::vector<plan::Condition> conditions{
      plan::Condition{}, noisy("camus", "low"), noisy("camus", "high")};
  EXPECT_THAT(
      headings_of(study_page(networks(conditions, {1}), {})),
      ElementsAre(
          "What was done, and what was found",
          "Table 7: segmentation and ejection fraction",
          "Ejection fraction",
          "Outlines",
          "Kinds of noise and their severity",
          "Training",
          "Patients, one by one",
          "Method, in words for a paper",
          "What is known of the annotations",
          "Provenance"));
}

TEST(StudyPage, HasASectionForWhateverAStudyOfLabelsFound) {
  EXPECT_THAT(
      headings_of(study_page(labels({kTwo.back()}), {})),
      ElementsAre(
          "What was done, and what was found",
          "What noisy labels do to the ejection fraction",
          "What a single reading is worth",
          "Which patients are affected most",
          "Patients, one by one",
          "Method, in words for a paper",
          "What is known of the annotations",
          "Provenance"));
}

TEST(StudyPage, IsSoundMarkup) {
  EXPECT_THAT(testing::markup_faults(text_of(networks(kTwo, {1}))), IsEmpty());
  EXPECT_THAT(testing::markup_faults(text_of(labels({kTwo.back()}))), IsEmpty());
}

TEST(StudyPage, TellsWhatWasDoneAndFoundInWords) {
  const std::string page =
      section_of(networks(kTwo, {1, 2, 3}), "What was done, and what was found");
  EXPECT_THAT(page, HasSubstr("<h1>Label noise “low” and ejection fraction</h1>"));
  EXPECT_THAT(
      page,
      HasSubstr("The left-ventricle outlines of 12 patients of the CAMUS data set (apical two- and "
                "four-chamber echocardiograms) were widened at end-systole (“low”), and networks "
                "learned from them; others learned from the same labels as they were."));
  EXPECT_THAT(
      page,
      HasSubstr("2 patients with clean labels chose the best epoch, and 8 patients "
                "(split: official) with clean labels tested the networks."));
  // Over patients 1 to 8: 2 + 0.45, and 2 + 0.9 more where labels are noisy.
  EXPECT_THAT(
      page,
      HasSubstr("Networks trained on clean labels missed the ejection fraction by 2.5 percentage "
                "points (95&#160;% CI 2.2 to 2.7)"));
  EXPECT_THAT(
      page, HasSubstr("Networks trained on “noisy” labels missed the ejection fraction by 5.3"));
  // Seeds agree, so it is the t test of eight patients: SD 0.49, t = 16.7.
  EXPECT_THAT(
      page,
      HasSubstr(
          "Patient by patient, they put it −2.9 percentage points (95&#160;% CI −3.3 to −2.5) "
          "from where clean labels do, p &lt; 0.001."));
}

TEST(StudyPage, TellsOfManyConditionsTheWorstAlone) {
  const std::vector<plan::Condition> conditions{
      plan::Condition{}, noisy("camus", "low"), noisy("camus", "high"), noisy("scale", "low")};
  const std::string page =
      section_of(networks(conditions, {1, 2, 3}), "What was done, and what was found");
  EXPECT_THAT(page, HasSubstr("Of 3 noisy conditions, 3 moved EF"));
  EXPECT_THAT(page, HasSubstr("<h1>Study “mine”: label noise and ejection fraction</h1>"));
  EXPECT_THAT(
      page,
      HasSubstr("made noisy, and a network learned from them, under each of 3 conditions (“camus "
                "low”, “camus high”, “scale low”); others learned"));
  EXPECT_THAT(page, HasSubstr("EF moved most under “scale low”."));
  EXPECT_THAT(page, HasSubstr("Each network was trained 3 times"));
  EXPECT_THAT(page, Not(HasSubstr("trained on “camus low” labels missed")));
}

TEST(StudyPage, SetsThePapersTable7BesideItsOwn) {
  const std::string page =
      section_of(networks(kTwo, {1, 2, 3}), "Table 7: segmentation and ejection fraction");
  EXPECT_THAT(page, HasSubstr("90.5&#160;±&#160;0.2<span class=\"more\">90.3 to 90.8; n = "));
  EXPECT_THAT(page, HasSubstr("Paper, CAMUS: noisy (low)"));
  EXPECT_THAT(page, HasSubstr("11.25"));
  EXPECT_THAT(page, HasSubstr("−2.9<span class=\"more\">−3.3 to −2.5"));
  EXPECT_THAT(page, HasSubstr("p &lt; 0.001"));
  EXPECT_THAT(page, HasSubstr("adjusted for all 2 p of this table"));  // of EF; Dice differs by 2
  EXPECT_THAT(page, HasSubstr("clean, Medium"));
  EXPECT_THAT(page, Not(HasSubstr("the two are not comparable")));
}

TEST(StudyPage, OnlyDescribesWhatOneSeedFound) {
  for (const std::vector<plan::Condition>& conditions :
       {kTwo, {plan::Condition{}, noisy("camus", "low"), noisy("camus", "high")}}) {
    analysis::ReportData data = networks(conditions, {1});
    data.comparison = compared(data.measurements, data.plan.conditions, 1, data.training);
    const std::string found = section_of(data, "What was done, and what was found");
    EXPECT_THAT(
        found, HasSubstr("from where clean labels do (1 seed: descriptive, another may differ)."));
    EXPECT_THAT(found, Not(HasSubstr("chance")));
    const std::string table = section_of(data, "Table 7: segmentation and ejection fraction");
    EXPECT_THAT(table, HasSubstr("Of fewer than 3 seeds they are descriptive"));
    EXPECT_THAT(table, Not(HasSubstr("p = ")));
  }
}

TEST(StudyPage, NamesANetworkThatLearnedNothing) {
  analysis::ReportData data = networks(kTwo, {1, 2, 3});
  for (plan::TrainingCurve& curve : data.training) {
    if (curve.condition != plan::kNoisyCondition) continue;
    for (plan::EpochRecord& epoch : curve.epochs) epoch.validation_dice = 0.01;
  }
  data.comparison = compared(data.measurements, data.plan.conditions, 1, data.training);
  EXPECT_THAT(
      section_of(data, "What was done, and what was found"),
      HasSubstr("Learned nothing: “noisy”, whose best validation Dice is 0.01, below 0.50"));
  EXPECT_THAT(
      section_of(data, "Table 7: segmentation and ejection fraction"), Not(HasSubstr("p = ")));
}

TEST(StudyPage, TellsWhatTheNoiseDidToTheTrainingLabels) {
  analysis::ReportData data = networks(kTwo, {1, 2});
  const auto label =
      [](cardiac::Instant instant, double dice, double hd_mm, double area_mm2, double ml) {
        return plan::NoiseRecord{
            .frame = {.patient = "patient0001", .instant = instant},
            .effect =
                {.overlap = metrics::Overlap{.dice = dice},
                 .distances = metrics::SurfaceDistances{.hd_mm = hd_mm},
                 .clean_area_mm2 = 1000.0,
                 .noisy_area_mm2 = area_mm2},
            .clean_volume_ml = 80.0,
            .noisy_volume_ml = ml};
      };
  plan::NoiseRecord lost{.frame = {.instant = cardiac::Instant::kEndSystole}, .removed = true};
  lost.effect = {.overlap = metrics::Overlap{}, .clean_area_mm2 = 1000.0};
  data.training_labels = {
      {.condition = plan::kNoisyCondition,
       .noise =
           {label(cardiac::Instant::kEndDiastole, 0.9, 4.0, 1000.0, 80.0),
            label(cardiac::Instant::kEndSystole, 0.8, 6.0, 1200.0, 100.0)}},
      {.condition = plan::kNoisyCondition,
       .noise = {label(cardiac::Instant::kEndSystole, 0.6, 8.0, 1400.0, 60.0), lost}}};
  const std::string page = section_of(data, "What the noise did to the training labels");
  const auto row = [&](const std::string& first) {
    const std::size_t begin = page.find("<th scope=\"row\">" + first);
    return page.substr(begin, page.find("</tr>", begin) - begin);
  };
  const std::string pm = "&#160;±&#160;";
  EXPECT_THAT(row("noisy, ED"), HasSubstr(">1<"));
  EXPECT_THAT(row("noisy, ED"), HasSubstr("90.0"));
  EXPECT_THAT(row("noisy, ED"), Not(HasSubstr(pm)));
  const std::string es = row("noisy, ES");
  EXPECT_THAT(es, HasSubstr(">3<"));
  EXPECT_THAT(es, HasSubstr("46.7" + pm + "41.6"));   // 80, 60 and the lost one's 0
  EXPECT_THAT(es, HasSubstr("7.0" + pm + "1.4"));     // of the two that have one
  EXPECT_THAT(es, HasSubstr("−13.3" + pm + "75.7"));  // +20, +40, -100
  EXPECT_THAT(es, HasSubstr("0.0" + pm + "35.4"));    // +25, -25
}

TEST(StudyPage, SaysThatAPhantomIsNoPatient) {
  analysis::ReportData data = networks(kTwo, {1});
  data.description.origin = cardiac::DataOrigin::kPhantom;
  const std::string page = text_of(data);
  EXPECT_THAT(page, HasSubstr("the two are not comparable"));
  EXPECT_THAT(page, HasSubstr("It says nothing about any patient"));
  EXPECT_THAT(page, Not(HasSubstr("Leclerc")));
}

TEST(StudyPage, GivesCamussNoticeWhereTheDataAreCamus) {
  analysis::ReportData data = networks(kTwo, {1});
  data.description.origin = cardiac::DataOrigin::kCamus;
  data.description.licence = "Shown with leave of the hospital.";
  const std::string page = text_of(data);
  EXPECT_THAT(page, HasSubstr("Leclerc"));
  EXPECT_THAT(page, HasSubstr("Shown with leave of the hospital."));
}

TEST(StudyPage, ClaimsNoLicenceOfSomebodysOwnFrames) {
  analysis::ReportData data = networks(kTwo, {1});
  data.description.origin = cardiac::DataOrigin::kOther;
  data.description.data_root = "ward/echoes";
  const std::string neutral = text_of(data);
  EXPECT_THAT(neutral, Not(HasSubstr("Leclerc")));
  EXPECT_THAT(neutral, Not(HasSubstr("CC BY-NC-SA")));
  EXPECT_THAT(neutral, HasSubstr("ward/echoes, which carries no mark of a data set"));
  data.description.licence = "Shown with leave of the <hospital>.";
  const std::string own = text_of(data);
  EXPECT_THAT(own, HasSubstr("Shown with leave of the &lt;hospital&gt;."));
  EXPECT_THAT(own, Not(HasSubstr("carries no mark")));
}

TEST(StudyPage, MarksPatientsOfOneView) {
  analysis::ReportData data = networks(kTwo, {1});
  EXPECT_THAT(text_of(data), Not(HasSubstr("single-plane")));
  for (const char* condition : {"clean", "noisy"}) {
    data.measurements.push_back(
        {.cell = "c",
         .condition = condition,
         .seed = 1,
         .patient = "patient0003",
         .measure = "ef_views",
         .value = 1.0});
  }
  data.comparison = compared(data.measurements, kTwo, 1);
  EXPECT_THAT(section_of(data, "Ejection fraction"), HasSubstr("EF of 1 patient is single-plane"));
  const std::string patients = section_of(data, "Patients, one by one");
  const std::string mark = "patient0003<span class=\"more\">single-plane</span>";
  EXPECT_THAT(patients, HasSubstr(mark));
  const std::size_t second = patients.find(mark, patients.find(mark) + 1);
  EXPECT_EQ(second, patients.rfind(mark));  // a row for each condition, of him alone
  EXPECT_THAT(html_text(patient_pages(data, {})[2].page), HasSubstr("single-plane: of one view"));
  EXPECT_THAT(html_text(patient_pages(data, {})[1].page), Not(HasSubstr("single-plane")));
}

TEST(StudyPage, GivesTheFormOfTable6) {
  const std::vector<plan::Condition> conditions{
      plan::Condition{}, noisy("camus", "low"), noisy("camus", "high"), noisy("scale", "high")};
  const std::string page =
      section_of(networks(conditions, {1}), "Kinds of noise and their severity");
  EXPECT_THAT(
      page, HasSubstr("The form of the paper’s Table 6: mean&#160;±&#160;standard deviation"));
  EXPECT_THAT(
      page,
      HasSubstr("<tr><th scope=\"row\">scale</th><td class=\"number\">–</td>"
                "<td class=\"number\">11.1&#160;±&#160;1.7</td></tr>"));
}

TEST(StudyPage, CountsPatientsWhoseCategoryChanges) {
  const std::string page = section_of(networks(kTwo, {1}), "Ejection fraction");
  // EF 41 to 62 in steps of 3: by noisy networks 4.1 to 4.8 lower, so that 41 and 44 fall to 40 and
  // below, 50 and 53 below 50.
  EXPECT_THAT(page, HasSubstr(">4 of 8</td>"));
  EXPECT_THAT(page, HasSubstr("40.4&#160;% is mildly reduced"));
}

TEST(StudyPage, NamesTheBestEpoch) {
  const std::string page = section_of(networks(kTwo, {7}), "Training");
  EXPECT_THAT(
      page,
      HasSubstr("<th scope=\"row\">noisy</th><td class=\"number\">7</td><td class=\"number\">1</td>"
                "<td class=\"number\">3</td><td class=\"number\">2</td>"
                "<td class=\"number\">0.900</td><td class=\"number\">0.2500</td>"));
}

TEST(StudyPage, ListsEveryPatientUnderFewConditionsAndTheWorstUnderMany) {
  EXPECT_THAT(
      section_of(networks(kTwo, {1, 2}), "Patients, one by one"),
      AllOf(HasSubstr("120 (118)"), HasSubstr("<th scope=\"row\">patient0008</th><td>noisy</td>")));
  const std::vector<plan::Condition> conditions{
      plan::Condition{}, noisy("camus", "low"), noisy("camus", "high"), noisy("scale", "low")};
  EXPECT_THAT(
      section_of(networks(conditions, {1}), "Patients, one by one"),
      HasSubstr("<th scope=\"row\">patient0001</th><td class=\"number\">41.0</td>"
                "<td class=\"number\">38.9</td><td class=\"number\">8.7</td><td>scale low</td>"));
}

TEST(StudyPage, SaysWhatNoisyLabelsDo) {
  const analysis::ReportData data = labels({kTwo.back()});
  EXPECT_THAT(
      section_of(data, "What was done, and what was found"),
      AllOf(
          HasSubstr("The left-ventricle outlines of 6 patients of "),
          HasSubstr(" were widened at end-systole (“low”), 100 times each by new chance"),
          HasSubstr("1 patient could not be measured"),
          HasSubstr("moved the ejection fraction by −3.5 percentage points"),
          HasSubstr("88&#160;% from the end-systolic ones")));
  EXPECT_THAT(
      section_of(data, "What noisy labels do to the ejection fraction"),
      AllOf(HasSubstr("dilation (ES)"), HasSubstr("Expected number of patients by EF category")));
  EXPECT_THAT(section_of(data, "Which patients are affected most"), HasSubstr("LV size: small"));
  EXPECT_THAT(section_of(data, "Provenance"), HasSubstr("patient0007: left out: no view"));
}

/// What is looked at closely of each patient, for the 12 whom intervals ask for.
analysis::ReportData closely_read() {
  analysis::ReportData data = labels({kTwo.back()});
  analysis::ConditionSensitivity& found = data.sensitivity.front();
  while (found.patients.size() < 12) {
    found.patients.push_back(testing::patient_of(static_cast<int>(found.patients.size()) + 1));
  }
  for (analysis::PatientSensitivity& patient : found.patients) {
    const double clean = patient.ef_percent.clean;
    for (int draw = 1; draw <= 4; ++draw)
      patient.readings.push_back({.draw = draw, .ef_percent = clean - 6.0 + draw});
    for (const cardiac::View view : cardiac::kViews) {
      patient.shapes(view, cardiac::Instant::kEndDiastole) = {4, 0.96, 3.5, 2.5, 0.75};
      patient.shapes(view, cardiac::Instant::kEndSystole) = {4, 0.93, 4.5, 3.5, 1.0};
    }
    patient.methods = {
        {cardiac::VolumeMethod::kBiplaneAse, clean, 4, -3.5, 1.5},
        {cardiac::VolumeMethod::kAreaLength, clean + 2.0, 4, -3.0, 2.5}};
    patient.failed.negative_ef = 1;
  }
  found.summary = analysis::summarised(found.patients, 1);
  found.panels = {
      {"patient0001", readings::kOneReader, 1, 1, 41.0, 37.0},
      {"patient0001", "majority", 7, 1, 41.0, 38.5}};
  return data;
}

TEST(StudyPage, SaysWhatASingleReadingOfEachImageQualityStandsFor) {
  analysis::ReportData data = closely_read();
  analysis::ConditionSensitivity& found = data.sensitivity.front();
  for (std::size_t i = 0; i < found.patients.size(); ++i)
    found.patients[i].quality = i < 6 ? cardiac::Quality::kGood : cardiac::Quality::kPoor;
  found.summary = analysis::summarised(found.patients, 1);
  EXPECT_THAT(
      section_of(data, "What a single reading is worth"),
      AllOf(
          HasSubstr("of Good images"),
          HasSubstr("of Poor images"),
          Not(HasSubstr("of Medium images"))));
}

TEST(StudyPage, SaysWhatASingleReadingIsWorth) {
  const analysis::ReportData data = closely_read();
  const std::string first = section_of(data, "What was done, and what was found");
  EXPECT_THAT(
      first,
      AllOf(
          HasSubstr("A fall or rise of EF by less than 4.2 points between two readings may be "
                    "tracing alone"),
          HasSubstr("A single reading of 45&#160;% stands for a clean EF of 47 to 50&#160;%"),
          HasSubstr("a Dice of 0.960 at end-diastole and 0.930 at end-systole"),
          HasSubstr("Leclerc 2019 has a Dice of 0.945")));
  const std::string section = section_of(data, "What a single reading is worth");
  EXPECT_THAT(
      section,
      AllOf(
          HasSubstr("published targets"),
          HasSubstr("12 gave what no heart is"),
          HasSubstr("EF below 0 in 12"),
          HasSubstr("Learned from 48 readings of 12 patients"),
          HasSubstr("id=\"chart-ef-calibration\""),
          HasSubstr("id=\"chart-panels\""),
          HasSubstr("one observer twice")));
  EXPECT_THAT(
      section,
      AllOf(
          HasSubstr("<th scope=\"row\">area-length</th><td class=\"number\">12</td>"),
          HasSubstr("<th scope=\"row\">majority</th><td class=\"number\">7</td>"
                    "<td class=\"number\">−2.5</td>"),
          HasSubstr("from 39.2 to 50.2")));
  EXPECT_THAT(testing::markup_faults(text_of(data)), IsEmpty());
}

TEST(StudyPage, SaysWhatGoesTogetherAtBothInstants) {
  analysis::ReportData data = labels({kTwo.back()});
  data.sensitivity.front().summary.strata.front().variance = {
      .ed = 0.5, .es = 0.75, .joint = 0.0, .covariance = -0.25};
  const std::string first = section_of(data, "What was done, and what was found");
  EXPECT_THAT(
      first, HasSubstr("as errors at both instants go together, there is 25&#160;% less of it."));
}

TEST(StudyPage, ComparesKindsOfPatientsAcrossConditions) {
  const std::string page = section_of(
      labels({noisy("camus", "low"), noisy("camus", "high")}), "Which patients are affected most");
  EXPECT_THAT(page, HasSubstr("Mean bias of EF in percentage points, by condition"));
  EXPECT_THAT(page, HasSubstr("small<span class=\"more\">LV size</span>"));
}

TEST(StudyPage, NamesEverythingThatItTakesToMakeItAgain) {
  analysis::ReportData data = networks(kTwo, {3, 4});
  EXPECT_THAT(
      section_of(data, "Provenance"),
      AllOf(
          HasSubstr("c0de"),
          HasSubstr("9f86d081"),
          HasSubstr("3, 4"),
          HasSubstr("12 training, 2 validation, 8 testing; split: official"),
          HasSubstr("noisy-3 noisy-4"),
          HasSubstr("low: Dilated at end-systole."),
          HasSubstr("patient0042: cfg of 4CH is missing"),
          HasSubstr("the same study file")));
  data.description.command_line = "camus-noise --setup low";
  EXPECT_THAT(section_of(data, "Provenance"), HasSubstr("type the command above"));
}

TEST(StudyPage, SaysFirstThatCellsAreMissing) {
  analysis::ReportData data = networks(kTwo, {1, 2});
  data.is_complete = false;
  std::erase_if(
      data.measurements, [](const analysis::Measurement& each) { return each.cell == "noisy-2"; });
  data.comparison = compared(data.measurements, data.plan.conditions, 1);
  EXPECT_THAT(
      section_of(data, "What was done, and what was found"),
      HasSubstr("This study is not complete: 1 of 4 cells are missing."));
}

TEST(StudyPage, SpeaksOfAGivenNetworkWithoutNoise) {
  const std::string page = text_of(networks({{.name = plan::kModelCondition}}, {1}));
  EXPECT_THAT(page, HasSubstr("<h1>Left-ventricle outlines and ejection fraction</h1>"));
  EXPECT_THAT(page, HasSubstr("A network that was trained elsewhere outlined"));
  EXPECT_THAT(page, HasSubstr("The given network missed the ejection fraction"));
  EXPECT_THAT(page, Not(HasSubstr("clean labels had")));
  EXPECT_THAT(page, Not(HasSubstr("noise of")));
}

TEST(StudyPage, OwesTheDataSetItsLicenceWhereFramesAreShown) {
  const analysis::ReportData data = networks(kTwo, {1});
  EXPECT_THAT(text_of(data, {.show_frames = true}), HasSubstr("CC BY-NC-SA 4.0"));
  EXPECT_THAT(
      text_of(data),
      AllOf(HasSubstr("without any of its images"), Not(HasSubstr("CC BY-NC-SA 4.0"))));
}

TEST(StudyPage, HasAMethodThatCanBePasted) {
  const std::string of_networks =
      section_of(networks(kTwo, {1, 2, 3}), "Method, in words for a paper");
  EXPECT_THAT(
      of_networks,
      AllOf(
          HasSubstr("Data were the CAMUS data set (S. Leclerc et al."),
          HasSubstr("Noise “noisy”: dilation (mean 3, sigma 1) at end-systole, lengths in pixels "
                    "of a 256 × 256 grid laid over the frame."),
          HasSubstr("(epochs 3; seeds 1, 2, 3), on 12 patients; the best epoch was chosen on 2, "
                    "and 8 were tested (split: official)."),
          HasSubstr("two-way random effects"),
          HasSubstr("the biplane method of disks (ASE/EACVI 2015)"),
          HasSubstr("Software: camus-noise 0.1.0, LibTorch 1.13 (SHA-256 of the code c0de…).")));
  EXPECT_THAT(
      section_of(networks(kTwo, {1}), "Method, in words for a paper"),
      AllOf(HasSubstr("; seed 1)"), HasSubstr("descriptive"), Not(HasSubstr("random effects"))));
  EXPECT_THAT(
      section_of(labels({kTwo.back()}), "Method, in words for a paper"),
      AllOf(HasSubstr("It was drawn 100 times on each label"), Not(HasSubstr("Networks"))));
}

TEST(StudyPage, CountsNoTrainingPatientsWhereFoldsHaveEachTheirOwn) {
  analysis::ReportData data = networks(kTwo, {1, 2, 3});
  data.plan.folds = 5;
  EXPECT_THAT(
      section_of(data, "What was done, and what was found"),
      HasSubstr("The left-ventricle outlines of the training patients of the CAMUS data set"));
  EXPECT_THAT(
      section_of(data, "Method, in words for a paper"),
      HasSubstr("in 5 folds, so that each patient was tested once"));
  EXPECT_THAT(
      section_of(data, "What is known of the annotations"),
      HasSubstr("8 to test in the first of 5 folds"));
}

TEST(StudyPage, SaysWhatIsKnownOfTheAnnotationsAndWhatIsNot) {
  const auto answer = [](analysis::ReportData data, cardiac::DataOrigin origin) {
    data.description.origin = origin;
    return section_of(data, "What is known of the annotations");
  };
  const auto row = [](const std::string& question, const std::string& text) {
    return HasSubstr("<th scope=\"row\">" + question + "</th><td>" + text + "</td>");
  };
  const std::string of_others = answer(networks(kTwo, {1}), cardiac::DataOrigin::kOther);
  EXPECT_THAT(
      of_others,
      AllOf(
          row("Who annotated, and how were they qualified and prepared?", "not known"),
          row("How many patients are annotated?",
              "12 patients to learn from, 2 to choose the epoch, 8 to test"),
          row("Were annotations changed afterwards?",
              "yes, on purpose and on a copy (see Method); networks were tested on clean ones"),
          row("What was checked, and who was left out?", "1 remark on the data (see Provenance)"),
          row("May others have them?", "not known")));
  EXPECT_THAT(
      answer(networks({plan::Condition{}}, {1}), cardiac::DataOrigin::kCamus),
      AllOf(
          row("Were annotations changed afterwards?", "no"),
          row("May others have them?", "from the makers of the data set, under its licence")));
  EXPECT_THAT(
      answer(labels({kTwo.back()}), cardiac::DataOrigin::kPhantom),
      AllOf(
          row("Who annotated, and how were they qualified and prepared?",
              "nobody: a program drew the hearts and their outlines"),
          row("How many patients are annotated?", "6 patients"),
          HasSubstr("1 patient could not be measured")));
}

}  // namespace
}  // namespace segnoise::page

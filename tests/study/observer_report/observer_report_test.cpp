#include "study/observer_report/observer_report.h"

#include "core/shape/label_map.h"
#include "data/setups/setup_file.h"
#include "support/made_readers.h"
#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace segnoise::observer_report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Three readers of patients who have one view at ED, by the noise operation.
cardiac::ReaderOutlines made_outlines(std::size_t patients) {
  const testing::MadeReaders made = testing::readers_to_recover(3, 2);
  const noise::NoiseSetup setup = made.setup();
  cardiac::ReaderOutlines all{.readers = {"anna", "bert", "cleo"}};
  for (std::size_t p = 0; p < patients; ++p) {
    const shape::LabelMap labels =
        testing::drawn_heart(18.0 + 0.5 * static_cast<double>(p), 60.0).labels;
    const shape::Mask clean = shape::mask_of(labels, cardiac::kLeftVentricle);
    cardiac::OutlinedFrame& frame = all.frames.emplace_back();
    frame.patient = "p" + std::to_string(p);
    frame.quality = cardiac::Quality::kGood;
    frame.spacing_mm = labels.spacing_mm();
    observers::ReadFrame of;
    of.patient = p;
    of.quality = frame.quality;
    for (std::size_t reader = 0; reader < 3; ++reader) {
      frame.outlines.push_back(made.read(clean, frame.spacing_mm, setup, reader, of));
    }
  }
  return all;
}

TEST(FitReport, MeasuresFromAReaderOrFromTheMeanOfAll) {
  const cardiac::ReaderOutlines outlines = made_outlines(10);
  const ObserverReport from_mean = fit_report(outlines, "");
  EXPECT_FALSE(from_mean.reference);
  EXPECT_THAT(from_mean.readers, ElementsAre("anna", "bert", "cleo"));
  EXPECT_EQ(from_mean.fit.readings, 30U);
  const ObserverReport from_bert = fit_report(outlines, "bert");
  EXPECT_EQ(from_bert.reference, "bert");
  EXPECT_THAT(from_bert.readers, ElementsAre("anna", "cleo"));
  EXPECT_EQ(from_bert.fit.readings, 20U);
}

TEST(FitReport, LeavesOutAFrameThatCannotBeMeasuredAndSaysWhich) {
  cardiac::ReaderOutlines outlines = made_outlines(6);
  shape::Mask& aside = outlines.frames[2].outlines[1];
  aside = shape::Mask(aside.size(), {0, 0, 8, 8});
  aside.set(1, 1);
  const ObserverReport report = fit_report(outlines, "");
  EXPECT_THAT(
      report.left_out,
      ElementsAre("p2 2CH ED: its outlines do not all go around the middle of one long axis"));
  EXPECT_EQ(report.fit.frames, 5U);
  EXPECT_EQ(report.fit.patients, 5U);
}

TEST(ObserverText, SaysEachNumberWithItsIntervalAndWhatIsNotKnown) {
  const std::string text = observer_text(fit_report(made_outlines(8), ""));
  EXPECT_THAT(text, HasSubstr("3 readers, 8 patients, 8 frames, 24 outlines; measured from their"));
  EXPECT_THAT(text, HasSubstr("not known: the readers' mean is the reference"));
  EXPECT_THAT(text, HasSubstr("not known: fewer than two patients have both views at an instant"));
  EXPECT_THAT(text, HasSubstr("\ncleo "));
}

TEST(ObserverJson, HasAllParametersAndReaders) {
  const ObserverReport report = fit_report(made_outlines(8), "anna");
  const auto json = nlohmann::json::parse(observer_json(report, "camus-noise ...", "1.2"));
  EXPECT_EQ(json.at("reference"), "anna");
  EXPECT_EQ(json.at("parameters").size(), observers::parameters_of(report.fit).size());
  const auto& spread = json.at("parameters").at(0);
  EXPECT_EQ(spread.at("parameter"), "spread");
  EXPECT_EQ(spread.at("instant"), "ED");
  EXPECT_EQ(spread.at("unit"), "mm");
  EXPECT_EQ(spread.at("estimate"), report.fit.instants[0].spread_mm.estimate->value);
  EXPECT_LT(spread.at("interval-95").at(0), spread.at("interval-95").at(1));
  EXPECT_EQ(json.at("readers").at(1).at("reader"), "cleo");
  EXPECT_TRUE(json.at("readers").at(1).at("bias-mm-ES").at("estimate").is_null());
}

TEST(FittedSetup, IsOneThatSetupFilesHold) {
  const noise::NoiseSetup setup = fitted_setup(fit_report(made_outlines(8), "anna"), "ours");
  EXPECT_EQ(setups::parse_setup(setups::to_json(setup), "setup"), setup);
  EXPECT_EQ(setup.steps.size(), 1U);
  EXPECT_THAT(
      setup.description,
      HasSubstr("2 readers of 8 patients (8 frames), measured from reader anna"));
}

}  // namespace
}  // namespace segnoise::observer_report

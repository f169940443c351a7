#include "data/setups/setup_file.h"
#include "show/study_pictures/cell_pictures.h"
#include "show/study_pictures/label_pictures.h"
#include "study/engine/fake_observer.h"
#include "study/engine/label_draws.h"
#include "study/files/outlines_file.h"
#include "support/patients.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <stdexcept>

namespace segnoise::study_pictures {
namespace {

namespace fs = std::filesystem;
using ::testing::AnyOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

noise::NoiseSetup low() { return setups::read_setup("low", setups::Scenario::kCamus); }

cardiac::Patient read_drawn(const std::string& id) {
  return testing::drawn_patient(id, id == "a" ? 18.0 : 22.0);
}

class StudyPictures : public ::testing::Test {
 protected:
  testing::TemporaryFolder folder_;
  testing::FakeObserver observer_;
};

TEST_F(StudyPictures, HaveAPanelOfEachPatientInPlaceOfThoseBefore) {
  folder_.add("panels/gone.jpg", "old");
  write_panels(
      folder_.path(),
      std::array<std::string, 2>{"a", "b"},
      {.noise = low()},
      read_drawn,
      observer_);
  EXPECT_THAT(testing::names_in(folder_.path() / "panels"), UnorderedElementsAre("a.jpg", "b.jpg"));
  EXPECT_THAT(
      testing::bytes_of_file(folder_.path() / "panels" / "a.jpg"), StartsWith("\xFF\xD8\xFF"));
  EXPECT_THAT(observer_.steps, ElementsAre("drawing patient 1 of 2", "drawing patient 2 of 2"));
}

TEST_F(StudyPictures, LeaveOutAPatientWithoutAFrame) {
  const PatientReader read = [](const std::string& id) { return cardiac::Patient{.id = id}; };
  write_panels(folder_.path(), std::array<std::string, 1>{"a"}, {}, read, observer_);
  EXPECT_THAT(testing::names_in(folder_.path() / "panels"), IsEmpty());
}

TEST_F(StudyPictures, PassOnWhyAPatientCannotBeRead) {
  const PatientReader read = [](const std::string& id) -> cardiac::Patient {
    throw std::runtime_error("no " + id);
  };
  EXPECT_EQ(
      testing::refusal_of([&] {
        write_panels(folder_.path(), std::array<std::string, 1>{"a"}, {}, read, observer_);
      }),
      "no a");
}

/// A study of one clean cell, in which a network drew a patient's own labels.
class CellPictures : public StudyPictures {
 protected:
  CellPictures()
      : study_(engine::planned_study(
            {.name = "mine", .conditions = {{}}}, {}, {}, folder_.path() / "out")) {
    cardiac::PerFrame<std::optional<shape::Mask>> masks;
    masks(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole) =
        shape::Mask(testing::kEchoGrid.size);
    folder_.add(
        "out/cells/" + study_.cells[0].id + "/outlines.json",
        study_files::outlines_json({{"a", masks}, {"b", masks}}));
    for (const char* patient : {"a", "b"}) {
      measurements_.push_back(
          {.condition = "clean",
           .seed = 1,
           .patient = patient,
           .measure = "dice_ed_percent",
           .value = patient[0] == 'a' ? 90.0 : 80.0});
    }
  }

  void write(engine::Networks networks) {
    write_cell_pictures(study_, networks, measurements_, read_drawn, observer_);
  }
  [[nodiscard]] std::string best() const {
    return testing::bytes_of_file(study_.folder / "figures" / "best.png");
  }

  engine::PlannedStudy study_;
  std::vector<analysis::Measurement> measurements_;
};

TEST_F(CellPictures, OfNetworksHaveAGalleryToo) {
  write(engine::Networks::kTrained);
  EXPECT_THAT(testing::names_in(study_.folder / "panels"), UnorderedElementsAre("a.jpg", "b.jpg"));
  EXPECT_THAT(
      testing::names_in(study_.folder / "figures"), UnorderedElementsAre("worst.png", "best.png"));
}

TEST_F(CellPictures, CallAGivenNetworkSo) {
  write(engine::Networks::kTrained);
  const std::string trained = best();
  write(engine::Networks::kGiven);
  EXPECT_NE(best(), trained);
}

TEST_F(CellPictures, ShowNoFrameWhereOutlinesAreWanted) {
  write(engine::Networks::kTrained);
  const std::string with_frames = best();
  study_.description.shows_frames = false;
  write(engine::Networks::kTrained);
  EXPECT_LT(best().size(), with_frames.size());
}

TEST_F(CellPictures, OfLabelsHaveNoGallery) {
  study_.plan.kind = plan::StudyKind::kLabels;
  for (analysis::Measurement& one : measurements_) one.measure = "ef_mae_pp";
  write(engine::Networks::kTrained);
  EXPECT_TRUE(fs::exists(study_.folder / "panels" / "a.jpg"));
  EXPECT_FALSE(fs::exists(study_.folder / "figures"));
}

/// Without an OpenGL driver two pictures are missing, and are said to be.
TEST_F(StudyPictures, OfLabelsShowTheMedianPatient) {
  std::vector<plan::VentricleLabels> labels;
  for (const char* id : {"a", "b", "c"}) labels.push_back(plan::ventricle_labels(read_drawn(id)));
  const auto report = engine::run_label_study(
      {.setup = low(), .seed = 1},
      engine::draw_options(4, 1, cardiac::VolumeMethod::kBiplaneAse),
      labels,
      {},
      1,
      observer_);
  std::vector<std::string> read;
  const PatientReader reader = [&](const std::string& id) {
    read.push_back(id);
    return read_drawn(id);
  };
  write_label_pictures(folder_.path(), report, labels, std::array{low()}, reader, observer_);
  EXPECT_EQ(read[0], engine::median_patient(report).patient);
  const auto names = testing::names_in(folder_.path());
  EXPECT_THAT(names, IsSupersetOf({"edv-example.png", "severity-ladder.png", "panels"}));
  EXPECT_EQ(names.size() + observer_.lines.size(), 5U);
  EXPECT_THAT(
      observer_.lines,
      Each(AnyOf(HasSubstr("no figure of the EF"), HasSubstr("no figure in three dimensions"))));
}

}  // namespace
}  // namespace segnoise::study_pictures

#include "show/page/report.h"

#include "data/setups/setup_file.h"
#include "study/analysis/sensitivity_summary.h"
#include "study/files/readings_files.h"
#include "study/files/sensitivity_files.h"
#include "support/patients.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>

namespace segnoise::page {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kPanelPng("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\x29\0\0\0\x1e\x08\2\0\0\0", 29);

/// The folder of a study of labels of one patient, with pictures of frames.
class ReportFile : public ::testing::Test {
 protected:
  explicit ReportFile(const std::string& patient = "patient0001") {
    study_files::SensitivityReport report{
        .description = {.setup = setups::read_setup("low", setups::Scenario::kCamus)},
        .options = {.draws = 4, .draws_alone = 4}};
    report.cohort = analysis::cohort_sensitivity(
        std::array{plan::ventricle_labels(testing::drawn_patient(patient))},
        report.description.setup,
        report.options,
        1,
        [](std::size_t) {});
    report.summary = analysis::summarised(report.cohort.patients, 1);
    folder_.add("patients.csv", study_files::sensitivity_patients_csv(report));
    folder_.add("parts.csv", study_files::sensitivity_parts_csv(report));
    for (const auto& [name, text] : study_files::readings_files(report.cohort.patients))
      folder_.add(name, text);
    folder_.add("summary.json", study_files::sensitivity_json(report));
    folder_.add("panels/patient0001.png", kPanelPng);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  testing::TemporaryFolder folder_;
};

TEST_F(ReportFile, IsMadeOfTheFolderAlone) {
  EXPECT_THAT(write_report(path(), {}), ElementsAre(path() / "report.html"));
  EXPECT_THAT(
      testing::bytes_of_file(path() / "report.html"),
      HasSubstr("The frames of patient0001 with outlines of the left ventricle."));
}

TEST_F(ReportFile, LeavesFramesOutWhereTheyAreNotWanted) {
  (void)write_report(path(), {.with_frames = false});
  EXPECT_THAT(
      testing::bytes_of_file(path() / "report.html"), Not(HasSubstr("The frames of patient0001")));
}

TEST_F(ReportFile, HasAPageForEachPatientWhereTheyAreWanted) {
  EXPECT_THAT(
      write_report(path(), {.with_patient_pages = true}),
      ElementsAre(path() / "report.html", path() / "patients" / "patient0001.html"));
  EXPECT_TRUE(std::filesystem::exists(path() / "patients" / "patient0001.html"));
}

TEST_F(ReportFile, NamesAPictureThatIsNone) {
  folder_.add("panels/patient0001.png", "PNG");
  EXPECT_THAT(
      testing::refusal_of([&] { (void)write_report(path(), {}); }),
      HasSubstr("patient0001.png: is damaged, expected a PNG or JPEG picture"));
  EXPECT_FALSE(std::filesystem::exists(path() / "report.html"));
}

TEST_F(ReportFile, ReadsNoPictureFromElsewhere) {
  std::filesystem::remove(path() / "panels" / "patient0001.png");
  const auto elsewhere = std::filesystem::path(::testing::TempDir()) / "segnoise_elsewhere.png";
  std::filesystem::copy_file(
      folder_.add("picture", kPanelPng),
      elsewhere,
      std::filesystem::copy_options::overwrite_existing);
  std::filesystem::create_symlink(elsewhere, path() / "panels" / "patient0001.png");
  EXPECT_THAT(
      testing::refusal_of([&] { (void)write_report(path(), {}); }), HasSubstr("patient0001.png"));
  std::filesystem::remove(elsewhere);
}

class ReportFileOfOdd : public ReportFile {
 protected:
  ReportFileOfOdd() : ReportFile("../patient") {}
};

TEST_F(ReportFileOfOdd, RefusesAPatientWhoseNameIsAPath) {
  EXPECT_THAT(
      testing::refusal_of([&] { (void)write_report(path(), {.with_patient_pages = true}); }),
      HasSubstr("patient must be a name for a file, got \"../patient\""));
}

}  // namespace
}  // namespace segnoise::page

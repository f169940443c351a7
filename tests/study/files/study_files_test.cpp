#include "study/files/study_files.h"

#include "core/noise/corrupt.h"
#include "core/noise/draw_log.h"
#include "core/shape/label_map.h"
#include "study/plan/corruption.h"
#include "support/patients.h"
#include "support/setups.h"
#include "support/temporary_folder.h"
#include "support/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <variant>
#include <vector>

namespace segnoise::study_files {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::size_t cells_of(const std::string& line) {
  return static_cast<std::size_t>(std::ranges::count(line, ',')) + 1;
}

/// The cell of a line without quotes.
std::string cell_of(const std::string& line, std::size_t column) {
  std::istringstream stream(line);
  std::string cell;
  for (std::size_t i = 0; i <= column; ++i) std::getline(stream, cell, ',');
  return cell;
}

plan::StudyResults results() {
  plan::PatientResult patient{.patient = "patient0001", .condition = "noisy"};
  patient.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole) =
      plan::FrameResult{.left_ventricle = {.dice = 0.875, .hd_mm = 4.5}};
  patient.reference = cardiac::Ejection{.edv_ml = 100.0, .esv_ml = 50.0, .ef_percent = 50.0};
  patient.predicted = cardiac::Ejection{.edv_ml = 100.0, .esv_ml = 60.0, .ef_percent = 40.0};
  plan::StudyResults results;
  plan::NoiseRecord& record = results.noise.emplace_back();
  record.frame.patient = "patient0002";
  record.frame.view = cardiac::View::kFourChamber;
  record.drawn = "dilation kernel=7x7 px, \"twice\"";
  record.effect = {
      .overlap = metrics::Overlap{.dice = 0.25, .iou = 0.125},
      .boundary_iou = 0.0625,
      .distances = metrics::SurfaceDistances{.hd_mm = 5.0, .hd95_mm = 4.5, .assd_mm = 1.5},
      .clean_area_mm2 = 12.5,
      .noisy_area_mm2 = 10.0,
      .centroid_shift = metrics::Displacement{.x_mm = 3.0, .y_mm = -4.0}};
  results.patients.push_back(patient);
  results.training.push_back(
      {.condition = "clean", .epochs = {{.epoch = 1, .training_loss = 0.5}}});
  return results;
}

TEST(PatientsCsv, HasARowPerInstantAsWideAsItsHeading) {
  const auto lines = testing::lines_of(patients_csv(results()));
  ASSERT_THAT(lines, SizeIs(3));
  EXPECT_THAT(
      lines[0], StartsWith("patient,condition,instant,lv_2ch_dice,lv_2ch_iou,lv_2ch_hd_mm"));
  EXPECT_EQ(cells_of(lines[0]), 3U + 3 * 2 * 5 + 8);
  EXPECT_EQ(cells_of(lines[1]), cells_of(lines[0]));
  EXPECT_EQ(cells_of(lines[2]), cells_of(lines[0]));
  EXPECT_THAT(lines[1], StartsWith("patient0001,noisy,ED,0.875,,4.5,"));
  EXPECT_THAT(lines[1], HasSubstr(",100,100,40,50,10"));
  EXPECT_THAT(lines[2], StartsWith("patient0001,noisy,ES,,,,"));
  EXPECT_THAT(lines[2], HasSubstr(",60,50,40,50,10"));
}

TEST(PatientsCsv, EndsWithWhatTheVolumesWarnOf) {
  plan::StudyResults some = results();
  some.patients[0].predicted->warnings = {"ED: long axes differ", "ESV exceeds EDV"};
  some.patients[0].reference_remarks = {"ES: long axes differ"};
  const auto lines = testing::lines_of(patients_csv(some));
  EXPECT_THAT(lines[0], EndsWith(",ef_error_pp,volume_method,remarks,reference_remarks"));
  EXPECT_THAT(
      lines[1], EndsWith(",10,,ED: long axes differ | ESV exceeds EDV,ES: long axes differ"));
  some.patients[0].predicted.reset();
  EXPECT_THAT(testing::lines_of(patients_csv(some))[1], EndsWith(",,,ES: long axes differ"));
}

TEST(NoiseCsv, SaysWhatWasDrawnAndWhatItDid) {
  const auto lines = testing::lines_of(noise_csv(results()));
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_EQ(
      lines[0],
      "patient,view,instant,drawn,removed,dice,iou,hd_mm,hd95_mm,assd_mm,clean_area_mm2,"
      "noisy_area_mm2,clean_volume_ml,noisy_volume_ml,boundary_iou,centroid_shift_x_mm,"
      "centroid_shift_y_mm,centroid_shift_mm");
  EXPECT_EQ(
      lines[1],
      R"(patient0002,4CH,ED,"dilation kernel=7x7 px, ""twice""",no,0.25,0.125,5,4.5,1.5,12.5,10,,,)"
      "0.0625,3,-4,5");
}

TEST(NoiseCsv, ReadsBackToTheLastBit) {
  plan::StudyResults written = results();
  written.noise[0].clean_volume_ml = 100.0 / 3.0;
  written.noise[0].noisy_volume_ml = 0.1 + 0.2;
  written.noise.push_back(
      {.frame = {.patient = "patient0003", .instant = cardiac::Instant::kEndSystole},
       .drawn = "lost",
       .removed = true,
       .effect = {.overlap = metrics::Overlap{}, .boundary_iou = 0.0, .clean_area_mm2 = 7.0}});
  const testing::TemporaryFolder folder;
  const auto records = read_noise_csv(folder.add("noise.csv", noise_csv(written)).string());
  ASSERT_THAT(records, SizeIs(2));
  plan::StudyResults read;
  read.noise = records;
  EXPECT_EQ(noise_csv(read), noise_csv(written));
  EXPECT_EQ(records[0].effect.distances->assd_mm, 1.5);
  EXPECT_EQ(records[0].effect.centroid_shift->y_mm, -4.0);
  EXPECT_EQ(records[1].frame.instant, cardiac::Instant::kEndSystole);
  EXPECT_TRUE(records[1].removed);
  EXPECT_FALSE(records[1].effect.distances);
  EXPECT_FALSE(records[1].clean_volume_ml);
}

TEST(NoiseCsv, ThatIsDamagedIsNamed) {
  const auto refusal = [](const std::string& from, const std::string& to) {
    std::string csv = noise_csv(results());
    csv.replace(csv.find(from), from.size(), to);
    const testing::TemporaryFolder folder;
    const auto path = folder.add("noise.csv", csv).string();
    return testing::refusal_of([&] { (void)read_noise_csv(path); });
  };
  EXPECT_THAT(refusal("hd95_mm,", "hd,"), EndsWith("line 1: has no column \"hd95_mm\""));
  EXPECT_THAT(refusal(",no,", ",maybe,"), EndsWith("removed must be yes or no, got \"maybe\""));
  EXPECT_THAT(refusal(",4CH,", ",3CH,"), EndsWith("view must be one of 2CH, 4CH, got \"3CH\""));
  EXPECT_THAT(
      refusal(",0.125,", ",,"), HasSubstr("noise.csv, line 2: iou must be a finite number"));
}

/// The camus setups, and what else a study can do to a label.
std::vector<noise::NoiseSetup> setups_of_studies() {
  std::vector<noise::NoiseSetup> setups;
  for (const testing::Tier& tier : testing::tiers()) setups.push_back(testing::camus(tier));
  setups.push_back(
      {.name = "beyond",
       .unit = noise::Unit::kMm,
       .steps = {
           {noise::Operation{noise::BaseShift{2.0, 1.0, 5.0}}},
           {noise::Operation{noise::ContourWalk{{1.0, 0.5}, 8.0, 0.3}}},
           {noise::Operation{noise::Shift{{1.0, 0.5}}}},
           {noise::Operation{noise::Markov{5, 0.6, 0.2}}},
           {noise::OneOf{
               {1.0, noise::Deletion{0.5}},
               {1.0, noise::Approximation{{2.0, 1.0}}},
               {1.0, noise::NoOperation{}}}}}});
  return setups;
}

TEST(NoiseCsv, TakesOnlyItsDrawsToMakeTheLabelsAgain) {
  constexpr std::uint64_t kSeeds = 8;
  constexpr std::size_t kDrawn = 3;
  const shape::LabelMap labels = testing::drawn_heart(20.0, 60.0).labels;
  const shape::Mask clean = shape::mask_of(labels, cardiac::kLeftVentricle);
  for (const noise::NoiseSetup& setup : setups_of_studies()) {
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      const plan::FrameId frame{
          .patient = "patient0001", .instant = cardiac::kInstants.at(seed % 2)};
      plan::NoisyLabels noisy = plan::corrupted(labels, frame, {}, setup, seed);
      plan::StudyResults results;
      results.noise.push_back(std::move(noisy.record));

      const std::string drawn = cell_of(testing::lines_of(noise_csv(results)).at(1), kDrawn);
      const noise::Outcome again =
          noise::apply_noise(noise::parse_drawn(drawn), {.shape = clean}, clean.size());
      const bool is_kept = again.fate == noise::Fate::kKept;
      const shape::Mask redrawn =
          is_kept ? std::get<shape::Mask>(again.instance.shape) : shape::Mask(clean.size());
      EXPECT_EQ(shape::with_structure(labels, cardiac::kLeftVentricle, redrawn), noisy.labels)
          << setup.name << ": " << drawn;
    }
  }
}

TEST(NoiseCsv, LeavesEmptyWhatIsNotDefined) {
  plan::StudyResults results;
  plan::NoiseRecord& record = results.noise.emplace_back();
  record.frame.patient = "a";
  record.drawn = "deletion yes";
  record.removed = true;
  EXPECT_EQ(
      testing::lines_of(noise_csv(results)).at(1), "a,2CH,ED,deletion yes,yes,,,,,,0,0,,,,,,");
}

TEST(TrainingCsv, HasARowPerEpoch) {
  EXPECT_EQ(
      training_csv(results()), "condition,epoch,training_loss,validation_dice\nclean,1,0.5,\n");
}

}  // namespace
}  // namespace segnoise::study_files

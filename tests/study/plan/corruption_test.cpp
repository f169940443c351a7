#include "study/plan/corruption.h"

#include "core/shape/label_map.h"
#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::plan {
namespace {

using ::testing::HasSubstr;

const shape::LabelMap kLabels = testing::drawn_heart(20.0, 60.0).labels;
const FrameId kEndSystole{
    .patient = "patient0001",
    .view = cardiac::View::kFourChamber,
    .instant = cardiac::Instant::kEndSystole};

noise::NoiseSetup setup_of(const noise::Operation& operation) {
  return {.name = "test", .steps = {{operation}}};
}

noise::NoiseSetup morphology(noise::MorphologyKind kind, double kernel_px) {
  return setup_of(noise::Morphology{.kind = kind, .kernel = {.mean = kernel_px, .sigma = 0.0}});
}

const noise::NoiseSetup kNothing{.name = "nothing"};
const noise::NoiseSetup kDilation = morphology(noise::MorphologyKind::kDilation, 5.0);
const noise::NoiseSetup kErosion = morphology(noise::MorphologyKind::kErosion, 5.0);
const noise::NoiseSetup kJitter =
    setup_of(noise::Localization{.spread = {.mean = 2.0, .sigma = 0.0}});
const noise::NoiseSetup kDeletion = setup_of(noise::Deletion{.probability = 1.0});
const noise::NoiseSetup kConfusion = setup_of(noise::ClassConfusion{.probability = 0.1});

TEST(Corrupted, DilatesTheLvOverWhatWasThereAndRecordsWhatItDid) {
  const NoisyLabels noisy = corrupted(kLabels, kEndSystole, {}, kDilation, 1);
  const shape::Mask clean_lv = shape::mask_of(kLabels, cardiac::kLeftVentricle);
  const shape::Mask noisy_lv = shape::mask_of(noisy.labels, cardiac::kLeftVentricle);
  EXPECT_TRUE((clean_lv - noisy_lv).empty());
  EXPECT_EQ(
      shape::mask_of(noisy.labels, cardiac::kMyocardium),
      shape::mask_of(kLabels, cardiac::kMyocardium) - (noisy_lv - clean_lv));

  const NoiseRecord& record = noisy.record;
  EXPECT_EQ(record.frame.text(), "patient0001/4CH/ES");
  EXPECT_THAT(record.drawn, HasSubstr("dilation"));
  EXPECT_FALSE(record.removed);
  EXPECT_DOUBLE_EQ(record.effect.clean_area_mm2, 0.75 * static_cast<double>(clean_lv.count()));
  EXPECT_DOUBLE_EQ(record.effect.noisy_area_mm2, 0.75 * static_cast<double>(noisy_lv.count()));
  EXPECT_DOUBLE_EQ(
      record.effect.overlap.value().dice,
      2.0 * static_cast<double>(clean_lv.count()) /
          static_cast<double>(clean_lv.count() + noisy_lv.count()));
  EXPECT_GT(record.noisy_volume_ml.value(), record.clean_volume_ml.value());
}

TEST(Corrupted, GivesLostPixelsToTheirNearestNeighbours) {
  const NoisyLabels noisy = corrupted(kLabels, kEndSystole, {}, kErosion, 1);
  const int middle = testing::kEchoGrid.size.width / 2;
  // The wall is above the cavity's apex, the atrium below its base (y = 70 mm, row 93).
  const int base_row = 92;
  EXPECT_EQ(kLabels(middle, base_row), cardiac::kLeftVentricle);
  EXPECT_EQ(noisy.labels(middle, base_row), cardiac::kLeftAtrium);
  int apex_row = 0;
  while (kLabels(middle, apex_row) != cardiac::kLeftVentricle) ++apex_row;
  EXPECT_EQ(noisy.labels(middle, apex_row), cardiac::kMyocardium);
}

TEST(Corrupted, WithASetupThatDoesNothingLeavesTheLabelsAsTheyAre) {
  const NoisyLabels noisy = corrupted(kLabels, kEndSystole, {}, kNothing, 1);
  EXPECT_EQ(noisy.labels, kLabels);
  EXPECT_DOUBLE_EQ(noisy.record.effect.overlap.value().dice, 1.0);
  EXPECT_DOUBLE_EQ(noisy.record.effect.distances.value().hd_mm, 0.0);
}

TEST(Corrupted, DependsOnTheFrameAndOnTheSeed) {
  FrameId other = kEndSystole;
  other.patient = "patient0002";
  const shape::LabelMap noisy = corrupted(kLabels, kEndSystole, {}, kJitter, 1).labels;
  EXPECT_EQ(noisy, corrupted(kLabels, kEndSystole, {}, kJitter, 1).labels);
  EXPECT_NE(noisy, corrupted(kLabels, kEndSystole, {}, kJitter, 2).labels);
  EXPECT_NE(noisy, corrupted(kLabels, other, {}, kJitter, 1).labels);
}

TEST(Corrupted, RemovesTheLvThatTheNoiseDeletes) {
  const NoisyLabels noisy = corrupted(kLabels, kEndSystole, {}, kDeletion, 1);
  EXPECT_TRUE(shape::mask_of(noisy.labels, cardiac::kLeftVentricle).empty());
  EXPECT_TRUE(noisy.record.removed);
  EXPECT_EQ(noisy.record.effect.noisy_area_mm2, 0.0);
  EXPECT_FALSE(noisy.record.noisy_volume_ml);
}

TEST(Corrupted, LeavesLabelsWithoutAnLvAlone) {
  const shape::LabelMap empty(testing::kEchoGrid);
  const NoisyLabels noisy = corrupted(empty, kEndSystole, {}, kDilation, 1);
  EXPECT_EQ(noisy.labels, empty);
  EXPECT_FALSE(noisy.record.effect.overlap);
}

TEST(Corrupted, ShiftsTheBaseAlongTheAxisThatItFinds) {
  const NoisyLabels noisy =
      corrupted(kLabels, kEndSystole, {}, setup_of(noise::BaseShift{.mean = 6.0}), 1);
  EXPECT_THAT(noisy.record.drawn, HasSubstr("base-shift by=6 "));
  EXPECT_LT(noisy.record.effect.noisy_area_mm2, noisy.record.effect.clean_area_mm2);
  EXPECT_LT(noisy.record.noisy_volume_ml, noisy.record.clean_volume_ml);
}

TEST(Corrupted, ReadsAPoorImageWithAnUnsteadierHand) {
  const noise::NoiseSetup setup =
      setup_of(noise::Observer{.spread = 1.0, .correlation = 30.0, .poor_factor = 2.0});
  const auto distance_of = [&](cardiac::Quality quality) {
    return corrupted(kLabels, kEndSystole, quality, setup, 1).record.effect.distances->assd_mm;
  };
  const double good = distance_of(cardiac::Quality::kGood);
  EXPECT_NEAR(distance_of(cardiac::Quality::kPoor), 2.0 * good, 0.3 * good);
  EXPECT_EQ(
      corrupted(kLabels, kEndSystole, {}, setup, 1).labels,
      corrupted(kLabels, kEndSystole, cardiac::Quality::kGood, setup, 1).labels);
}

TEST(Corrupted, RefusesToConfuseClassesOrToAddInstances) {
  EXPECT_THROW((void)corrupted(kLabels, kEndSystole, {}, kConfusion, 1), std::invalid_argument);
  for (const noise::Operation& operation :
       {noise::Operation{noise::Duplicate{}}, noise::Operation{noise::Spurious{}}}) {
    EXPECT_THROW(
        (void)corrupted(kLabels, kEndSystole, {}, setup_of(operation), 1), std::invalid_argument);
  }
}

TEST(CorruptLabels, AreThoseOfEveryFrame) {
  cardiac::Patient patient{.id = "patient0007"};
  patient.quality = {cardiac::Quality::kPoor, cardiac::Quality::kGood};
  for (const cardiac::Instant instant : cardiac::kInstants) {
    patient.frames(cardiac::View::kFourChamber, instant) = testing::drawn_heart(20.0, 60.0);
  }
  patient.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole) =
      testing::drawn_heart(18.0, 55.0);
  const cardiac::Patient clean = patient;
  const auto records = corrupt_labels(patient, kJitter, 5);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].frame.text(), "patient0007/2CH/ED");
  EXPECT_EQ(records[1].frame.text(), "patient0007/4CH/ED");
  EXPECT_EQ(records[2].frame.text(), "patient0007/4CH/ES");
  for (const NoiseRecord& record : records) {
    const auto& frame = *clean.frames(record.frame.view, record.frame.instant);
    const auto quality = clean.quality.at(static_cast<std::size_t>(record.frame.view));
    const NoisyLabels one = corrupted(frame.labels, record.frame, quality, kJitter, 5);
    EXPECT_EQ(patient.frames(record.frame.view, record.frame.instant)->labels, one.labels);
    EXPECT_EQ(record.drawn, one.record.drawn);
    EXPECT_NE(one.labels, frame.labels);
  }
}

TEST(Replayed, MakesTheVeryLabelsAgainByTheLogAlone) {
  const noise::NoiseSetup observer = setup_of(
      noise::Observer{.spread = 2.0, .correlation = 9.0, .base_sigma = 3.0, .tilt_sigma_deg = 5.0});
  for (const noise::NoiseSetup& setup :
       {kNothing, kDilation, kErosion, kJitter, kDeletion, observer}) {
    const NoisyLabels noisy = corrupted(kLabels, kEndSystole, {}, setup, 3);
    const NoisyLabels again = replayed(kLabels, noisy.record);
    EXPECT_EQ(again.labels, noisy.labels) << setup.name;
    EXPECT_EQ(again.record.drawn, noisy.record.drawn);
    EXPECT_EQ(again.record.removed, noisy.record.removed);
    EXPECT_EQ(again.record.effect.noisy_area_mm2, noisy.record.effect.noisy_area_mm2);
  }
  const shape::LabelMap empty(kLabels.grid());
  const NoisyLabels none = corrupted(empty, kEndSystole, {}, kJitter, 3);
  EXPECT_EQ(replayed(empty, none.record).labels, empty);
}

TEST(Replayed, RefusesLabelsThatTheLogWasNotMadeOf) {
  const auto refusal = [](const shape::LabelMap& labels, const NoiseRecord& record) {
    try {
      (void)replayed(labels, record);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string("none");
  };
  const NoiseRecord record = corrupted(kLabels, kEndSystole, {}, kDilation, 3).record;
  const shape::LabelMap other = testing::drawn_heart(19.0, 60.0).labels;
  EXPECT_THAT(
      refusal(other, record), HasSubstr("patient0001/4CH/ES: its clean left ventricle has"));
  NoiseRecord altered = record;
  altered.effect.noisy_area_mm2 += 1.0;
  EXPECT_THAT(refusal(kLabels, altered), HasSubstr("its noisy left ventricle has"));
  altered = record;
  altered.drawn = "magic 3";
  EXPECT_THAT(refusal(kLabels, altered), HasSubstr("patient0001/4CH/ES: "));
  EXPECT_THAT(refusal(kLabels, altered), HasSubstr("magic"));
  altered.drawn = "no left ventricle";
  EXPECT_THAT(refusal(kLabels, altered), HasSubstr("patient0001/4CH/ES: "));
}

}  // namespace
}  // namespace segnoise::plan

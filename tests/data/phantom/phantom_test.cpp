#include "data/phantom/phantom.h"

#include "core/cardiac/ejection.h"
#include "core/shape/label_map.h"
#include "data/phantom/phantom_heart.h"
#include "data/phantom/phantom_section.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <stdexcept>

namespace segnoise::phantom {
namespace {

constexpr double kSpacing_mm = 0.308;

/// Volumes as a cardiologist would measure them on the clean outlines.
cardiac::Ejection measured(const PhantomHeart& heart, random::Rng& rng) {
  cardiac::PerFrame<std::optional<cardiac::Cavity>> cavities;
  for (const cardiac::View which : cardiac::kViews) {
    const PhantomView view = draw_view(heart, which, rng);
    const shape::Grid grid = view.sector.grid(kSpacing_mm);
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const shape::LabelMap labels = label_map(view.at(instant), view.sector, grid);
      cavities(which, instant) =
          cardiac::Cavity{shape::mask_of(labels, cardiac::kLeftVentricle), grid.spacing_mm};
    }
  }
  return cardiac::ejection(cavities, cardiac::VolumeMethod::kBiplaneAse).value();
}

const PhantomPatient& first_patient() {
  static const PhantomPatient made = make_phantom_patient(1, 7);
  return made;
}

TEST(Phantom, AgreesWithBiplaneVolumesOfItsOutlines) {
  int compared = 0;
  for (std::uint64_t patient = 0; patient < 40; ++patient) {
    random::Rng rng(41, patient);
    const PhantomHeart heart = draw_heart(rng);
    if (heart.foreshortened()) continue;
    const cardiac::Ejection found = measured(heart, rng);
    EXPECT_NEAR(found.edv_ml / heart.edv_ml(), 1.0, 0.03) << patient;
    EXPECT_NEAR(found.esv_ml / heart.esv_ml(), 1.0, 0.03) << patient;
    EXPECT_NEAR(found.ef_percent, heart.ef_percent(), 2.0) << patient;
    ++compared;
  }
  EXPECT_GT(compared, 25);
}

TEST(Phantom, LosesVolumeWhereAViewIsForeshortened) {
  int compared = 0;
  for (std::uint64_t patient = 0; patient < 40; ++patient) {
    random::Rng rng(41, patient);
    const PhantomHeart heart = draw_heart(rng);
    if (!heart.foreshortened()) continue;
    EXPECT_LT(measured(heart, rng).edv_ml, heart.edv_ml()) << patient;
    ++compared;
  }
  EXPECT_GT(compared, 3);
}

TEST(MakePhantomPatient, MakesAWholePatient) {
  const cardiac::Patient& patient = first_patient().patient;
  EXPECT_EQ(patient.id, "patient0001");
  EXPECT_TRUE(patient.has_both_views());
  EXPECT_TRUE(patient.sex.has_value());
  EXPECT_TRUE(patient.age_years.has_value());
  EXPECT_EQ(patient.stated_ef_percent.value(), std::round(first_patient().truth.ef_percent));
  for (const cardiac::View view : cardiac::kViews) {
    EXPECT_TRUE(patient.quality.at(static_cast<std::size_t>(view)).has_value());
    const cardiac::SequenceInfo& sequence =
        first_patient().sequences.at(static_cast<std::size_t>(view));
    EXPECT_EQ(std::min(sequence.end_diastole, sequence.end_systole), 1);
    EXPECT_EQ(std::max(sequence.end_diastole, sequence.end_systole), sequence.frame_count);
    const shape::LabelledImage& diastole =
        patient.frames(view, cardiac::Instant::kEndDiastole).value();
    EXPECT_EQ(diastole.image.grid(), diastole.labels.grid());
    EXPECT_EQ(diastole.image.spacing_mm(), (shape::Spacing{kSpacing_mm, kSpacing_mm}));
    EXPECT_EQ(
        diastole.image.grid(), patient.frames(view, cardiac::Instant::kEndSystole)->image.grid());
    for (const std::uint8_t label :
         {cardiac::kLeftVentricle, cardiac::kMyocardium, cardiac::kLeftAtrium}) {
      EXPECT_FALSE(shape::mask_of(diastole.labels, label).empty());
    }
  }
}

TEST(MakePhantomPatient, KnowsItsTruth) {
  const PhantomTruth& truth = first_patient().truth;
  EXPECT_NEAR(truth.ef_percent, 100.0 * (1.0 - truth.esv_ml / truth.edv_ml), 1e-9);
  EXPECT_GT(truth.length_mm[0], truth.length_mm[1]);
  EXPECT_LT(truth.wall_mm[0], truth.wall_mm[1]);
  for (const cardiac::View view : cardiac::kViews) {
    EXPECT_LE(
        truth.section_length_mm(view, cardiac::Instant::kEndDiastole), truth.length_mm[0] + 1e-6);
  }
}

TEST(MakePhantomPatient, DependsOnNumberAndSeedAlone) {
  const PhantomPatient again = make_phantom_patient(1, 7);
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      EXPECT_EQ(
          again.patient.frames(view, instant)->image,
          first_patient().patient.frames(view, instant)->image);
      EXPECT_EQ(
          again.patient.frames(view, instant)->labels,
          first_patient().patient.frames(view, instant)->labels);
    }
  }
  EXPECT_NE(make_phantom_patient(2, 7).truth.edv_ml, first_patient().truth.edv_ml);
  EXPECT_NE(make_phantom_patient(1, 8).truth.edv_ml, first_patient().truth.edv_ml);
}

TEST(MakePhantomPatient, HasSpeckleOfItsOwnInEachFrame) {
  for (const cardiac::View view : cardiac::kViews) {
    const auto diastole =
        first_patient().patient.frames(view, cardiac::Instant::kEndDiastole)->image.pixels();
    const auto systole =
        first_patient().patient.frames(view, cardiac::Instant::kEndSystole)->image.pixels();
    int seen = 0;
    int equal = 0;
    for (std::size_t i = 0; i < diastole.size(); ++i) {
      if (diastole[i] == 0.0F || diastole[i] == 255.0F) continue;
      ++seen;
      if (diastole[i] == systole[i]) ++equal;
    }
    EXPECT_LT(equal, seen / 10);
  }
}

TEST(MakePhantomPatient, RefusesNumbersWithoutAnId) {
  EXPECT_THROW((void)make_phantom_patient(0, 7), std::invalid_argument);
  EXPECT_THROW((void)make_phantom_patient(kMostPhantomPatients + 1, 7), std::invalid_argument);
}

TEST(PhantomId, HasFourDigits) {
  EXPECT_EQ(phantom_id(7), "patient0007");
  EXPECT_EQ(phantom_id(1234), "patient1234");
}

}  // namespace
}  // namespace segnoise::phantom
